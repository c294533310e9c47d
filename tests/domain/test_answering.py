"""Figures on answering: the median of a histogram, the steps of age, and what would tell too much."""

import statistics
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.answering import Answering, by_age, median_of
from samsyn.domain.periods import Period, a_year_back, newest_periods, period_of, year_of


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
def test_the_median_of_a_histogram_is_the_median_of_what_was_counted(days):
    assert median_of(Counter(days)) == statistics.median(days)


def test_of_nothing_there_is_no_median():
    assert median_of({}) is None
    assert median_of({3: 0}) is None


def test_ages_have_steps_without_gap_or_overlap():
    days = [0, 5, 6, 30, 31, 60, 61, 400]
    steps = by_age(days)
    assert [(one.from_day, one.to_day, one.count) for one in steps] == [
        (0, 5, 2),
        (6, 30, 2),
        (31, 60, 2),
        (61, None, 2),
    ]
    assert [one.count for one in by_age([])] == [0, 0, 0, 0]


def test_declined_ones_owe_no_answer():
    figures = Answering(received=5, declined=1, answered=3)
    assert figures.owed == 4
    assert figures.share == 0.75
    assert Answering(received=1, declined=1).share is None


def test_periods_of_a_year():
    assert period_of(date(2024, 2, 29), 3) == Period(date(2024, 1, 1), date(2024, 3, 31))
    assert period_of(date(2026, 12, 31), 6).key == "2026-07--2026-12"
    assert year_of(date(2026, 5, 1)).key == "2026-01--2026-12"
    keys = [one.key for one in newest_periods(date(2026, 5, 9), 3, 3)]
    assert keys == ["2026-04--2026-06", "2026-01--2026-03", "2025-10--2025-12"]


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)), st.sampled_from([1, 2, 3, 4, 6, 12]))
def test_every_day_lies_in_exactly_one_period(day, months):
    newest, before = newest_periods(day, months, 2)
    assert day in newest
    assert day not in before
    assert (newest.first - before.last).days == 1


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (date(2026, 3, 9), date(2025, 3, 10)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2025, 2, 28), date(2024, 2, 29)),
    ],
)
def test_twelve_months_end_with_the_day_itself(last, first):
    assert a_year_back(last) == first
