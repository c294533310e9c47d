"""Which other reports would have given the same tables? What an attacker cannot tell apart.

The other worlds that are thought of here hold the same reports, from other places: so every table
without places is the same in them, whatever else it tells, and need not be looked at. A hidden number
is safe when such worlds, alike in all that is shown, differ in it (ADR 0031).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import NamedTuple

from samsyn.domain.publications import (
    Parts,
    Publication,
    Reports,
    Said,
    Values,
    margin_of,
    order_of,
    other_values,
    parts_of,
    place_values,
    tells_places,
)
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted

type Key = tuple[int, int, int]
"""A cell: its table, its places and its other values, by number."""
type Weights = Counter[int]
"""In which values (by number) something is counted, and how often."""
type Kind = tuple[int, int]
"""Reports alike in everything: what they are about, and their place (both as numbers)."""
type Row = dict[int, int]
"""For a table and its other values: the cell of each place, both by number."""
type Change = dict[int, int]
"""Cells (by number), and how many more or fewer they would count."""


type Difference = tuple[int, int, int, Row]
"""A table and other values that two kinds of reports are not counted alike in, by how much; its cells."""

NOBODY = -1


class Exchange(NamedTuple):
    """One report goes from a place to another; one about something else goes back, or none does."""

    about: int
    source: int
    target: int
    back: int = NOBODY


@dataclass
class Cells:
    """Every number of a publication's tables, and the reports that it is counted from."""

    publication: Publication
    tables: list[Question] = field(default_factory=list)
    limits: list[int] = field(default_factory=list)
    margins: list[int] = field(default_factory=list)
    """For each table the table of its places alone; its own number when it is one."""
    keys: list[Key] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    kinds: Counter[Kind] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        # In one order, so that ties are decided the same way whatever order they came in.
        reports = sorted(self.publication.reports, key=order_of)
        self.points_out = frozenset(one for each in reports for one, _ in each.place)
        self._rows: dict[tuple[int, int], Row] = {}
        self._named: dict[Values, int] = {(): 0}
        self.words: list[Values] = [()]
        self._differences_in: dict[tuple[int, int, int], list[Difference]] = {}
        self.counted: list[tuple[int, ...]] = []
        self._counted_at: dict[tuple[int, int], dict[int, list[int]]] = {}
        self._linked: list[tuple[Reports, Kind]] = []
        self._counted: dict[tuple[object, ...], int] = {}
        self._known_weights: dict[frozenset[tuple[int, int]], int] = {}
        self.weights: list[Weights] = []
        self._add_tables()
        self._add_kinds(reports)
        self._count()

    def _add_tables(self) -> None:
        for question, limit in self.publication.tables.items():
            if tells_places(question, self.points_out):
                self._table(question, limit)

    def _table(self, question: Question, limit: int) -> int:
        """The number of a table; the margin that it belongs to is taken as published too."""
        if question in self.tables:
            return self.tables.index(question)
        margin = margin_of(question, self.points_out)
        told = self.publication.tables.get(margin, limit)
        above = None if margin == question else self._table(margin, told)
        number = len(self.tables)
        self.tables.append(question)
        self.limits.append(limit)
        self.margins.append(number if above is None else above)
        return number

    @cached_property
    def parts(self) -> list[Parts]:
        return [parts_of(question, self.points_out) for question in self.tables]

    def _add_kinds(self, reports: Iterable[Reports]) -> None:
        self._abouts: dict[tuple[object, object], int] = {}
        self._told: dict[tuple[object, ...], int] = {}
        places: dict[Said, int] = {}
        self.others: list[list[Weights]] = []
        self.places: list[list[list[int]]] = []
        self.bound: list[set[object]] = []
        for each in reports:
            if each.place not in places:
                places[each.place] = len(places)
                self.places.append(self._places_of(each.place))
                self.bound.append(set())
            kind = self._about(each), places[each.place]
            self.bound[kind[1]].add(each.bound_to)
            self.kinds[kind] += each.count if each.event is None else 0
            if each.event is not None:
                self._linked.append((each, kind))
        self.bound_to = [about[1] for about in self._abouts]

    def _about(self, reports: Reports) -> int:
        """The number of what reports are about; what tells the same is worked out once, wherever from."""
        told = (reports.about, _flags(reports), reports.bound_to)
        known = self._told.get(told)
        if known is None:
            counted = self._others_of(reports)
            # Alike in all tables is alike: a year's reports are few kinds, however much else they tell.
            about = counted, reports.bound_to
            if about not in self._abouts:
                self._abouts[about] = len(self._abouts)
                self.counted.append(counted)
                self.others.append([self.weights[one] for one in counted])
            known = self._told[told] = self._abouts[about]
        return known

    def _number(self, values: Values) -> int:
        # Numbers instead of words: they are looked up a hundred thousand times.
        if values not in self._named:
            self._named[values] = len(self.words)
            self.words.append(values)
        return self._named[values]

    def _places_of(self, place: Said) -> list[list[int]]:
        return [
            [self._number(values) for values in place_values(question, parts, place)]
            for question, parts in zip(self.tables, self.parts, strict=True)
        ]

    def _others_of(self, reports: Reports) -> tuple[int, ...]:
        """For each table the number of the weights that it counts such reports with."""
        said, flags = dict(reports.about), _flags(reports)
        found = []
        for table, (question, parts) in enumerate(zip(self.tables, self.parts, strict=True)):
            # A table says a few things only; what it says of them is worked out once.
            asked = [one for one, _ in question.where]
            told = (table, flags, *(said.get(one) for one in (*parts.others, *asked)))
            known = self._counted.get(told)
            if known is None:
                weights = Counter(
                    {
                        self._number(values): n
                        for values, n in other_values(question, parts, reports).items()
                    }
                )
                alike = frozenset(weights.items())
                known = self._counted[told] = self._known_weights.setdefault(
                    alike, len(self.weights)
                )
                if known == len(self.weights):
                    self.weights.append(weights)
            found.append(known)
        return tuple(found)

    def _count(self) -> None:
        """Count every cell: kind by kind, as reports of a kind stand in the same cells."""
        for kind, count in self.kinds.items():
            for _question, cell, weight in self._cells_of(kind):
                self.counts[cell] += weight * count
        once: set[tuple[int, int]] = set()
        for each, kind in self._linked:
            for question, cell, weight in self._cells_of(kind):
                if question.count is Counted.EVENTS and each.event is not None:
                    # An event stands once in every row in which one of its reports stands.
                    self.counts[cell] += (each.event, cell) not in once
                    once.add((each.event, cell))
                else:
                    self.counts[cell] += weight * each.count

    def _cells_of(self, kind: Kind) -> Iterator[tuple[Question, int, int]]:
        """The cells that count reports of a kind, with their question and how often they do."""
        counted, places = self.others[kind[0]], self.places[kind[1]]
        for table, question in enumerate(self.tables):
            for others, weight in counted[table].items():
                for of_places in places[table]:
                    yield question, self.cell(table, of_places, others), weight

    def cell(self, table: int, places: int, others: int) -> int:
        """The number of a cell, also of one in which nothing is counted."""
        row = self.row(table, others)
        found = row.get(places)
        return self._new_cell((table, places, others), row) if found is None else found

    def row(self, table: int, others: int) -> Row:
        """The cells of all places, as far as there are any, of one table and other values."""
        found = self._rows.get((table, others))
        if found is None:
            found = self._rows[table, others] = {}
        return found

    def _new_cell(self, key: Key, row: Row) -> int:
        row[key[1]] = found = len(self.keys)
        self.keys.append(key)
        self.counts.append(0)
        return found

    def question(self, cell: int) -> Question:
        """The question that a cell is part of the answer to."""
        return self.tables[self.keys[cell][0]]

    def values(self, cell: int) -> Values:
        """A cell's values in the order of its question."""
        table, places, others = self.keys[cell]
        parts, question = self.parts[table], self.tables[table]
        return parts.values(question, self.words[places], self.words[others])

    def is_margin(self, cell: int) -> bool:
        """True when a cell says how many a place has in all; a place that has none is not listed."""
        table = self.keys[cell][0]
        return self.margins[table] == table

    def margin(self, cell: int) -> int:
        """The cell that says how many its place has in all."""
        table, places, _ = self.keys[cell]
        return self.cell(self.margins[table], places, 0)

    @cached_property
    def others_in(self) -> list[list[int]]:
        """For each table the values beside the place that anything is counted with."""
        found: list[dict[int, None]] = [{} for _ in self.tables]
        for about in self.others:
            for table, counted in enumerate(about):
                found[table].update(dict.fromkeys(counted))
        return [list(values) for values in found]

    def line(self, margin: int) -> list[int]:
        """The cells of a place in all tables that its total belongs to, also the empty ones."""
        table, places, _ = self.keys[margin]
        return [
            self.cell(other, places, values)
            for other, above in enumerate(self.margins)
            if above == table and other != table
            for values in self.others_in[other]
        ]

    @cached_property
    def lines_of(self) -> Counter[int]:
        """How many tables belong to each margin."""
        return Counter(above for table, above in enumerate(self.margins) if above != table)

    @cached_property
    def _abouts_in(self) -> dict[tuple[int, int], list[int]]:
        found = defaultdict(list)
        for about, tables in enumerate(self.others):
            for table, counted in enumerate(tables):
                for values in counted:
                    found[table, values].append(about)
        return found

    @cached_property
    def _places_in(self) -> dict[tuple[int, int], list[int]]:
        found = defaultdict(list)
        for place, tables in enumerate(self.places):
            for table, named in enumerate(tables):
                for values in named:
                    found[table, values].append(place)
        return found

    def sides(self, cell: int) -> tuple[list[int], list[int]]:
        """Which abouts, and which places, a cell counts."""
        table, places, others = self.keys[cell]
        return self._abouts_in[table, others], self._places_in[table, places]

    @cached_property
    def places_of(self) -> list[list[int]]:
        """For each about the places that its reports come from."""
        found: list[list[int]] = [[] for _ in self.others]
        for (about, place), count in self.kinds.items():
            if count:
                found[about].append(place)
        return found

    @cached_property
    def abouts_at(self) -> list[list[int]]:
        """For each place what its reports are about."""
        found: list[list[int]] = [[] for _ in self.places]
        for (about, place), count in self.kinds.items():
            if count:
                found[place].append(about)
        return found

    def margins_changed(self, about: int, back: int) -> list[tuple[int, int]]:
        """The tables of places alone that count the two not alike, and by how much."""
        its, other = self._in_margins[about], self._in_margins[back]
        if its == other:
            return []
        return [
            (table, mine - theirs)
            for table, mine, theirs in zip(self._margin_tables, its, other, strict=True)
            if mine != theirs
        ]

    @cached_property
    def _margin_tables(self) -> list[int]:
        return [table for table, above in enumerate(self.margins) if above == table]

    @cached_property
    def _in_margins(self) -> list[tuple[int, ...]]:
        """For each about how often the tables of places alone count it; last for NOBODY."""
        found = [tuple(told[one].get(0, 0) for one in self._margin_tables) for told in self.others]
        return [*found, (0,) * len(self._margin_tables)]

    def counted_at(self, place: int, table: int) -> dict[int, list[int]]:
        """The reports at a place by what a table counts them as (the number of its weights)."""
        if (place, table) not in self._counted_at:
            found = self._counted_at[place, table] = {}
            for about in self.abouts_at[place]:
                found.setdefault(self.counted[about][table], []).append(about)
        return self._counted_at[place, table]

    def changed(self, exchange: Exchange) -> Change:
        """What an exchange changes; nothing where the two are alike."""
        change: Change = {}
        source, target = self.places[exchange.source], self.places[exchange.target]
        for table, others, weight, row in self._difference(exchange.about, exchange.back):
            if source[table] != target[table]:
                for places, by in ((target[table], weight), (source[table], -weight)):
                    for place in places:
                        cell = row.get(place)
                        if cell is None:
                            cell = self._new_cell((table, place, others), row)
                        change[cell] = change.get(cell, 0) + by
        return {cell: by for cell, by in change.items() if by}

    def _difference(self, about: int, back: int) -> Iterator[Difference]:
        theirs = self.counted[back] if back != NOBODY else repeat(NOBODY)
        for table, (its, other) in enumerate(zip(self.counted[about], theirs, strict=False)):
            if its != other:
                yield from self.difference_in(table, its, other)

    def difference_in(self, table: int, its: int, other: int) -> list[Difference]:
        """How two kinds of reports, or one and NOBODY, differ in a table: worked out once for all that do so.

        `its` and `other` are the numbers of what the table counts them as (`counted`).
        """
        known = self._differences_in.get((table, its, other))
        if known is None:
            mine = self.weights[its]
            theirs = self.weights[other] if other != NOBODY else {}
            known = self._differences_in[table, its, other] = [
                (
                    table,
                    values,
                    mine.get(values, 0) - theirs.get(values, 0),
                    self.row(table, values),
                )
                for values in {**mine, **theirs}
                if mine.get(values, 0) != theirs.get(values, 0)
            ]
        return known


def _flags(reports: Reports) -> tuple[bool, bool, int]:
    return reports.is_between, reports.is_answered, reports.services


@dataclass
class World:
    """Another set of reports: by how much it differs from the real one."""

    cells: Cells
    change: Counter[int] = field(default_factory=Counter)
    moved: Counter[Kind] = field(default_factory=Counter)

    def most(self, exchange: Exchange) -> int:
        """How often an exchange can be made here: no place that is listed may come to have nobody."""
        # No other number can fall too low, as each is counted from the reports that are here.
        cells, most = self.cells, self.left(exchange.about, exchange.source)
        if exchange.back != NOBODY:
            most = min(most, self.left(exchange.back, exchange.target))
        source, target = cells.places[exchange.source], cells.places[exchange.target]
        for table, by in cells.margins_changed(exchange.about, exchange.back):
            losing, other = (source, target) if by > 0 else (target, source)
            for place in losing[table]:
                if place not in other[table]:
                    cell = cells.cell(table, place, 0)
                    count = cells.counts[cell] + self.change.get(cell, 0)
                    most = min(most, (count - 1) // abs(by))
        return most

    def is_least(self, cell: int) -> bool:
        """Whether a number cannot be lower than here: none, or the one of a place that is listed."""
        count = self.cells.counts[cell] + self.change.get(cell, 0)
        return count <= (1 if self.cells.is_margin(cell) else 0)

    def left(self, about: int, place: int) -> int:
        """How many reports about this are at a place here, and can go."""
        kind = about, place
        return self.cells.kinds.get(kind, 0) + self.moved.get(kind, 0)

    def make(self, exchange: Exchange, change: Change, times: int) -> None:
        """Make an exchange so many times."""
        about, source, target, back = (
            exchange.about,
            exchange.source,
            exchange.target,
            exchange.back,
        )
        self.moved[about, source] -= times
        self.moved[about, target] += times
        if back != NOBODY:
            self.moved[back, target] -= times
            self.moved[back, source] += times
        for cell, by in change.items():
            self.change[cell] += by * times
