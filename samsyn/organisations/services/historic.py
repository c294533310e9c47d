"""How do units come in that only old deviations name? (interfaces.md, import deviations)"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.time_valid import Life, as_now
from samsyn.domain.vocabulary import AreaKind, PrincipalKind
from samsyn.organisations import vocabulary as words
from samsyn.organisations.cards import AreaCard, KindCard, PrincipalCard, UnitCard
from samsyn.organisations.models import Area, Principal, Unit, UnitKind
from samsyn.organisations.naming import folded
from samsyn.organisations.selectors.areas import area_by_path, area_card_of
from samsyn.organisations.selectors.kinds import kind_card_of, unit_kind_by_any_name
from samsyn.organisations.selectors.principals import (
    principal_by_any_name,
    principal_card_of,
)
from samsyn.organisations.selectors.units import card_of
from samsyn.organisations.services.changes import new_key, record_change

MADE = "made-"
"""Begins the key of what an import made; a later registry file takes it over by its name."""


@transaction.atomic
def ensure_historic_unit(
    *,
    name: str,
    kind: str,
    principal_name: str,
    area_name: str = "",
    on: date | None = None,
    by: Viewer | Everything | None,
    now: datetime,
) -> tuple[UnitCard, bool]:
    """The unit with this name or alias at this principal, made as historic when nobody knows it.

    A historic unit cannot be chosen as a recipient. The second value tells whether it was made.
    """
    principal, _ = ensure_principal(name=principal_name, on=on, by=by, now=now)
    known = _known_unit(name, principal, on)
    if known:
        return known, False
    area = ensure_area(path=area_name, on=on, by=by, now=now)[0] if area_name else None
    unit = Unit(
        key=new_key(Unit, name, MADE),
        name=name.strip(),
        kind_id=ensure_unit_kind(name=kind)[0].id,
        principal_id=principal.id,
        area_id=area.id if area else None,
        is_external=principal.is_external,
        is_historic=True,
        source=words.MADE_BY_IMPORT,
    )
    unit.save()
    record_change(unit, what="created", changes={}, by=by, now=now)
    return card_of(unit), True


def _known_unit(name: str, principal: PrincipalCard, on: date | None) -> UnitCard | None:
    wanted = folded(name)
    rows = Unit.objects.filter(Q(folded_name=wanted) | Q(aliases__folded_name=wanted))
    cards = {
        unit.pk: card_of(unit) for unit in rows.select_related("kind", "principal", "area__parent")
    }
    lives = {pk: Life(None, None, then) for pk, then in _successors()}
    ours = [card for card in cards.values() if _is_same(card, principal, lives)]
    ours.sort(key=lambda card: (folded(card.name) != wanted, bool(on and not card.is_valid_on(on))))
    return ours[0] if ours else None


def _successors() -> list[tuple[int, int | None]]:
    return list(Principal.objects.values_list("pk", "successor"))


def _is_same(card: UnitCard, principal: PrincipalCard, lives: dict[int, Life]) -> bool:
    # The files write "Fristående huvudman" for every independent one, so that kind is enough there.
    both = {card.principal_kind, principal.kind}
    if both == {PrincipalKind.INDEPENDENT.value}:
        return True
    return as_now(card.principal_id, lives) == as_now(principal.id, lives)


@transaction.atomic
def ensure_principal(
    *, name: str, on: date | None = None, by: Viewer | Everything | None, now: datetime
) -> tuple[PrincipalCard, bool]:
    """The principal with this name, made when nobody knows it.

    Its kind is read out of the name; whatever is neither region nor municipality is independent.
    """
    known = principal_by_any_name(name, on=on)
    if known:
        return known, False
    kind = _principal_kind_of(name)
    is_county_loaded = Area.objects.filter(kind=AreaKind.COUNTY).exists()
    principal = Principal.objects.create(
        key=new_key(Principal, name, MADE),
        name=name.strip(),
        kind=kind,
        is_external=is_county_loaded and kind is not PrincipalKind.INDEPENDENT,
        source=words.MADE_BY_IMPORT,
    )
    record_change(principal, what="created", changes={}, by=by, now=now)
    return principal_card_of(principal), True


def _principal_kind_of(name: str) -> PrincipalKind:
    spelled = folded(name).split() or [""]
    if spelled[0] == "region" or spelled[-1] == "landsting":
        return PrincipalKind.REGION
    if spelled[-1] in {"kommun", "stad"}:
        return PrincipalKind.MUNICIPALITY
    return PrincipalKind.INDEPENDENT


@transaction.atomic
def ensure_area(
    *, path: str, on: date | None = None, by: Viewer | Everything | None, now: datetime
) -> tuple[AreaCard, bool]:
    """The area that "Stockholm/Farsta" or "Huddinge" names, made when nobody knows it."""
    known = area_by_path(path, on=on)
    if known:
        return known, False
    first, _, district = path.partition("/")
    parent = ensure_area(path=first, on=on, by=by, now=now)[0] if district else None
    name = (district or first).strip()
    area = Area.objects.create(
        key=new_key(Area, name, MADE),
        name=name,
        kind=AreaKind.DISTRICT if district else AreaKind.MUNICIPALITY,
        parent_id=parent.id if parent else None,
        source=words.MADE_BY_IMPORT,
    )
    record_change(area, what="created", changes={}, by=by, now=now)
    return area_card_of(area), True


def ensure_unit_kind(*, name: str) -> tuple[KindCard, bool]:
    """The kind with this name, label or alias, made (last in order) when nobody knows it."""
    known = unit_kind_by_any_name(name)
    if known:
        return known, False
    written = {each.short_label: each for each in words.KINDS_IN_REPORT_ORDER}
    ours = written.get(name.strip())
    kind = UnitKind.objects.create(
        key=ours.key if ours else f"{MADE}{folded(name).replace(' ', '-')}"[:40],
        name=name.strip(),
        short_label=name.strip()[:60],
        aliases=list(ours.aliases) if ours else [],
        order=words.KINDS_IN_REPORT_ORDER.index(ours) + 1 if ours else 100,
    )
    return kind_card_of(kind), True
