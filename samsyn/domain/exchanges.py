"""Which exchange of reports gives a number one more, or one fewer, at the least price?

A search among thousands for each number. Three things keep it short: what can go and what can come back is
walked cheapest first, until nothing cheaper can follow; tables that ask for the same are priced together,
once for all reports that they tell the same of; and a price is worked out again only where something has
been hidden since.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from samsyn.domain.worlds import NOBODY, Cells, Exchange, Row, World

type Way = tuple[int, int, int]
"""What a report is about, where it is and where it goes."""
type Told = int
"""What the tables of a family tell of a report, by number."""
type Counted = tuple[int, int, int, Row]
"""How often to take the price of a cell: of a table, of values beside the place, in this row of cells."""
type Priced = dict[Told, int]
"""What an exchange costs in a family, by what is told of the report that comes back."""


class Offer(NamedTuple):
    """What hiding all that an exchange changes costs, the exchange, and how often it can be made."""

    price: int
    exchange: Exchange
    times: int


@dataclass
class Prices:
    """What is lost by hiding each cell, by its number; nothing by one that is hidden already."""

    cells: Cells
    full_price: Callable[[int], int]
    """Of a cell that is not hidden; a whole number."""
    known: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        alike: dict[object, list[int]] = defaultdict(list)
        for table, question in enumerate(self.cells.tables):
            alike[question.by, question.where].append(table)
        self.families = [
            Family(self.cells, tuple(tables), self.known, self.of) for tables in alike.values()
        ]
        self._family_of = {table: one for one in self.families for table in one.tables}

    def of(self, cell: int) -> int:
        """The price of a cell, worked out when it is first asked for."""
        while len(self.known) <= cell:
            self.known.append(self.full_price(len(self.known)))
        return self.known[cell]

    def hidden(self, cells: Iterable[int]) -> None:
        """Cells that cost nothing from now on."""
        for cell in cells:
            if self.of(cell):
                self.known[cell] = 0
                table, place, _ = self.cells.keys[cell]
                self._family_of[table].forget(place)


@dataclass
class Family:
    """Tables that name the same places and other things, in whatever scope and counting unit."""

    cells: Cells
    tables: tuple[int, ...]
    known: list[int]
    price: Callable[[int], int]

    def __post_init__(self) -> None:
        numbers: dict[tuple[int, ...], Told] = {}
        self.told = [
            numbers.setdefault(tuple(counted[one] for one in self.tables), len(numbers))
            for counted in self.cells.counted
        ]
        self.told.append(NOBODY)  # the last one, which NOBODY finds
        self._counted = list(numbers)
        self._places = [frozenset(named[self.tables[0]]) for named in self.cells.places]
        self._alone: dict[Told, list[Counted]] = {NOBODY: []}
        self._shared: dict[tuple[Told, Told], list[Counted]] = {}
        self._at: defaultdict[int, dict[Told | tuple[Told, Told], int]] = defaultdict(dict)
        self._between: dict[tuple[int, int], dict[Told, Priced]] = {}
        self._betweens: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)

    def priced(self, way: Way) -> Priced | None:
        """What is known of an exchange that begins so; None when the family tells nothing of it."""
        about, source, target = way
        of_all = self._between.get((source, target))
        if of_all is None:
            of_all = self._between[source, target] = {}
            for place in self._places[source] ^ self._places[target]:
                self._betweens[place].add((source, target))
        # Two places that are one here (a municipality's districts): nothing is told.
        if self._places[source] == self._places[target]:
            return None
        return of_all.setdefault(self.told[about], {})

    def price_of(self, way: Way, back: Told, priced: Priced) -> int:
        """The price of all cells of the family that an exchange changes, and from now on a known one."""
        about, source, target = way
        told, total = (self.told[about], back), 0
        for place in self._places[source] ^ self._places[target]:
            known = self._at[place]
            if told not in known:
                known[told] = self._price_at(place, *told)
            total += known[told]
        priced[back] = total
        return total

    def _price_at(self, place: int, its: Told, other: Told) -> int:
        """What either changes there, without what the two change in opposite ways."""
        known = self._at[place]
        for one in (its, other):
            if one not in known:
                known[one] = self._sum(self._counted_alone(one), place)
        return known[its] + known[other] - self._sum(self._counted_alike(its, other), place)

    def _sum(self, counted: list[Counted], place: int) -> int:
        total, known = 0, self.known
        for times, table, others, row in counted:
            cell = row.get(place)
            if cell is None:
                cell = self.cells.cell(table, place, others)
            total += times * (known[cell] if cell < len(known) else self.price(cell))
        return total

    def _counted_alone(self, told: Told) -> list[Counted]:
        """The cells in which a report is counted, wherever it is."""
        if told not in self._alone:
            self._alone[told] = [
                (1, table, others, self.cells.row(table, others))
                for table, number in zip(self.tables, self._counted[told], strict=True)
                for others in self.cells.weights[number]
            ]
        return self._alone[told]

    def _counted_alike(self, its: Told, other: Told) -> list[Counted]:
        """The cells in which both are: twice where one takes away what the other brings."""
        if (its, other) not in self._shared:
            self._shared[its, other] = list(self._alike(its, other)) if other != NOBODY else []
        return self._shared[its, other]

    def _alike(self, its: Told, other: Told) -> Iterator[Counted]:
        weights = self.cells.weights
        both = zip(self.tables, self._counted[its], self._counted[other], strict=True)
        for table, one, another in both:
            mine, theirs = weights[one], weights[another]
            for others in mine:
                if others in theirs:
                    times = 2 if mine[others] == theirs[others] else 1
                    yield times, table, others, self.cells.row(table, others)

    def forget(self, place: int) -> None:
        """Forget the prices at a place (by number), where something has been hidden."""
        self._at[place].clear()
        for pair in self._betweens.pop(place, ()):
            self._between.pop(pair, None)


@dataclass
class Found:
    """The best offer so far: the lowest price, then what could have cost least, then the first by number."""

    world: World
    dearest: int
    """No higher price is of use."""
    best: tuple[int, int, Exchange] | None = None
    times: int = 0

    def consider(self, price: int, least: int, exchange: Exchange) -> None:
        """Take an exchange that is better, when it can be made."""
        offered = price, least, exchange
        if self.best is None or offered < self.best:
            times = self.world.most(exchange)
            if times > 0:
                self.best, self.times, self.dearest = offered, times, price

    @property
    def is_free(self) -> bool:
        """Whether nothing can be cheaper."""
        return self.best is not None and not self.dearest

    @property
    def offer(self) -> Offer | None:
        """What has been found, or None."""
        return Offer(self.best[0], self.best[2], self.times) if self.best else None


@dataclass
class Backs:
    """Which reports can come back for one that goes, so that the places keep their totals."""

    cells: Cells
    prices: Prices
    cell: int
    most: int | None
    _known: dict[tuple[int, int], list[tuple[int, int]]] = field(default_factory=dict)
    _least: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def beside(self, told: int, here: int, source: int) -> list[tuple[int, int]]:
        """Those at a place, each with the least that it costs beside one that the table tells this of."""
        if (source, told) not in self._known:
            table, _, others = self.cells.keys[self.cell]
            found: list[tuple[int, int]] = []
            for its, backs in self.cells.counted_at(source, table).items():
                if others not in self.cells.weights[its]:
                    least = self._least_price(told, its, here)
                    found += [(least, back) for back in backs]
            found.sort()
            self._known[source, told] = found[: self.most]
        return self._known[source, told]

    def _least_price(self, told: int, its: int, here: int) -> int:
        """What is changed in the cell's own table, where the one comes that the other has left."""
        if (told, its, here) not in self._least:
            table, _, others = self.cells.keys[self.cell]
            self._least[told, its, here] = sum(
                self.prices.of(self.cells.cell(table, one, values))
                for _, values, *_ in self.cells.difference_in(table, told, its)
                if values != others
                for one in self.cells.places[here][table]
            )
        return self._least[told, its, here]


@dataclass
class Exchanges:
    """The exchanges among a publication's reports, at what they cost now."""

    cells: Cells
    prices: Prices

    def cheapest(
        self, cell: int, world: World, below: int, *, more: bool, most: int | None = None
    ) -> Offer | None:
        """What gives a cell one more (or one fewer) in a world at the least price below a bound, or None.

        With `most`, only so many of the cheapest reports to go and of those to come back are paired.
        """
        found = Found(world, below - 1)
        if not more and world.is_least(cell):
            return None
        alone = self.prices.of(self.cells.margin(cell))
        backs, table = Backs(self.cells, self.prices, cell, most), self.cells.keys[cell][0]
        for least, way in islice(self._ways(cell, more=more), most):
            if least > found.dearest:
                break
            about, source, target = way
            if world.left(about, source):
                here = target if more else source
                others = backs.beside(self.cells.counted[about][table], here, target)
                self._pair(way, least, ((alone, NOBODY), *others), found)
            if found.is_free:
                break
        return found.offer

    def _pair(self, way: Way, least: int, backs: Iterable[tuple[int, int]], found: Found) -> None:
        """Consider a report that goes alone, and with each that could come back, cheapest first."""
        families = [
            (family, priced)
            for family in self.prices.families
            if (priced := family.priced(way)) is not None
        ]
        bound_to, bound = self.cells.bound_to, self.cells.bound_to[way[0]]
        for also, back in backs:
            if least + also > found.dearest:
                if back == NOBODY:
                    continue
                return
            if back != NOBODY and bound_to[back] != bound:
                continue
            price, dearest = 0, found.dearest
            for family, priced in families:
                told = family.told[back]
                its = priced.get(told)
                price += family.price_of(way, told, priced) if its is None else its
                if price > dearest:
                    break
            else:
                found.consider(price, least + also, Exchange(*way, back))
                if found.is_free:
                    return

    def _ways(self, cell: int, *, more: bool) -> Iterator[tuple[int, Way]]:
        """Which reports can come into a cell (or leave it), from where and whereto, cheapest first."""
        cells = self.cells
        table, _, others = cells.keys[cell]
        abouts, inside = cells.sides(cell)
        here = set(inside)
        outside: dict[int, set[int]] = defaultdict(set)
        for place, named in enumerate(cells.places):
            if place not in here:
                least = sum(self.prices.of(cells.cell(table, one, others)) for one in named[table])
                outside[least].add(place)
        for least, there in sorted(outside.items()):
            sources, targets = (there, inside) if more else (here, sorted(there))
            for about in abouts:
                bound_to = cells.bound_to[about]
                for source in cells.places_of[about]:
                    if source in sources:
                        for target in targets:
                            if bound_to in cells.bound[target]:
                                yield least, (about, source, target)
