"""Which principals (huvudmän) are there on a day?"""

from collections.abc import Iterable
from datetime import date

from samsyn.database.swedish import Swedish
from samsyn.domain.vocabulary import PrincipalKind
from samsyn.organisations.cards import PrincipalCard
from samsyn.organisations.models import Principal
from samsyn.organisations.naming import folded
from samsyn.organisations.selectors.areas import valid_on


def principal_card_of(principal: Principal) -> PrincipalCard:
    """The principal as others see it."""
    return PrincipalCard(
        id=principal.pk,
        key=principal.key,
        name=principal.name,
        kind=principal.kind,
        is_external=principal.is_external,
        successor_id=principal.successor_id,
        valid_from=principal.valid_from,
        valid_to=principal.valid_to,
        version=principal.version,
    )


def principals_on(
    day: date | None, *, kind: PrincipalKind | None = None, external: bool | None = None
) -> list[PrincipalCard]:
    """The principals that exist on a day (None: of all times), in Swedish order."""
    rows = Principal.objects.all()
    if day:
        rows = rows.filter(valid_on(day))
    if kind:
        rows = rows.filter(kind=kind)
    if external is not None:
        rows = rows.filter(is_external=external)
    return [principal_card_of(principal) for principal in rows.order_by(Swedish("name"), "pk")]


def principals_by_pk(pks: Iterable[int]) -> dict[int, PrincipalCard]:
    """Several principals at once, by primary key."""
    rows = Principal.objects.filter(pk__in=set(pks))
    return {principal.pk: principal_card_of(principal) for principal in rows}


def principal_by_any_name(
    name: str, *, on: date | None = None, among: Iterable[PrincipalCard] | None = None
) -> PrincipalCard | None:
    """The principal with this name or key; "Danderyd" and "Danderyd(s) kommun" are one.

    Of several with the same name the one valid on the day is taken. `among` are all principals in Swedish
    order, where they have been read already.
    """
    wanted = {folded(name), municipality_of(name)}
    found = [
        card
        for card in (principals_on(None) if among is None else among)
        if card.key == name
        or folded(card.name) == folded(name)
        or (card.kind == PrincipalKind.MUNICIPALITY and municipality_of(card.name) in wanted)
    ]
    found.sort(key=lambda card: (folded(card.name) != folded(name), _is_off(card, on)))
    return found[0] if found else None


def municipality_of(name: str) -> str:
    """What is left of a municipal principal's name without kommun, stad and the genitive s."""
    words = folded(name).split()
    if len(words) > 1 and words[-1] in {"kommun", "stad"}:
        words.pop()
        words[-1] = words[-1].removesuffix("s")
    return " ".join(words)


def _is_off(card: PrincipalCard, on: date | None) -> bool:
    return on is not None and not card.is_valid_on(on)
