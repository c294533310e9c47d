"""Which of the register's units take part, and which are silent? (requirement 33)

The secretariat and the administrator see every unit, a coordinator those of the own principal, a
local group those of its BUS area: whether, but not in how many deviations.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db.models import Max

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.covering import CountedAs, Span, Took, coverage_of
from samsyn.domain.time_valid import is_apart
from samsyn.domain.vocabulary import AreaKind
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import AreaCard, UnitCard
from samsyn.participation.counting import UNIT
from samsyn.participation.covered import AmongItsKind, Covered, LastDays, Wanted
from samsyn.participation.models import Figures, NothingToReport
from samsyn.participation.periods import after
from samsyn.participation.summing import took


def coverage(wanted: Wanted, *, viewer: Viewer) -> list[Covered]:
    """Every unit that concerns the viewer, by name, and how it took part.

    Units that took part without being in the register then are there too, so that totals close.
    """
    if not viewer.may(Ability.READ_COVERAGE):
        return []
    cards = {card.id: card for card in organisations.filtered_units(organisations.Filter())}
    places = _Places()
    now = organisations.successors_of_units() if wanted.counted_as is CountedAs.NOW else {}
    concerned = _concerned(cards.values(), viewer, wanted.span)
    took_of = _took(wanted)
    stated = _stated(wanted.span)
    counted: dict[int, Covered] = {}
    for card in cards.values():
        took_part = took_of.get(card.id, Took())
        registered = _was_in_register(card, wanted.span)
        if not registered and took_part == Took():
            continue
        as_unit = cards[now.get(card.id, card.id)]
        if as_unit.id not in concerned and card.id not in concerned:
            continue
        before = counted.get(as_unit.id) or places.covered(as_unit, wanted.counted_as)
        days = [day for day in (before.stated_on, stated.get(card.id)) if day]
        counted[as_unit.id] = replace(
            before,
            took=before.took + took_part,
            stated_on=max(days, default=None),
            is_in_register=before.is_in_register or registered,
            shows_numbers=viewer.area_id is None,
        )
    return [counted[pk] for pk in cards if pk in counted]


def _was_in_register(card: UnitCard, span: Span) -> bool:
    if card.is_external or card.is_historic:
        return False
    return not is_apart(card.valid_from, card.valid_to, span.first, span.last)


def _concerned(cards: Iterable[UnitCard], viewer: Viewer, span: Span) -> set[int]:
    if viewer.principal_id is not None:
        return {card.id for card in cards if card.principal_id == viewer.principal_id}
    if viewer.area_id is not None:
        areas = organisations.BusAreas()
        return {card.id for card in cards if viewer.area_id in areas.of_unit(card.id, span.last)}
    return {card.id for card in cards}


def _took(wanted: Wanted) -> dict[int, Took]:
    rows = Figures.objects.filter(scope=UNIT, period__in=wanted.span.periods)
    sums: dict[int, Took] = {}
    for row in rows.defer("acknowledge_days", "answer_days").iterator(2_000):
        sums[row.scope_id] = sums.get(row.scope_id, Took()) + took(row, wanted.scope)
    return sums


def _stated(span: Span) -> dict[int, date]:
    """When each unit last spoke of a period in the span, unless it has taken it back."""
    rows = NothingToReport.objects.filter(
        first_day__gte=span.first, last_day__lt=after(span), withdrawn_at=None
    )
    latest = rows.order_by().values("unit").annotate(moment=Max("stated_at"))
    return {row["unit"]: day_in_stockholm(row["moment"]) for row in latest}


class _Places:
    """In which municipality and district a unit lies, then or now."""

    def __init__(self) -> None:
        self.areas: dict[int, AreaCard] = {card.id: card for card in organisations.areas_on(None)}

    def covered(self, card: UnitCard, counted_as: CountedAs) -> Covered:
        area = self.areas.get(card.area_id or 0)
        seen: set[int] = set()
        while counted_as is CountedAs.NOW and area and area.successor_id and area.id not in seen:
            seen.add(area.id)
            area = self.areas.get(area.successor_id, area)
        is_district = area is not None and area.kind == AreaKind.DISTRICT
        district = area.name if area and is_district else ""
        return Covered(card, Took(), None, False, card.municipality_name, district)


def last_days_of(units: Iterable[Covered], *, viewer: Viewer) -> dict[int, LastDays]:
    """When these units last took part, as counted last night; nothing for whoever sees no numbers."""
    pks = [one.unit.id for one in units if one.shows_numbers]
    if not viewer.may(Ability.READ_COVERAGE):
        return {}
    rows = Figures.objects.filter(scope=UNIT, scope_id__in=pks).order_by()
    ever = rows.values("scope_id").annotate(sent=Max("last_sent_on"), got=Max("last_received_on"))
    return {row["scope_id"]: LastDays(row["sent"], row["got"]) for row in ever}


def coverage_of_own_kind(wanted: Wanted, *, viewer: Viewer) -> AmongItsKind | None:
    """The viewer's unit among all of its kind; None for whoever has no unit."""
    unit = organisations.unit_by_pk(viewer.unit_id or 0)
    if unit is None or not viewer.may(Ability.READ_STATISTICS):
        return None
    cards = organisations.filtered_units(organisations.Filter(kind=unit.kind_id))
    others = [card for card in cards if _was_in_register(card, wanted.span)]
    took_of, stated = _took(wanted), _stated(wanted.span)
    own = took_of.get(unit.id, Took())
    if len(others) <= settings.COMPARED_UNITS_AT_LEAST:
        return AmongItsKind(own, unit.kind_label, None)
    whole = coverage_of(
        (took_of.get(card.id, Took()), card.id in stated and not took_of.get(card.id, Took()).sent)
        for card in others
    )
    return AmongItsKind(own, unit.kind_label, whole)
