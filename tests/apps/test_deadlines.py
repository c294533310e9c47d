"""Last days over Easter, midsummer, Christmas and New Year (requirement 3), and the day in Stockholm."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.deviations.calendar import day_in_stockholm, is_red_day
from samsyn.domain.deadlines import Terms, acknowledge_by, answer_by, closes_on, is_working_day

TERMS = Terms(acknowledge_working_days=5, answer_days=30, ceiling_days=60)
days = st.dates(date(2018, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("sent", "last"),
    [
        ("2026-03-02", "2026-03-09"),  # an ordinary Monday
        ("2026-03-06", "2026-03-13"),  # a Friday
        ("2026-03-07", "2026-03-13"),  # a Saturday
        ("2026-04-01", "2026-04-10"),  # Good Friday and Easter Monday between
        ("2026-06-17", "2026-06-25"),  # Midsummer's Eve is no working day
        ("2026-12-21", "2026-12-30"),  # Christmas Eve, Christmas Day; Boxing Day is a Saturday
        ("2026-12-28", "2027-01-07"),  # New Year's Eve, New Year's Day and Epiphany
        ("2026-04-29", "2026-05-07"),  # the first of May
    ],
)
def test_last_day_to_acknowledge(sent, last):
    found = acknowledge_by(date.fromisoformat(sent), TERMS, is_red_day)
    assert found == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("sent", "last"),
    [
        ("2026-03-02", "2026-04-01"),
        ("2026-03-04", "2026-04-07"),  # the 30th day is Good Friday, so the Tuesday after Easter
        ("2026-11-24", "2026-12-28"),  # the 30th day is Christmas Eve
        ("2026-05-20", "2026-06-22"),  # the 30th day is Midsummer's Eve's day, a Friday
        ("2028-01-31", "2028-03-01"),  # over a leap day
    ],
)
def test_last_day_to_answer(sent, last):
    assert answer_by(date.fromisoformat(sent), TERMS, is_red_day) == date.fromisoformat(last)


@given(days)
def test_last_days_are_working_days_and_in_order(sent):
    first = acknowledge_by(sent, TERMS, is_red_day)
    second = answer_by(sent, TERMS, is_red_day)
    assert is_working_day(first, is_red_day)
    assert is_working_day(second, is_red_day)
    assert sent < first <= second


def test_a_late_answer_is_not_closed_unread():
    sent = date(2026, 1, 1)
    assert closes_on(sent, None, TERMS) == date(2026, 3, 2)
    assert closes_on(sent, date(2026, 1, 20), TERMS) == date(2026, 3, 2)
    assert closes_on(sent, date(2026, 3, 1), TERMS) == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
    ],
)
def test_the_year_turns_in_stockholm(moment, day):
    assert day_in_stockholm(moment) == day
