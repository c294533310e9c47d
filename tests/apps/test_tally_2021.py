"""Are a real year's figures summed from balances only, as long as two dimensions are crossed?"""

import itertools
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsyn.domain.access import Everything
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.statistics.selectors import summary_of, table_for, years_counted
from samsyn.tally.checking import wrongly_counted
from samsyn.tally.services import carry_forward
from tests.year_2021 import year_2021_read_in

pytestmark = pytest.mark.django_db
TEST = Everything("test")
D = Dimension
GROWS = {"deviations_deviation", "deviations_addressing", "coding_coding"}
BOTH_UNITS = {D.RECIPIENT_UNIT}
OF_REPORTER = {
    D.REPORTER_UNIT,
    D.REPORTER_PRINCIPAL,
    D.REPORTER_SECTOR,
    D.REPORTER_MUNICIPALITY,
    D.REPORTER_DISTRICT,
}
FROM_LINES = {frozenset({D.RECIPIENT_UNIT, one}) for one in OF_REPORTER}
"""Two units of each deviation: as many pairs as deviations, so no balances are kept of them."""


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


def read_for(question):
    """The statements that a question takes, without those of names."""
    with CaptureQueriesContext(connection) as seen:
        table_for(question, viewer=TEST)
    return [query["sql"] for query in seen if "tally_" in query["sql"]]


@pytest.mark.parametrize("count", [Counted.DEVIATIONS, Counted.RECIPIENTS, Counted.ANSWERS])
def test_all_crossings_but_that_of_two_units_are_summed_from_balances(year_2021, db, count):
    """What keeps the page flat: the first part of each statement, which grows, reads balances."""
    for by in [(), *((one,) for one in D), *itertools.combinations(D, 2)]:
        for sql in read_for(Question((2021,), Scope.ALL, count, by)):
            first = re.search(r"FROM \(SELECT .*? FROM (\w+) WHERE", sql)[1]
            wanted = "tally_line" if frozenset(by) in FROM_LINES else "tally_balance"
            assert first == wanted or (wanted == "tally_line" and first == "tally_balance"), by
            assert GROWS.isdisjoint(re.findall(r"(?:FROM|JOIN) (\w+)", sql))


def test_the_first_page_of_a_year_takes_four_statements(year_2021, db):
    carry_forward(from_marks=1)
    assert wrongly_counted() == 0
    with CaptureQueriesContext(connection) as seen:
        table_for(Question((2021,), by=(D.THEME,)), viewer=TEST)
        summary_of((2021,), viewer=TEST)
        years_counted(viewer=TEST)
    asked = [query["sql"] for query in seen]
    assert len(asked) == 4
    if connection.vendor == "sqlite":  # PostgreSQL scans so small a table whatever indexes it has
        for sql in (one for one in asked if "tally_" in one):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
                plan = " ".join(row[3] for row in cursor.fetchall())
            assert "SEARCH tally_balance USING INDEX" in plan, plan
            assert "SCAN d" not in plan, plan
