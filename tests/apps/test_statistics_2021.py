"""Does Samsyn count 2021 as the yearly report did? Every fact of tests/data/2021.json with a check."""

import pytest

from samsyn.domain.access import Everything
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.statistics.selectors import distinct_count, summary_of, table_for
from tests.figures_2021 import FACTS, YEAR, is_as_published
from tests.year_2021 import year_2021_read_in

TEST = Everything("test")


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


def ask(question):
    table = table_for(question, viewer=TEST)
    return table.n, [(tuple(one.key for one in row.values), row.count) for row in table.rows]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])
def test_each_published_figure(year_2021, db, fact):
    assert is_as_published(fact, ask)


def rows_of(question):
    return [(row.values[0].label, row.count) for row in table_for(question, viewer=TEST).rows]


def test_the_year_in_short(year_2021, db):
    summary = summary_of(YEAR, viewer=TEST)
    assert (summary.total, summary.between, summary.within) == (127, 106, 21)
    assert summary.answered == 45
    assert {row.values[0].label: row.count for row in summary.outcomes} == {
        "löst genom kommunikation": 11,
        "förbättringsförslag": 19,
        "delvis löst": 4,
        "ej löst": 7,
        "Ej bedömd": 4,
    }


def test_recipients_are_more_than_reports(year_2021, db):
    table = table_for(
        Question(YEAR, count=Counted.RECIPIENTS, by=(Dimension.RECIPIENT_SERVICE,)), viewer=TEST
    )
    assert table.as_dict()["rows"][0] == {
        "key": ["BUP"],
        "label": ["BUP"],
        "value": 74,
        "share": 0.6981,
        "suppressed": False,
    }
    assert table.rows[0].percent == "70 %"
    assert (table.n, table.unclassified) == (106, 1)
    assert [row.count for row in table.rows][:4] == [74, 15, 9, 6]


def test_themes_close_with_the_unclassified_one(year_2021, db):
    assert rows_of(Question(YEAR, by=(Dimension.THEME,))) == [
        ("Samordnad individuell plan, SIP", 54),
        ("Remisshantering", 22),
        ("Synpunkter på annan verksamhets utförande av uppdrag", 14),
        ("Övrig samverkan runt individ", 11),
        ("Samverkan på strukturell nivå", 4),
        ("Ej klassificerad", 1),
    ]


def test_what_a_plan_failed_on(year_2021, db):
    sip = ((Dimension.THEME, "Samordnad individuell plan, SIP"),)
    assert [count for _, count in rows_of(Question(YEAR, by=(Dimension.SUBTYPE,), where=sip))] == [
        36, 9, 5, 4,
    ]  # fmt: skip


def test_how_many_different_ones_there_are(year_2021, db):
    everything = Question(YEAR, Scope.ALL)
    assert distinct_count(Dimension.REPORTER_MUNICIPALITY, everything, viewer=TEST) == 8
    of_bup = Question(YEAR, Scope.ALL, where=((Dimension.REPORTER_SERVICE, "BUP"),))
    assert distinct_count(Dimension.REPORTER_UNIT, of_bup, viewer=TEST) == 5
    assert distinct_count(Dimension.REPORTER_DISTRICT, everything, viewer=TEST) == 10


def test_a_service_is_found_by_any_of_its_names(year_2021, db):
    for name in ("BUP", "bup", "Barn- och ungdomspsykiatri"):
        where = ((Dimension.RECIPIENT_SERVICE, name),)
        assert table_for(Question(YEAR, where=where), viewer=TEST).n == 74


def test_counting_by_unit_municipality_and_theme_sums_to_n(year_2021, db):
    for dimension in Dimension:
        table = table_for(Question(YEAR, Scope.ALL, by=(dimension,)), viewer=TEST)
        total = sum(row.count for row in table.rows)
        if dimension in {Dimension.RECIPIENT_SERVICE, Dimension.RECIPIENT_UNIT}:
            assert total == 135  # eight reports went to two services
        else:
            assert total == table.n == 127, dimension


def test_events_are_the_reports_while_nothing_is_linked(year_2021, db):
    for by in ((), (Dimension.THEME,), (Dimension.RECIPIENT_UNIT, Dimension.OUTCOME)):
        events, reports = (
            table_for(Question(YEAR, count=count, by=by), viewer=TEST)
            for count in (Counted.EVENTS, Counted.DEVIATIONS)
        )
        assert (events.n, events.rows, events.unclassified) == (106, reports.rows, 1)
