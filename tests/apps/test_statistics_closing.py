"""Do totals close, whatever the year looked like? Random years, every dimension and counting unit."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samsyn.domain.access import Everything
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.statistics.selectors import table_for
from tests.apps.test_statistics_2023 import ONE_VALUED
from tests.apps.test_statistics_oracle import World, told

TEST = Everything("test")
YEARS = (2030, 2031)
OF_REPORTS = (Counted.DEVIATIONS, Counted.ANSWERS)


def asked(dimension, count, scope):
    return table_for(Question(YEARS, scope, count, (dimension,)), viewer=TEST)


def counts(table):
    return {row.values: row.count for row in table.rows}


@pytest.mark.slow
@settings(
    max_examples=8,
    # Shrinking writes thousands of rows anew; the question that differs says enough.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deviations=st.lists(told(), min_size=6, max_size=14))
def test_totals_close(db, deviations):
    with transaction.atomic():
        world = World()
        for number, one in enumerate(deviations):
            world.store(number, one)
        for dimension in Dimension:
            of = {
                (count, scope): asked(dimension, count, scope)
                for count in Counted
                for scope in Scope
            }
            for count in Counted:
                between_and_within_are_all(dimension, count, of)
            for scope in Scope:
                rows_sum_to_the_whole(dimension, of, scope)
                units_stand_in_order(of, scope)
        transaction.set_rollback(True)


def between_and_within_are_all(dimension, count, of):
    whole, *parts = (of[count, scope] for scope in (Scope.ALL, Scope.BETWEEN, Scope.WITHIN))
    keys = {values for table in (whole, *parts) for values in counts(table)}
    for values in keys:
        expected = counts(whole).get(values, 0)
        found = [counts(part).get(values, 0) for part in parts]
        # An event can be told of by a report between principals and by one within.
        closes = max(found) <= expected <= sum(found) if count is Counted.EVENTS else None
        assert (sum(found) == expected) if closes is None else closes, (dimension, values)


def rows_sum_to_the_whole(dimension, of, scope):
    for count in OF_REPORTS:
        table = of[count, scope]
        total = sum(counts(table).values())
        assert (total == table.n) if dimension in ONE_VALUED else (total >= table.n), dimension
    events = of[Counted.EVENTS, scope]
    assert sum(counts(events).values()) >= events.n >= max(counts(events).values(), default=0)


def units_stand_in_order(of, scope):
    reports = of[Counted.DEVIATIONS, scope]
    assert of[Counted.EVENTS, scope].n <= reports.n
    assert of[Counted.ANSWERS, scope].n <= reports.n
    by_recipient, by_report = of[Counted.RECIPIENTS, scope], counts(reports)
    assert by_recipient.n == reports.n
    for values, count in counts(by_recipient).items():
        assert count >= by_report[values]
