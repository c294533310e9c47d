"""Does the tally answer as the facts do, on a real year, without reading a deviation?"""

import itertools
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsyn.domain.access import Everything
from samsyn.domain.counting import Figures
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.statistics.dimensions import Names
from samsyn.statistics.selectors import (
    figures_for,
    from_facts,
    summary_of,
    table_for,
    years_counted,
)
from samsyn.statistics.tallied import COLUMNS, is_tallied
from samsyn.tally.checking import wrongly_counted
from tests.year_2021 import year_2021_read_in

pytestmark = pytest.mark.django_db
TEST = Everything("test")


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


@pytest.mark.parametrize("count", [Counted.DEVIATIONS, Counted.ANSWERS])
@pytest.mark.parametrize("scope", Scope)
def test_the_tally_answers_as_the_facts_do(year_2021, db, scope, count):
    """Every question of at most two dimensions that the tally takes upon itself, on the year 2021."""
    assert wrongly_counted() == 0
    choices = [(), *((one,) for one in COLUMNS), *itertools.permutations(COLUMNS, 2)]
    for by in choices:
        question = Question((2021,), scope, count, by)
        assert is_tallied(question)
        from_tally = figures_for(question, viewer=TEST)
        assert summed(from_tally) == summed(from_facts(question, Names(), viewer=TEST)), by


def summed(figures: Figures):
    totals: dict[object, int] = {}
    for cell in figures.cells:
        totals[cell.values] = totals.get(cell.values, 0) + cell.count
    return figures.n, figures.unclassified, {key: total for key, total in totals.items() if total}


def test_the_first_page_of_a_year_reads_balances_only(year_2021, db):
    """What keeps the page flat: no table that grows is read, and the balances by their index."""
    with CaptureQueriesContext(connection) as seen:
        table_for(Question((2021,), by=(Dimension.THEME,)), viewer=TEST)
        summary_of((2021,), viewer=TEST)
        years_counted(viewer=TEST)
    asked = [query["sql"] for query in seen]
    assert len(asked) == 4
    read = {table for sql in asked for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)}
    assert read == {"tally_entry", "coding_theme"}
    if connection.vendor == "sqlite":  # PostgreSQL scans so small a table whatever indexes it has
        for sql in (one for one in asked if "tally_entry" in one):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
                plan = " ".join(row[3] for row in cursor.fetchall())
            assert "USING COVERING INDEX entry_counted" in plan, plan
