"""Does Samsyn count 2021 as the yearly report did? Every fact of tests/data/2021.json with a check."""

import itertools
import json

import pytest

from samsyn.domain.access import Everything
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.statistics.selectors import distinct_count, summary_of, table_for
from tests.year_2021 import DATA, year_2021_read_in

YEAR = (2021,)
TEST = Everything("test")
SCOPES = {"alla": Scope.ALL, "mellan": Scope.BETWEEN, "inom": Scope.WITHIN}
FACTS = [fact for fact in json.loads((DATA / "2021.json").read_text())["facts"] if fact["check"]]


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


def alternatives(where):
    """What one condition of a check is in our dimensions: sums and differences of conditions."""
    field, op, value = where["field"], where["op"], where["value"]
    simple = {
        ("reporter_unit", "eq"): Dimension.REPORTER_UNIT,
        ("reporter_principal", "eq"): Dimension.REPORTER_PRINCIPAL,
        ("recipient_services", "has"): Dimension.RECIPIENT_SERVICE,
        ("theme", "eq"): Dimension.THEME,
        ("subtype", "has"): Dimension.SUBTYPE,
        ("answer_outcome", "eq"): Dimension.OUTCOME,
    }
    if (field, op) in simple:
        return [(1, ((simple[field, op], value),))]
    if op == "in":
        dimension = {"reporter_service": Dimension.REPORTER_SERVICE, "theme": Dimension.THEME}
        return [(1, ((dimension[field], one),)) for one in value]
    if (field, op) == ("reporter_principal", "ne"):
        return [(1, ()), (-1, ((Dimension.REPORTER_PRINCIPAL, value),))]
    if (field, op, value) == ("area", "prefix", "Stockholm/"):
        city = (Dimension.REPORTER_MUNICIPALITY, "Stockholm")
        return [(1, (city,)), (-1, (city, (Dimension.REPORTER_DISTRICT, "")))]
    if (field, op) == ("answered_at", "nonempty"):
        return [(1, ((Dimension.ANSWERED, "yes"),))]
    assert (field, op) == ("theme", "nonempty"), where
    return [(1, ()), (-1, ((Dimension.THEME, ""),))]


def signed_conditions(wheres):
    for chosen in itertools.product(*(alternatives(where) for where in wheres)):
        sign = 1
        for each, _ in chosen:
            sign *= each
        yield sign, tuple(pair for _, pairs in chosen for pair in pairs)


def counted(check, scope):
    return sum(
        sign * table_for(Question(YEAR, scope, where=where), viewer=TEST).n
        for sign, where in signed_conditions(check["where"])
    )


def different(check, scope, dimension):
    """How many different values there are; a difference of conditions is a difference of values."""
    keys = set()
    for sign, where in sorted(signed_conditions(check["where"]), reverse=True):
        rows = table_for(Question(YEAR, scope, by=(dimension,), where=where), viewer=TEST).rows
        found = {row.values[0].key for row in rows if row.values[0].key}
        keys = keys | found if sign > 0 else keys - found
    return len(keys)


def by_service(count=Counted.RECIPIENTS, dimension=Dimension.RECIPIENT_SERVICE):
    table = table_for(Question(YEAR, count=count, by=(dimension,)), viewer=TEST)
    return {row.values[0].key: row.count for row in table.rows}


DISTINCT = {
    "distinct:area_kommun": Dimension.REPORTER_MUNICIPALITY,
    "distinct:reporter_unit": Dimension.REPORTER_UNIT,
    "distinct:theme": Dimension.THEME,
}


def value_of(check):
    scope, kind = SCOPES[check["scope"]], check["agg"]
    if kind == "count":
        return counted(check, scope)
    if kind in DISTINCT:
        return different(check, scope, DISTINCT[kind])
    if kind == "addressings":
        table = table_for(Question(YEAR, scope, Counted.RECIPIENTS), viewer=TEST)
        return table.rows[0].count
    if kind == "rank:reporter_service":
        return list(by_service(Counted.DEVIATIONS, Dimension.REPORTER_SERVICE))[:3]
    assert kind == "services_at_least:6"
    return min(count for count in by_service().values() if count >= 6)


def agrees(computed, op, published, tolerance=None):
    if op in {"eq", None}:
        return computed == published
    if op == "gt":
        return computed > published
    if op == "approx":
        return abs(computed - published) <= (tolerance or 0)
    if op == "drygt":
        return published < computed <= published * 1.1
    assert op == "knappt"
    return published - tolerance <= computed < published


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])
def test_each_published_figure(year_2021, db, fact):
    value = value_of(fact["check"])
    has_percent = fact["percent_published"] is not None
    if fact["value"] is not None and fact["percent_op"] not in {"gt", "knappt"}:
        assert agrees(value, fact["value_op"], fact["value"], fact["tolerance_pp"])
    if has_percent and fact["check"].get("of"):
        whole = fact["check"]["of"]
        n = counted(whole, SCOPES[whole.get("scope", fact["check"]["scope"])])
        percent = 100 * value / n
        if fact["percent_op"] == "eq":
            percent = round(percent)
        assert agrees(percent, fact["percent_op"], fact["percent_published"], fact["tolerance_pp"])


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
