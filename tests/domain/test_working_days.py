"""Working days between two days, against counting them one by one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.deviations.calendar import is_red_day
from samsyn.domain.deadlines import Terms, acknowledge_by, is_working_day
from samsyn.domain.working_days import WorkingDays

days = st.dates(date(2018, 1, 1), date(2027, 12, 31))
worked = WorkingDays(is_red_day)


@given(days, st.integers(-30, 200))
def test_it_is_the_number_of_working_days_after_the_first(first, more):
    last = first + timedelta(days=more)
    after = (first + timedelta(days=day) for day in range(1, more + 1))
    assert worked.between(first, last) == sum(is_working_day(day, is_red_day) for day in after)


@given(days, st.integers(1, 15))
def test_whoever_acknowledges_on_the_last_day_took_the_promised_days(sent, promised):
    last = acknowledge_by(sent, Terms(promised, 60, 365), is_red_day)
    assert worked.between(sent, last) == promised


@pytest.mark.parametrize(
    ("first", "last", "number"),
    [
        (date(2026, 3, 6), date(2026, 3, 9), 1),
        (date(2026, 4, 2), date(2026, 4, 7), 1),
        (date(1998, 12, 30), date(1998, 12, 31), 0),
        (date(1999, 1, 4), date(1999, 1, 8), 3),
    ],
    ids=["over a weekend", "over Easter", "New Year's Eve", "Epiphany, before the first known day"],
)
def test_examples(first, last, number):
    assert WorkingDays(is_red_day).between(first, last) == number
