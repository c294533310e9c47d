"""Which of the register's units take part, and which are silent? (requirement 33)

The secretariat and the administrator see every unit, a coordinator those of the own principal, a
local group those of its BUS area: whether, but not in how many deviations.
"""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import Max, Sum

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.covering import CountedAs, Span, Took, coverage_of, took_in
from samsyn.domain.time_valid import is_apart
from samsyn.domain.vocabulary import AreaKind
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import AreaCard, UnitCard
from samsyn.organisations.selectors.units import RegisterLine
from samsyn.participation.counting import UNIT
from samsyn.participation.covered import AmongItsKind, Covered, LastDays, Wanted
from samsyn.participation.models import Figures, NothingToReport
from samsyn.participation.periods import after


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
    counted: dict[int, list[UnitCard]] = {}
    for card in cards.values():
        if not _was_in_register(card, wanted.span) and card.id not in took_of:
            continue
        as_unit = now.get(card.id, card.id)
        if as_unit in concerned or card.id in concerned:
            counted.setdefault(as_unit, []).append(card)
    found = []
    for pk in (pk for pk in cards if pk in counted):
        members = counted[pk]
        part = sum((took_of[one.id] for one in members if one.id in took_of), Took())
        registered = any(_was_in_register(one, wanted.span) for one in members)
        if not registered and part == Took():
            continue
        days = [stated[one.id] for one in members if one.id in stated]
        municipality, district = places.of(cards[pk], wanted.counted_as)
        found.append(
            Covered(
                cards[pk],
                part,
                max(days, default=None),
                registered,
                municipality,
                district,
                shows_numbers=viewer.area_id is None,
            )
        )
    return found


def registered_units(
    span: Span, among: Iterable[RegisterLine], *, viewer: Viewer | Everything
) -> list[RegisterLine]:
    """The units that stood in the register at that time: what every share is of. No secret to anybody.

    `among` are `organisations.register_lines()`.
    """
    return [line for line in among if _was_in_register(line, span)]


def _was_in_register(card: UnitCard | RegisterLine, span: Span) -> bool:
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


COUNTED = ("sent", "received", "acknowledged", "answered")
"""In the order of Took's fields."""


def _took(wanted: Wanted) -> dict[int, Took]:
    """How each unit took part; the database adds up the years, so that several cost as little as one."""
    sums = [Sum(name) for name in (*COUNTED, *(f"{name}_between" for name in COUNTED))]
    rows = Figures.objects.filter(scope=UNIT, period__in=wanted.span.periods).order_by()
    return {
        pk: took_in(wanted.scope, Took(*numbers[:4]), Took(*numbers[4:]))
        for pk, *numbers in rows.values_list("scope_id").annotate(*sums)
    }


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

    def of(self, card: UnitCard, counted_as: CountedAs) -> tuple[str, str]:
        """The municipality's and the district's name; empty where there is none."""
        area = self.areas.get(card.area_id or 0)
        seen: set[int] = set()
        while counted_as is CountedAs.NOW and area and area.successor_id and area.id not in seen:
            seen.add(area.id)
            area = self.areas.get(area.successor_id, area)
        is_district = area is not None and area.kind == AreaKind.DISTRICT
        return card.municipality_name, area.name if area and is_district else ""


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
