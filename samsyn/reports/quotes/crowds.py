"""Would a quote point somebody out? It must have a crowd to hide in, as large as the limit of small numbers.

A quote is one deviation's own words, so it always has the limit of what points out a unit, also where the
table beside it shows every number (ADR 0040). All quotes of a report are asked about together, in as many
queries as one of them.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery

from samsyn.deviations.selectors.counted import counted_deviations, counted_recipients
from samsyn.disclosure.selectors import limits_held
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.disclosing import Shown
from samsyn.domain.tables import Question, Value
from samsyn.domain.time_valid import is_valid_on
from samsyn.domain.vocabulary import AreaKind, Dimension, Listed, Scope, gettext_noop
from samsyn.reports.contents.gathering import Gathering
from samsyn.statistics.dimensions import Names
from samsyn.statistics.rows import Reading
from samsyn.tally.selectors import lines_of
from samsyn.tally.sheets import Sheets

_ = gettext_noop
CELL = (Dimension.THEME, Dimension.RECIPIENT_SERVICE)
POINTS_OUT = (*CELL, Dimension.REPORTER_UNIT, Dimension.REPORTER_MUNICIPALITY)
_OWN = (
    *("year", "month", "between_principals", "is_coded", "reporter_unit_id", "reporter_kind_id"),
    *("theme_id", "services"),
)
UNITS = {False: "reporter_unit_id", True: "recipient_unit_id"}
"""The unit that a deviation was sent by, and one that it was received by."""

type Facts = Mapping[str, Any]
type Place = tuple[int, Scope, int]
"""A municipality (primary key), or a unit, in a year and a scope."""


class TooFew(Listed):
    """Why a quote would point somebody out, or has no place among the figures."""

    NOT_COUNTED = "not_counted", _("Avvikelsen är återkallad och räknas inte.")
    UNCODED = "uncoded", _("Avvikelsen har inget tema. Koda den först.")
    ALIKE = "alike", _("För få avvikelser har samma tema och samma mottagande verksamhet.")
    AREA = "area", _("För få avvikelser gäller samma kommun.")
    WRITERS = "writers", _("För få verksamheter är av samma slag som den som skrev.")


@dataclass
class Crowds:
    """The crowds of several quotes. What a report has read for its figures already is not read again."""

    viewer: Viewer | Everything
    asked: Gathering | None = None
    """A report whose figures have been gathered."""

    @cached_property
    def limit(self) -> int:
        """The fewest that a quote may hide among."""
        limits = self.asked.limits if self.asked else limits_held(viewer=self.viewer)
        return limits.of(Shown.YEARLY, POINTS_OUT)

    @cached_property
    def names(self) -> Names:
        """What stands behind the keys, each list read once."""
        return self.asked.names if self.asked else Names()

    @cached_property
    def sheets(self) -> Sheets:
        """What the tally has told."""
        return self.asked.sheets if self.asked else Sheets(self.viewer)

    def too_few(self, deviation_id: int) -> list[TooFew]:
        """Every reason against quoting from this deviation; none when it can be done."""
        return self.too_few_of([deviation_id])[deviation_id]

    def too_few_of(self, deviation_ids: Iterable[int]) -> dict[int, list[TooFew]]:
        """The same of several deviations."""
        asked = list(dict.fromkeys(deviation_ids))
        columns = (*_OWN, UNITS[True])
        own: dict[int, dict[str, Any]] = {}
        parties: dict[int, set[int]] = defaultdict(set)
        for pk, *values in lines_of(asked, *columns, per_recipient=True, viewer=self.viewer):
            own[pk] = dict(zip(columns, values, strict=True))
            parties[pk] |= {own[pk][unit] for unit in UNITS.values()}
        coded = {pk: facts for pk, facts in own.items() if facts["is_coded"]}
        found = {pk: [TooFew.UNCODED if pk in own else TooFew.NOT_COUNTED] for pk in asked}
        if coded:
            alike, writers = self._few_alike(coded), self._few_writers(coded)
            areas = self._few_in_area(coded, parties)
            few = ((TooFew.ALIKE, alike), (TooFew.AREA, areas), (TooFew.WRITERS, writers))
            found |= {pk: [why for why, those in few if pk in those] for pk in coded}
        return found

    # Alike: the cells of theme and receiving service --------------------------------------------------

    def _few_alike(self, coded: Mapping[int, Facts]) -> set[int]:
        """Those that stand in a cell with too few."""
        asked = {(one["year"], _scope(one)) for one in coded.values()}
        if self.asked is None:
            self.sheets.read("theme_id", "services", years={year for year, _scope in asked})
        cells: dict[tuple[int, Scope], tuple[Reading, Counter[tuple[Value, ...]]]] = {}
        for year, scope in asked:
            question = Question((year,), scope, by=CELL)
            reading = Reading(question, self.names, self.viewer, self.sheets)
            counts: Counter[tuple[Value, ...]] = Counter()
            for cell in reading.figures().cells:
                counts[cell.values] += cell.count
            cells[year, scope] = reading, counts
        few = set()
        for pk, one in coded.items():
            reading, counts = cells[one["year"], _scope(one)]
            if any(counts[values] < self.limit for values in reading.values(one)):
                few.add(pk)
        return few

    # The parties' municipalities -----------------------------------------------------------------------

    def _few_in_area(self, coded: Mapping[int, Facts], parties: Mapping[int, set[int]]) -> set[int]:
        """Those with a party (unit) in a municipality that has sent and received too few."""
        places: dict[int, set[Place]] = {pk: set() for pk in coded}
        for pk, one in coded.items():
            for unit in parties[pk]:
                if (area := self._municipality_of(self._area_of.get(unit))) is not None:
                    places[pk].add((one["year"], _scope(one), area))
        few = self._too_small(set().union(*places.values()))
        return {pk for pk, each in places.items() if each & few}

    def _municipality_of(self, area_id: int | None) -> int | None:
        seen: set[int] = set()
        while area_id is not None and area_id not in seen:
            seen.add(area_id)
            area = self.names.areas[area_id]
            if area.kind == AreaKind.MUNICIPALITY:
                return area_id
            area_id = area.parent_id
        return None

    @cached_property
    def _area_of(self) -> dict[int, int | None]:
        return {line.id: line.area_id for line in self.names.register}

    @cached_property
    def _units_in(self) -> dict[int, list[int]]:
        """The units of all times that lie in a municipality, or in a district of it."""
        found: dict[int, list[int]] = defaultdict(list)
        for unit, area_id in self._area_of.items():
            if area_id is not None:
                found[area_id].append(unit)
                if parent_id := self.names.areas[area_id].parent_id:
                    found[parent_id].append(unit)
        return found

    def _too_small(self, places: Collection[Place]) -> set[Place]:
        """The municipalities that fewer deviations concern than the limit: sent by them or received there.

        What each unit has sent is summed. Where that is too little, the deviations that it has received
        from others are looked for, just as many as are wanting, for all places in one query.
        """
        if not places:
            return set()
        sent = self._sent_by_unit({year for year, _scope, _area in places})
        wanting: dict[Place, int] = {}
        for year, scope, area in places:
            many = sum(sent[year, scope, unit] for unit in self._units_in[area])
            if many < self.limit:
                wanting[year, scope, area] = self.limit - many
        return self._still_too_small(wanting) if wanting else set()

    def _sent_by_unit(self, years: Collection[int]) -> Counter[Place]:
        """By year, scope and unit."""
        found: Counter[Place] = Counter()
        columns = ("year", "between_principals", "reporter_unit_id")
        for year, between, unit, number, _times in self.sheets.tally(*columns, years=years):
            found[year, Scope.BETWEEN if between else Scope.WITHIN, unit] += number
        return found

    def _still_too_small(self, wanting: Mapping[Place, int]) -> set[Place]:
        """Those that have not received so many deviations from others."""
        years = {year for year, _scope, _area in wanting}
        names = {f"place_{at}": place for at, place in enumerate(wanting)}
        last = {name: self._last_wanted(place, wanting[place]) for name, place in names.items()}
        # One row to hang the questions on: in these years there is one, or there were no quotes.
        row = counted_deviations(years=years, scope=Scope.ALL, viewer=self.viewer)
        (found,) = row.annotate(**last).values_list(*names)[:1]
        return {place for place, pk in zip(names.values(), found, strict=True) if pk is None}

    def _last_wanted(self, place: Place, wanted: int) -> Subquery:
        """The last of so many deviations from others that the municipality's units have received."""
        year, scope, area = place
        units = self._units_in[area]
        counted = counted_deviations(years=[year], scope=scope, viewer=self.viewer)
        from_others = counted.filter(pk=OuterRef("deviation")).exclude(reporter_unit__in=units)
        received = (
            counted_recipients(viewer=self.viewer)
            .filter(Exists(from_others), unit__in=units)
            .values("deviation")
            .annotate(Count("pk"))  # each once; SQLite 3.40 forgets DISTINCT in a scalar subquery
            .values("deviation")
        )
        return Subquery(received[wanted - 1 : wanted])

    # Who could have written ----------------------------------------------------------------------------

    def _few_writers(self, coded: Mapping[int, Facts]) -> set[int]:
        """Those whose reporter's kind had too few units in the county that month."""
        kinds: dict[date, Counter[int]] = {}
        few = set()
        for pk, one in coded.items():
            day = date(one["year"], one["month"], 1)
            if day not in kinds:
                kinds[day] = Counter(
                    line.kind_id
                    for line in self.names.register
                    if not line.is_external and is_valid_on(line.valid_from, line.valid_to, day)
                )
            if kinds[day][one["reporter_kind_id"]] < self.limit:
                few.add(pk)
        return few


def _scope(own: Facts) -> Scope:
    return Scope.BETWEEN if own["between_principals"] else Scope.WITHIN
