"""The search for the cheapest exchange finds what a look at every single one finds."""

from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.domain.exchanges import Exchanges, Prices
from samsyn.domain.suppression import NEVER
from samsyn.domain.worlds import NOBODY, Cells, Exchange, World
from tests.domain.test_suppression import publications

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


class Priced:
    """A publication whose cells cost what their numbers say; some are hidden meanwhile."""

    def __init__(self, publication, hidden):
        self.cells = Cells(publication)
        self.prices = Prices(self.cells, lambda cell: 1 + self.cells.counts[cell] + cell % 3)
        self.search = Exchanges(self.cells, self.prices)
        self.hidden = hidden

    def hide(self):
        """Every so many cells cost nothing any more, after prices have been worked out with them."""
        self.prices.hidden(range(0, len(self.cells.keys), self.hidden))

    def price(self, exchange):
        return sum(map(self.prices.of, self.cells.changed(exchange)))

    def every(self, cell, world, *, more):
        cells = self.cells
        backs = [NOBODY, *range(len(cells.others))]
        places = range(len(cells.places))
        for about, source, target, back in product(range(len(cells.others)), places, places, backs):
            exchange = Exchange(about, source, target, back)
            if self.is_one(cell, exchange, more=more) and world.most(exchange) > 0:
                yield self.price(exchange)

    def is_one(self, cell, exchange, *, more):
        about, source, target, back = exchange
        abouts, inside = self.cells.sides(cell)
        come, leave = (target, source) if more else (source, target)
        return about in abouts and back not in abouts and come in inside and leave not in inside


@QUICK
@given(publication=publications(), hidden=st.integers(1, 7), moves=st.integers(0, 3))
def test_it_is_the_cheapest_also_after_cells_were_hidden_and_reports_moved(
    publication, hidden, moves
):
    priced = Priced(publication, hidden)
    for cell, more in product(range(min(6, len(priced.cells.keys))), (True, False)):
        world = World(priced.cells)
        for _ in range(moves):
            if offer := priced.search.cheapest(cell, world, NEVER, more=more):
                change = priced.cells.changed(offer.exchange)
                world.make(offer.exchange, change, offer.times)
                assert world.change[cell] * (1 if more else -1) > 0
        found = priced.search.cheapest(cell, world, NEVER, more=more)
        least = min(priced.every(cell, world, more=more), default=None)
        assert (found.price if found else None) == least
        if found:
            assert found.price == priced.price(found.exchange)
            assert not priced.search.cheapest(cell, world, found.price, more=more)
        priced.hide()


@QUICK
@given(publication=publications())
def test_no_number_falls_below_what_is_possible_in_any_world(publication):
    priced = Priced(publication, 5)
    for cell in range(len(priced.cells.keys)):
        world = World(priced.cells)
        while (offer := priced.search.cheapest(cell, world, NEVER, more=False)) is not None:
            world.make(offer.exchange, priced.cells.changed(offer.exchange), offer.times)
        for one, by in world.change.items():
            least = 1 if priced.cells.is_margin(one) and priced.cells.counts[one] else 0
            assert priced.cells.counts[one] + by >= least
