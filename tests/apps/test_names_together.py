"""Names that are read together are those that each list has by itself, and cost one query."""

import pytest

from samsyn.coding.models import CodeBook, Subtype, Theme
from samsyn.domain.vocabulary import Dimension
from samsyn.organisations import selectors as organisations
from samsyn.statistics.dimensions import Names
from tests.client import watched

pytestmark = pytest.mark.django_db


def test_one_query_reads_every_list_as_it_is(cast):
    names = Names()
    with watched() as seen:
        names.read(Dimension)
        names.read(Dimension)
        found = (
            names.kinds,
            names.principals,
            names.areas,
            names.themes,
            names.subtypes,
            names.code_books,
        )
    assert len(seen.queries) == 1
    assert found == (
        organisations.kinds_in_order(),
        {card.id: card for card in organisations.principals_on(None)},
        {card.id: card for card in organisations.areas_on(None)},
        dict(Theme.objects.values_list("pk", "name")),
        dict(Subtype.objects.values_list("pk", "name")),
        sorted(CodeBook.objects.values_list("year", flat=True)),
    )
    assert all(found)


def test_a_list_that_nobody_asks_for_is_not_read(cast):
    names = Names()
    with watched() as seen:
        names.read([Dimension.REPORTER_UNIT, Dimension.MONTH])
        assert not seen.queries
        names.read([Dimension.THEME])
        assert names.themes
        assert len(seen.queries) == 1
        assert names.areas
    assert len(seen.queries) == 2


def test_units_within_are_those_that_the_register_shows(cast):
    area = cast.places.area
    shown = organisations.filtered_units(organisations.Filter(area=area.pk))
    assert organisations.units_within(area.pk) == sorted(unit.id for unit in shown) != []
