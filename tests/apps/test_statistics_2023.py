"""A second year of another shape, counted by hand: tests/data/avvikelser-2023-pahittad.csv.

Everything in it is invented. Other themes than 2021; mixed recipients (04, 09); two recipients of one
service (12); three subtypes (15); parties outside the county (10, 11); a clinic on contract, which
counts as the region (06, 07, 12); an independent school (05); two districts of one principal (08, 09).
"""

import pytest
from django.db import transaction

from samsyn.coding.services import import_history
from samsyn.deviations.models import Deviation
from samsyn.domain.access import Everything
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.events.models import Event, EventLink
from samsyn.statistics.selectors import distinct_count, summary_of, table_for
from tests.year_2021 import DATA, NOW

D, S, C = Dimension, Scope, Counted
TEST = Everything("test")
YEAR = (2023,)
ONE_VALUED = [
    D.REPORTER_SERVICE, D.REPORTER_UNIT, D.REPORTER_PRINCIPAL, D.REPORTER_SECTOR,
    D.REPORTER_MUNICIPALITY, D.REPORTER_DISTRICT, D.RECIPIENT_SERVICES, D.THEME, D.ANSWERED,
    D.MONTH, D.YEAR,
]  # fmt: skip
"""The dimensions in which a deviation has just one value."""


@pytest.fixture(scope="module")
def year_2023(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        text = (DATA / "avvikelser-2023-pahittad.csv").read_text()
        report = import_history(text=text, file_name="2023.csv", by=None, now=NOW)
        assert report.written == 16, report.faults
        link("FAG-23/01", "FAG-23/02")
        link("FAG-23/03", "FAG-23/04")  # one within, one between: an event of both
        yield
        transaction.set_rollback(True)


def link(*numbers):
    event = Event.objects.create(made_at=NOW)
    for pk in Deviation.objects.filter(number__in=numbers).values_list("pk", flat=True):
        EventLink.objects.create(event=event, deviation_id=pk, linked_at=NOW)


def rows(*by, scope=S.BETWEEN, count=C.DEVIATIONS, **where):
    conditions = tuple((D[name.upper()], value) for name, value in where.items())
    table = table_for(Question(YEAR, scope, count, by, conditions), viewer=TEST)
    return {
        row.values[0].key if len(by) == 1 else tuple(one.key for one in row.values): row.count
        for row in table.rows
    }


def n(scope=S.BETWEEN, count=C.DEVIATIONS, by=(), **where):
    conditions = tuple((D[name.upper()], value) for name, value in where.items())
    return table_for(Question(YEAR, scope, count, by, conditions), viewer=TEST).n


def test_mixed_is_between_and_the_rest_follows_from_who_is_principal(year_2023, db):
    """Rules 1.3.2 and 1.3.3: within are one municipality, one region with its contract, one city."""
    within = Deviation.objects.filter(between_principals=False).order_by("number")
    assert [one.number[-2:] for one in within] == ["03", "06", "08", "16"]
    summary = summary_of(YEAR, viewer=TEST)
    assert (summary.total, summary.between, summary.within) == (16, 12, 4)


@pytest.mark.parametrize(
    ("scope", "counts"),
    [
        (S.BETWEEN, {"Övergångar": 5, "Tolk": 3, "Digitala möten": 2, None: 2}),
        (S.WITHIN, {"Digitala möten": 2, "Övergångar": 1, "Tolk": 1}),
        (S.ALL, {"Övergångar": 6, "Digitala möten": 4, "Tolk": 4, None: 2}),
    ],
)
def test_its_own_themes(year_2023, db, scope, counts):
    assert rows(D.THEME, scope=scope) == counts


def test_a_deviation_stands_under_each_of_its_subtypes(year_2023, db):
    assert rows(D.SUBTYPE, scope=S.ALL) == {
        "Utskrivning utan plan": 4,
        "Ingen mottagare utsedd": 3,
        "Kallelsen kom sent": 3,
        "Byte av skola": 2,
        "Länken fungerade inte": 2,
        None: 6,
    }
    assert rows(D.SUBTYPE, theme="Övergångar") == {
        "Utskrivning utan plan": 4,
        "Byte av skola": 2,
        "Ingen mottagare utsedd": 2,
    }


def test_recipients_are_services_and_two_of_one_are_one(year_2023, db):
    between = {
        "BUP": 7, "Socialtjänst": 4, "BUMM": 3, "Habilitering och hälsa": 2, "Elevhälsa": 1,
    }  # fmt: skip
    assert rows(D.RECIPIENT_SERVICE, count=C.RECIPIENTS) == between
    assert rows(D.RECIPIENT_SERVICE) == between
    everything = rows(D.RECIPIENT_SERVICE, count=C.RECIPIENTS, scope=S.ALL)
    assert (everything["BUP"], everything["Socialtjänst"], sum(everything.values())) == (8, 6, 21)
    assert rows(D.RECIPIENT_SERVICE, count=C.RECIPIENTS, reporter_unit="BUP Storspoven") == {
        "BUP": 1
    }


def test_the_exact_combination_of_services_is_one_value(year_2023, db):
    combined = rows(D.RECIPIENT_SERVICES)
    assert sorted(combined.values()) == [1, 1, 1, 1, 1, 1, 2, 4]
    assert combined["BUP"] == 4 and combined["Socialtjänst"] == 2


@pytest.mark.parametrize(
    ("dimension", "counts"),
    [
        (D.REPORTER_SERVICE, {
            "Socialtjänst": 7, "BUP": 3, "Elevhälsa": 3, "Förskola": 1,
            "Habilitering och hälsa": 1, "Skola": 1,
        }),
        (D.REPORTER_PRINCIPAL, {
            "Huddinge kommun": 7, "Region Stockholm": 4, "Stockholms stad": 3,
            "Fristående huvudman": 1, "Gnesta kommun": 1,
        }),
        (D.REPORTER_SECTOR, {"kommunal": 11, "regional": 4, "fristående": 1}),
        (D.REPORTER_MUNICIPALITY, {"Huddinge": 9, "Stockholm": 6, "Gnesta": 1}),
        (D.REPORTER_DISTRICT, {"Farsta": 4, "Skärholmen": 2, None: 10}),
        (D.ANSWERED, {"yes": 10, "no": 6}),
        (D.YEAR, {"2023": 16}),
    ],
)  # fmt: skip
def test_who_reported(year_2023, db, dimension, counts):
    assert rows(dimension, scope=S.ALL) == counts


def test_outcomes_of_answers_close_with_the_one_that_nobody_judged(year_2023, db):
    assert rows(D.OUTCOME, count=C.ANSWERS) == {
        "löst genom kommunikation": 2, "förbättringsförslag": 2, "delvis löst": 2, None: 1,
    }  # fmt: skip
    assert n(count=C.ANSWERS) == 7 and n(count=C.ANSWERS, scope=S.ALL) == 10


def test_parties_outside_the_county_are_counted_and_can_be_asked_for(year_2023, db):
    assert rows(D.RECIPIENT_UNIT, reporter_principal="Gnesta kommun") == {"BUP Storspoven": 1}
    assert n(recipient_unit="BUP Silltruten") == 1


def test_different_values(year_2023, db):
    everything = Question(YEAR, S.ALL)
    expected = {D.REPORTER_MUNICIPALITY: 3, D.REPORTER_DISTRICT: 2, D.REPORTER_UNIT: 9, D.THEME: 3}
    found = {one: distinct_count(one, everything, viewer=TEST) for one in expected}
    assert found == expected


def test_linked_reports_are_one_event_in_each_scope_that_they_stand_in(year_2023, db):
    counted = {scope: n(scope, C.EVENTS) for scope in S}
    assert counted == {S.ALL: 14, S.BETWEEN: 11, S.WITHIN: 4}


@pytest.mark.parametrize("count", C)
@pytest.mark.parametrize("dimension", D)
def test_every_total_closes(year_2023, db, dimension, count):
    tables = {
        scope: table_for(Question(YEAR, scope, count, (dimension,)), viewer=TEST) for scope in S
    }
    whole, between, within = tables[S.ALL], tables[S.BETWEEN], tables[S.WITHIN]
    if count is C.EVENTS:  # an event can be both between and within
        assert max(between.n, within.n) <= whole.n <= between.n + within.n
    else:
        assert between.n + within.n == whole.n
        by_key = {row.values: row.count for row in whole.rows}
        for table in (between, within):
            for row in table.rows:
                by_key[row.values] -= row.count
        assert set(by_key.values()) == {0}
    for table in tables.values():
        total = sum(row.count for row in table.rows)
        if dimension in ONE_VALUED and count in {C.DEVIATIONS, C.ANSWERS}:
            assert total == table.n
        else:
            assert total >= table.n


@pytest.mark.parametrize("scope", S)
def test_the_counting_units_stand_in_order(year_2023, db, scope):
    assert n(scope, C.EVENTS) <= n(scope) and n(scope, C.ANSWERS) <= n(scope)
    recipients = rows(D.RECIPIENT_SERVICE, scope=scope, count=C.RECIPIENTS)
    assert sum(recipients.values()) >= n(scope)


@pytest.mark.parametrize("also", [D.THEME, D.REPORTER_SERVICE, D.ANSWERED, D.MONTH])
@pytest.mark.parametrize("by", ONE_VALUED)
def test_crossing_two_ways_only_splits_rows(year_2023, db, by, also):
    if by is also:
        return
    single, crossed = rows(by, scope=S.ALL), rows(by, also, scope=S.ALL)
    summed = dict.fromkeys(single, 0)
    for (key, _), count in crossed.items():
        summed[key] += count
    assert summed == single
