"""Which numbers must be hidden, so that no small one that points somebody out can be worked out?

First those from 1 to the limit - 1; then, cheapest first, what would tell them. A number counts as safe
only when other worlds have been found that agree with all that is shown and differ in it: the proof is
made, not assumed. What is wanted of them stands in `_is_safe` and in ADR 0031.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from samsyn.domain.exchanges import Exchanges, Offer, Prices
from samsyn.domain.publications import Publication, Values, asked_of
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Dimension
from samsyn.domain.worlds import Cells, World

NEVER = 10**9
"""The price of hiding what must be shown."""
FEW = 12
"""So many of the cheapest reports to go and to come back are paired first: a bound on time."""


@dataclass(frozen=True)
class Protected:
    """What a publication hides: cells by table, and whole tables that cannot be shown at all."""

    hidden: frozenset[tuple[Question, Values]]
    withheld: frozenset[Question] = frozenset()

    def hides(self, question: Question, values: Values) -> bool:
        """Whether the number with these values must not be shown in the answer to this question."""
        return question in self.withheld or (question, values) in self.hidden

    def hidden_in(self, question: Question) -> frozenset[Values]:
        """The values of a table's hidden cells, also of empty ones."""
        return frozenset(values for asked, values in self.hidden if asked == question)


def protect(
    publication: Publication, decided: Mapping[Question, frozenset[Values]] | None = None
) -> Protected:
    """What to hide in tables that are published together; the same input hides the same.

    Only tables with a limit hide anything, and only in numbers that point out a place. In the tables of
    `decided`, published before, exactly the given cells are hidden. Where no other world can be found (all
    reports come from one place, say) the tables of that kind of place are withheld whole.
    """
    tables, fixed, withheld = dict(publication.tables), decided or {}, set[Question]()
    while True:
        search = _Search(Cells(replace(publication, tables=tables)), fixed)
        told = search.cannot_hide()
        if told is None:
            break
        alike = _alike(told, tables, search.cells.points_out) - fixed.keys()
        gone = alike or {one for one, limit in tables.items() if limit} - fixed.keys()
        withheld |= gone
        tables = {one: limit for one, limit in tables.items() if one not in gone}
        if not gone:
            return Protected(frozenset(), frozenset(publication.tables))
    cells = search.cells
    found = ((cells.question(cell), cells.values(cell)) for cell in search.hidden)
    return Protected(frozenset(each for each in found if each[0] in tables), frozenset(withheld))


def _alike(
    told: Question, tables: Mapping[Question, int], points_out: frozenset[Dimension]
) -> set[Question]:
    """The tables with a limit that speak of the same kind of place."""
    places = asked_of(told) & points_out
    return {one for one, limit in tables.items() if limit and asked_of(one) & places}


def values_wanted(limit: int) -> int:
    """How many values a hidden small number must be able to have: förslag, ej fastställt."""
    return max(2, limit - 2)


@dataclass
class _Search:
    cells: Cells
    decided: Mapping[Question, frozenset[Values]]
    hidden: set[int] = field(default_factory=set)
    least: dict[int, int] = field(default_factory=dict)
    most: dict[int, int] = field(default_factory=dict)
    """How far hidden cells differ in the worlds that have been found, downwards and upwards."""

    def __post_init__(self) -> None:
        self.fixed = {
            table for table, question in enumerate(self.cells.tables) if question in self.decided
        }
        self.prices = Prices(self.cells, self._full_price)
        self.exchanges = Exchanges(self.cells, self.prices)

    def cannot_hide(self) -> Question | None:
        """Hide the small numbers and what tells them; a table in which that cannot be done, else None."""
        for cell in range(len(self.cells.keys)):
            if self._is_to_hide(cell):
                self._hide(cell)
        small = [cell for cell in self._in_order(self.hidden) if self._is_small(cell)]
        for cell in small:
            if not self._secure(cell):
                return self.cells.question(cell)
        # What was hidden for their sake must not be known either.
        while rest := [cell for cell in self.hidden if not self._is_proved(cell)]:
            for cell in self._in_order(rest):
                if not self._secure(cell):
                    return self.cells.question(cell)
        return None

    def _is_to_hide(self, cell: int) -> bool:
        if self.cells.keys[cell][0] in self.fixed:
            return self.cells.values(cell) in self.decided[self.cells.question(cell)]
        return self._is_small(cell)

    def _in_order(self, cells: Iterable[int]) -> list[int]:
        """Smallest first, then by table and name."""
        words = self.cells.words

        def place(cell: int) -> tuple[int, int, tuple[str, ...]]:
            table, places, others = self.cells.keys[cell]
            named = (value.key or "" for value in (*words[places], *words[others]))
            return self.cells.counts[cell], table, tuple(named)

        return sorted(cells, key=place)

    def _limit(self, cell: int) -> int:
        return self.cells.limits[self.cells.keys[cell][0]]

    def _is_small(self, cell: int) -> bool:
        return 0 < self.cells.counts[cell] < self._limit(cell)

    def _hide(self, cell: int) -> None:
        """Hide a cell; with a place's total goes all that is told of the place, also that it is none."""
        gone = [cell]
        if self.cells.is_margin(cell):
            gone += [one for one in self.cells.line(cell) if self._limit(one)]
        self.hidden.update(gone)
        self.prices.hidden(gone)

    def _full_price(self, cell: int) -> int:
        """What is lost by hiding a cell: small numbers are hidden first."""
        cells, limit = self.cells, self._limit(cell)
        is_margin = cells.is_margin(cell)
        # A place that has none is not listed, so it cannot be hidden that it has none.
        is_listed = cells.counts[cell if is_margin else cells.margin(cell)]
        if not limit or not is_listed or cells.keys[cell][0] in self.fixed:
            return NEVER
        tables = 1 + cells.lines_of[cells.keys[cell][0]] if is_margin else 1
        return (cells.counts[cell] + limit) * tables

    def _secure(self, cell: int) -> bool:
        """Find worlds that differ enough in a cell, hiding what they need; False when there are none."""
        if self._is_proved(cell):
            return True
        up, down = World(self.cells), World(self.cells)
        while not self._is_safe(cell, -down.change[cell], up.change[cell]):
            world, offer = down, self._cheapest(cell, down, NEVER, more=False)
            if offer is None or offer.price:
                other = self._cheapest(cell, up, offer.price if offer else NEVER, more=True)
                world, offer = (up, other) if other else (down, offer)
            if offer is None:
                return False
            self._make(world, offer, self._wanted(cell))
        self._remember(up)
        self._remember(down)
        return True

    def _make(self, world: World, offer: Offer, wanted: int) -> None:
        """Make an exchange in a world, and hide all that differs by it."""
        change = self.cells.changed(offer.exchange)
        for touched in change:
            if touched not in self.hidden:
                self._hide(touched)
        world.make(offer.exchange, change, min(offer.times, wanted))

    def _wanted(self, cell: int) -> int:
        return values_wanted(self._limit(cell)) if self._is_small(cell) else 1

    def _remember(self, world: World) -> None:
        # A world found for one number often proves others, and hiding more never makes it void.
        for cell, by in world.change.items():
            self.least[cell] = min(by, self.least.get(cell, 0))
            self.most[cell] = max(by, self.most.get(cell, 0))

    def _is_proved(self, cell: int) -> bool:
        """Whether the worlds found so far leave enough open; a hidden zero tells of nobody."""
        if not self.cells.counts[cell]:
            return True
        return self._is_safe(cell, -self.least.get(cell, 0), self.most.get(cell, 0))

    def _is_safe(self, cell: int, fewer: int, more: int) -> bool:
        """Whether it is enough that a cell could be so much smaller and so much larger.

        A small number must be one of several, or there may be nobody at all; any other hidden number
        must be one of two.
        """
        if not self._is_small(cell):
            return more + fewer > 0
        if fewer == self.cells.counts[cell]:
            return True
        return more + fewer + 1 >= values_wanted(self._limit(cell))

    def _cheapest(self, cell: int, world: World, below: int, *, more: bool) -> Offer | None:
        """The exchange that costs least to hide, below a price; None when there is none."""
        few = self.exchanges.cheapest(cell, world, below, more=more, most=FEW)
        return few or self.exchanges.cheapest(cell, world, below, more=more)
