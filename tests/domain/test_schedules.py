"""Is a repeated job due once at its time, also when the clock is changed?"""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.schedules import MONDAY_TO_FRIDAY, STOCKHOLM, Daily, Every

SPRING, AUTUMN = datetime(2026, 3, 29, tzinfo=STOCKHOLM), datetime(2026, 10, 25, tzinfo=STOCKHOLM)
"""The days of 23 and of 25 hours."""
AT_DAWN = Daily(time(6, 30))
MOMENTS = st.integers(1_704_000_000, 1_860_000_000).map(
    lambda one: datetime.fromtimestamp(one, UTC)
)
PAUSES = st.sampled_from([10, 60, 900, 3600, 7200]).map(lambda one: timedelta(seconds=one))


def clock(moment):
    return moment.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")


def stockholm(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=STOCKHOLM)


def moments_of(times, start, hours, step=timedelta(minutes=1)):
    """Each moment that a worker finds due when it looks every minute from a moment on."""
    start = start.astimezone(UTC)
    found = []
    for minute in range(int(timedelta(hours=hours) / step)):
        due = times.last_due(start + minute * step)
        if due is not None and due >= start and due not in found:
            found.append(due)
    return found


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25)])
@pytest.mark.parametrize("at", [time(0), time(1, 59), time(2, 30), time(3), time(6, 30)])
def test_daily_is_once_on_the_days_when_the_clock_is_changed(day, hours, at):
    assert len(moments_of(Daily(at), day, hours)) == 1


@pytest.mark.parametrize(
    ("day", "hours", "at", "by_the_clock", "offset"),
    [
        (SPRING, 23, time(6, 30), "06:30", 2),
        (AUTUMN, 25, time(6, 30), "06:30", 1),
        (SPRING, 23, time(2, 30), "03:30", 2),  # 02:30 does not exist
        (AUTUMN, 25, time(2, 30), "02:30", 2),  # the first of the two
    ],
)
def test_daily_keeps_to_the_clock_on_the_wall(day, hours, at, by_the_clock, offset):
    (moment,) = moments_of(Daily(at), day, hours)
    local = moment.astimezone(STOCKHOLM)
    assert local.strftime("%H:%M") == by_the_clock
    assert local.utcoffset() == timedelta(hours=offset)


def test_after_a_stop_of_days_only_the_newest_moment_is_due():
    assert clock(AT_DAWN.last_due(stockholm("2026-11-20 14:00"))) == "2026-11-20 06:30"
    assert clock(AT_DAWN.last_due(stockholm("2026-11-20 06:30"))) == "2026-11-20 06:30"
    assert clock(AT_DAWN.last_due(stockholm("2026-11-20 06:29"))) == "2026-11-19 06:30"


def test_daily_on_some_weekdays_looks_back_over_the_others():
    workdays = Daily(time(6, 30), MONDAY_TO_FRIDAY)
    assert clock(workdays.last_due(stockholm("2026-11-22 12:00"))) == "2026-11-20 06:30"  # a Sunday
    mondays = Daily(time(6, 30), frozenset({0}))
    assert clock(mondays.last_due(stockholm("2026-11-23 06:29"))) == "2026-11-16 06:30"
    assert Daily(time(6, 30), frozenset()).last_due(stockholm("2026-11-23 06:29")) is None


def test_every_keeps_to_hours_and_weekdays():
    office = Every(timedelta(minutes=15), time(7), time(18), MONDAY_TO_FRIDAY)
    due = {
        text: office.last_due(stockholm(text))
        for text in (
            "2026-11-20 06:59",
            "2026-11-20 07:00",
            "2026-11-20 07:14",
            "2026-11-20 17:59",
            "2026-11-20 18:00",
            "2026-11-21 12:00",  # a Saturday
        )
    }
    assert [moment and clock(moment)[-5:] for moment in due.values()] == [
        None,
        "07:00",
        "07:00",
        "17:45",
        None,
        None,
    ]


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25)])
def test_every_hour_is_each_hour_that_there_is(day, hours):
    assert len(moments_of(Every(timedelta(hours=1)), day, hours)) == hours


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_office_hours_are_as_long_when_the_clock_is_changed(day):
    quarters = moments_of(Every(timedelta(minutes=15), time(7), time(18)), day, 25)
    assert len(quarters) == 11 * 4
    assert clock(quarters[0])[-5:] == "07:00" and clock(quarters[-1])[-5:] == "17:45"


@given(now=MOMENTS, at=st.times().map(lambda one: one.replace(microsecond=0)))
def test_daily_is_never_in_the_future_and_at_most_a_long_day_ago(now, at):
    due = Daily(at).last_due(now)
    assert timedelta() <= now - due <= timedelta(hours=26)
    assert Daily(at).last_due(due) == due, "what is due does not change while nothing else is"


@given(now=MOMENTS, later=st.timedeltas(timedelta(), timedelta(days=3)), pause=PAUSES)
def test_time_that_passes_never_takes_a_moment_back(now, later, pause):
    for times in (AT_DAWN, Every(pause)):
        assert times.last_due(now + later) >= times.last_due(now)
    assert now - Every(pause).last_due(now) < pause
