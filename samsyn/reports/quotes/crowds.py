"""Would a quote point somebody out? It must have a crowd to hide in, as large as the limit of small numbers.

A quote is one deviation's own words, so it always has the limit of what points out a unit, also where the
table beside it shows every number (ADR 0040).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q

from samsyn.deviations.selectors.counted import counted_deviations, counted_recipients
from samsyn.disclosure.selectors import limit_for
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.disclosing import Shown
from samsyn.domain.tables import Question, Value
from samsyn.domain.vocabulary import AreaKind, Dimension, Listed, Scope, gettext_noop
from samsyn.organisations.selectors import (
    area_chain,
    areas_within,
    units_by_pk,
    units_ever,
    units_on,
)
from samsyn.statistics.dimensions import Names
from samsyn.statistics.rows import Reading
from samsyn.tally.selectors import lines_of

_ = gettext_noop
CELL = (Dimension.THEME, Dimension.RECIPIENT_SERVICE)
POINTS_OUT = (*CELL, Dimension.REPORTER_UNIT, Dimension.REPORTER_MUNICIPALITY)
_OWN = ("year", "month", "between_principals", "is_coded", "reporter_unit_id", "reporter_kind_id")


class TooFew(Listed):
    """Why a quote would point somebody out, or has no place among the figures."""

    NOT_COUNTED = "not_counted", _("Avvikelsen är återkallad och räknas inte.")
    UNCODED = "uncoded", _("Avvikelsen har inget tema. Koda den först.")
    ALIKE = "alike", _("För få avvikelser har samma tema och samma mottagande verksamhet.")
    AREA = "area", _("För få avvikelser gäller samma kommun.")
    WRITERS = "writers", _("För få verksamheter är av samma slag som den som skrev.")


@dataclass
class Crowds:
    """The crowds of several quotes; what two of them share is counted once."""

    viewer: Viewer | Everything

    def __post_init__(self) -> None:
        self._cells: dict[tuple[int, Scope], tuple[Reading, Counter[tuple[Value, ...]]]] = {}
        self._areas: dict[tuple[int, Scope, int], int] = {}
        self._kinds: dict[date, Counter[int]] = {}
        self._municipality: dict[int, int | None] = {}

    @cached_property
    def limit(self) -> int:
        """The fewest that a quote may hide among."""
        return limit_for(Shown.YEARLY, POINTS_OUT, viewer=self.viewer)

    def too_few(self, deviation_id: int) -> list[TooFew]:
        """Every reason against quoting from this deviation; none when it can be done."""
        lines = list(lines_of([deviation_id], *_OWN, viewer=self.viewer))
        if not lines:
            return [TooFew.NOT_COUNTED]
        own = dict(zip(_OWN, lines[0][1:], strict=True))
        if not own["is_coded"]:
            return [TooFew.UNCODED]
        sizes = {
            TooFew.ALIKE: self._alike(deviation_id, own),
            TooFew.AREA: self._in_area(deviation_id, own),
            TooFew.WRITERS: self._writers(own),
        }
        return [why for why, size in sizes.items() if size is not None and size < self.limit]

    def _alike(self, deviation_id: int, own: Mapping[str, Any]) -> int | None:
        """The smallest of the cells of theme and receiving service that the deviation stands in."""
        asked = own["year"], _scope(own)
        if asked not in self._cells:
            reading = Reading(Question((asked[0],), asked[1], by=CELL), Names(), self.viewer)
            counts: Counter[tuple[Value, ...]] = Counter()
            for cell in reading.figures().cells:
                counts[cell.values] += cell.count
            self._cells[asked] = reading, counts
        reading, counts = self._cells[asked]
        cells = (cell for _, row in reading.lines([deviation_id]) for cell in reading.values(row))
        return min((counts[cell] for cell in cells), default=None)

    def _in_area(self, deviation_id: int, own: Mapping[str, Any]) -> int | None:
        """In the smallest of the parties' municipalities: how many deviations it has sent or received."""
        received = lines_of(
            [deviation_id], "recipient_unit_id", per_recipient=True, viewer=self.viewer
        )
        units = {own["reporter_unit_id"], *(unit for _, unit in received)} - {0}
        areas = {self._municipality_of(unit) for unit in units} - {None}
        sizes = (self._concerning(area, own) for area in areas if area is not None)
        return min(sizes, default=None)

    def _municipality_of(self, unit_id: int) -> int | None:
        if unit_id not in self._municipality:
            unit = units_by_pk([unit_id])[unit_id]
            chain = area_chain(unit.area_id) if unit.area_id else []
            found = (area.id for area in chain if area.kind == AreaKind.MUNICIPALITY)
            self._municipality[unit_id] = next(found, None)
        return self._municipality[unit_id]

    def _concerning(self, area_id: int, own: Mapping[str, Any]) -> int:
        asked = own["year"], _scope(own), area_id
        if asked not in self._areas:
            units = units_ever(areas=areas_within(area_id))
            received = counted_recipients(viewer=self.viewer).filter(unit__in=units)
            concerns = Q(reporter_unit__in=units) | Q(pk__in=received.values("deviation"))
            counted = counted_deviations(years=[asked[0]], scope=asked[1], viewer=self.viewer)
            self._areas[asked] = counted.filter(concerns).count()
        return self._areas[asked]

    def _writers(self, own: Mapping[str, Any]) -> int:
        """How many units of the reporter's kind there were in the county that month."""
        day = date(own["year"], own["month"], 1)
        if day not in self._kinds:
            units = units_on(day, with_historic=True)
            self._kinds[day] = Counter(unit.kind_id for unit in units if not unit.is_external)
        return self._kinds[day][own["reporter_kind_id"]]


def _scope(own: Mapping[str, Any]) -> Scope:
    return Scope.BETWEEN if own["between_principals"] else Scope.WITHIN
