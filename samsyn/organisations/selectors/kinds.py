"""Which kinds of services are there?"""

from collections.abc import Iterable

from samsyn.organisations.cards import KindCard
from samsyn.organisations.models import UnitKind
from samsyn.organisations.naming import folded


def kind_card_of(kind: UnitKind) -> KindCard:
    """The kind as others see it."""
    return KindCard(
        id=kind.pk,
        key=kind.key,
        name=kind.name,
        short_label=kind.short_label,
        aliases=tuple(kind.aliases),
        order=kind.order,
        principal_kind=kind.principal_kind,
        in_reports=kind.in_reports,
        version=kind.version,
    )


def kinds_in_order() -> list[KindCard]:
    """Every kind, in the order of the yearly reports."""
    return [kind_card_of(kind) for kind in UnitKind.objects.order_by("order", "pk")]


def unit_kinds_by_pk() -> dict[int, KindCard]:
    """Every kind by primary key: there are some twenty."""
    return {kind.id: kind for kind in kinds_in_order()}


def unit_kind_by_any_name(name: str, among: Iterable[KindCard] | None = None) -> KindCard | None:
    """The kind whose key, name, short label or alias this is, whatever the letter case.

    `among` are all kinds, where they have been read already.
    """
    wanted = folded(name)
    for kind in kinds_in_order() if among is None else among:
        if wanted in {folded(each) for each in spellings(kind)}:
            return kind
    return None


def spellings(kind: KindCard) -> tuple[str, ...]:
    """Everything that the kind may be called in a file."""
    return (kind.key, kind.name, kind.short_label, *kind.aliases)
