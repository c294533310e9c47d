"""How often and how quickly do kinds, principals and BUS areas answer, year by year? (requirement 34)

The secretariat sees every row. Everybody else sees the kinds of the county, of which the small ones
are put together, and beside them what is their own: other principals and areas are told of to nobody
else, because a second way of dividing the county would give away what the first one hides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samsyn.domain.access import Ability, Viewer
from samsyn.domain.answering import AnsweredBy, Answering
from samsyn.domain.joined_rows import Size, crosses_safely
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import UnitCard
from samsyn.participation.beside import (
    Kinds,
    kinds_shown,
    least_shown,
    rows_of,
    units_of,
)
from samsyn.participation.counting import AREA, COUNTY, KIND, PRINCIPAL, UNIT
from samsyn.participation.models import Figures
from samsyn.participation.periods import period_of_year
from samsyn.participation.summing import answering, together

SCOPE = {AnsweredBy.KIND: KIND, AnsweredBy.PRINCIPAL: PRINCIPAL, AnsweredBy.AREA: AREA}


@dataclass(frozen=True)
class AnsweringOfYears:
    """One row: its figures each year; a year that is left out stands in the row of those together."""

    name: str
    years: dict[int, Answering]
    together_in: frozenset[int] = frozenset()
    """The years in which the row is part of what is put together."""


@dataclass(frozen=True)
class AnswersBy:
    """The rows by name or in the reports' order, what is put together each year, and the county."""

    years: tuple[int, ...]
    rows: tuple[AnsweringOfYears, ...]
    together: dict[int, tuple[tuple[str, ...], Answering]]
    """For a year: the names of the rows that are put together, and their figures."""
    county: dict[int, Answering]
    """A year that is left out would tell of single units."""


def groupings_of(*, viewer: Viewer) -> tuple[AnsweredBy, ...]:
    """By what the viewer may see the county's answers, the usual one first."""
    return tuple(AnsweredBy) if _sees_all(viewer) else (AnsweredBy.KIND,)


def _sees_all(viewer: Viewer) -> bool:
    return viewer.may(Ability.READ_COPIES)


def answers_in_groups(
    by: AnsweredBy, *, years: Sequence[int], viewer: Viewer, today: date
) -> AnswersBy:
    """The county's answers in groups, year by year; by kind for all but the secretariat."""
    if not viewer.may(Ability.READ_STATISTICS):
        return AnswersBy(tuple(years), (), {}, {})
    if _sees_all(viewer):
        return _every_row(by, tuple(years))
    return _kinds_put_together(tuple(years), units_of(viewer, today))


def _every_row(by: AnsweredBy, years: tuple[int, ...]) -> AnswersBy:
    keys = {period_of_year(year): year for year in years}
    of_row: dict[int, dict[int, Answering]] = {}
    for row in _without_days(SCOPE[by], keys):
        of_row.setdefault(row.scope_id, {})[keys[row.period]] = answering(row)
    names = _names(by)
    rows = [AnsweringOfYears(name, of_row[pk]) for pk, name in names.items() if pk in of_row]
    county = {keys[row.period]: answering(row) for row in _without_days(COUNTY, keys)}
    return AnswersBy(years, tuple(rows), {}, county)


def _without_days(scope: str, keys: dict[str, int]) -> "list[Figures]":
    rows = Figures.objects.filter(scope=scope, period__in=list(keys))
    return list(rows.defer("acknowledge_days", "answer_days"))


def _names(by: AnsweredBy) -> dict[int, str]:
    """The names of the groups, in the order that they are shown."""
    match by:
        case AnsweredBy.KIND:
            return {kind.id: kind.short_label for kind in organisations.kinds_in_order()}
        case AnsweredBy.PRINCIPAL:
            return {one.id: one.name for one in organisations.principals_on(None)}
        case AnsweredBy.AREA:
            return {one.id: one.name for one in organisations.areas_on(None)}


def _kinds_put_together(years: tuple[int, ...], own: Sequence[UnitCard]) -> AnswersBy:
    names = _names(AnsweredBy.KIND)
    found = rows_of(map(period_of_year, years), own)
    shown = {year: kinds_shown(found[period_of_year(year)], own) for year in years}
    alone: dict[int, dict[int, Answering]] = {pk: {} for pk in names}
    hidden: dict[int, set[int]] = {pk: set() for pk in names}
    several: dict[int, tuple[tuple[str, ...], Answering]] = {}
    for year, kinds in shown.items():
        for one in kinds:
            if len(one.kind_ids) == 1:
                alone[one.kind_ids[0]][year] = one.figures
            else:
                several[year] = tuple(names[pk] for pk in names if pk in one.kind_ids), one.figures
                for pk in one.kind_ids:
                    hidden[pk].add(year)
    rows = tuple(
        AnsweringOfYears(name, alone[pk], frozenset(hidden[pk]))
        for pk, name in names.items()
        if alone[pk] or hidden[pk]
    )
    keys = {period_of_year(year): year for year in years if shown[year]}
    county = {keys[row.period]: answering(row) for row in _without_days(COUNTY, keys)}
    return AnswersBy(years, rows, several, county)


def answers_of_own(
    *, years: Sequence[int], viewer: Viewer, today: date
) -> tuple[AnsweringOfYears, ...]:
    """What is the viewer's own: the unit; the principal's units by kind and all; the BUS area."""
    if not viewer.may(Ability.READ_STATISTICS):
        return ()
    if viewer.area_id is not None:
        return _own_area(viewer.area_id, years, today)
    units = units_of(viewer, today)
    if not units:
        return ()
    found_of = rows_of(map(period_of_year, years), units)
    rows = {year: found_of[period_of_year(year)].units for year in years}

    def sum_of(name: str, some: Sequence[UnitCard]) -> AnsweringOfYears:
        found = {
            year: [rows[year][one.id] for one in some if one.id in rows[year]] for year in years
        }
        return AnsweringOfYears(name, {year: together(of) for year, of in found.items() if of})

    if len(units) == 1:
        return (sum_of(units[0].name, units),)
    kinds = _names(AnsweredBy.KIND).items()
    in_kinds = [(name, [one for one in units if one.kind_id == pk]) for pk, name in kinds]
    sums = [sum_of(name, members) for name, members in in_kinds if members]
    return tuple(one for one in (*sums, sum_of(units[0].principal_name, units)) if one.years)


def _own_area(area: int, years: Sequence[int], today: date) -> tuple[AnsweringOfYears, ...]:
    """The area's figures of the years in which they can stand beside those of the kinds."""
    keys = {period_of_year(year): year for year in years}
    rows = Figures.objects.filter(scope=AREA, scope_id=area, period__in=list(keys))
    whole = {keys[row.period]: row for row in rows.defer("acknowledge_days", "answer_days")}
    inside = _inside(area, keys, today)
    kinds = rows_of(keys, ())
    shown = {
        year: answering(whole[year])
        for period, year in keys.items()
        if year in whole and _stands_beside(kinds_shown(kinds[period], ()), inside[period])
    }
    name = organisations.areas_by_pk([area])[area].name
    return (AnsweringOfYears(name, shown),) if shown else ()


def _inside(area: int, keys: dict[str, int], today: date) -> dict[str, dict[int, Size]]:
    """What came to the units in the area, by period and kind."""
    bus_areas = organisations.BusAreas()
    rows = Figures.objects.filter(scope=UNIT, period__in=list(keys), received__gt=0)
    found = [
        (pk, period, Size(received - declined, units))
        for pk, period, received, declined, units in rows.values_list(
            "scope_id", "period", "received", "declined", "units"
        )
        if area in bus_areas.of_unit(pk, min(date(keys[period], 12, 31), today))
    ]
    cards = organisations.units_by_pk(pk for pk, _, _ in found)
    inside: dict[str, dict[int, Size]] = {period: {} for period in keys}
    for pk, period, size in found:
        sizes, kind = inside[period], cards[pk].kind_id
        sizes[kind] = sizes.get(kind, Size()) + size
    return inside


def _stands_beside(kinds: Sequence[Kinds], inside: dict[int, Size]) -> bool:
    if not kinds:
        return False
    sides = []
    for one in kinds:
        within = sum((inside.get(kind, Size()) for kind in one.kind_ids), Size())
        parts, units = one.figures.owed - within.parts, one.figures.units - within.units
        sides.append((within, Size(max(0, parts), max(0, units))))
    least = least_shown()
    whole = sum(inside.values(), Size())
    return whole.tells_of_nobody(least) and crosses_safely(sides, least=least)
