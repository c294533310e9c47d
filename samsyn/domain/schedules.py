"""When was a repeated job last due? Wall-clock time in Stockholm, right also when the clock is changed.

A schedule answers with one moment: the newest that has come. What was missed during a stop is
therefore made up for once, however many times it was missed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
EVERY_DAY = frozenset(range(7))
MONDAY_TO_FRIDAY = frozenset(range(5))


class Times(Protocol):
    """When something is to happen again and again."""

    def last_due(self, now: datetime) -> datetime | None: ...


@dataclass(frozen=True)
class Daily:
    """Once a day at a time of day in Stockholm, on some or all weekdays (0 is Monday).

    A time that the change to summer time skips comes an hour later by the clock, one that comes twice
    in autumn counts the first time: once on days of 23 hours and of 25.
    """

    at: time
    weekdays: frozenset[int] = EVERY_DAY

    def last_due(self, now: datetime) -> datetime | None:
        """The newest moment (UTC) at or before now when it was due; None without a weekday."""
        for day in _days_back(now):
            moment = _in_utc(day, self.at)
            if day.weekday() in self.weekdays and moment <= now:
                return moment
        return None


@dataclass(frozen=True)
class Every:
    """Again and again with the same pause, round the clock or only within hours in Stockholm.

    Outside the hours nothing is due, and what was missed within them is not made up for at night.
    """

    pause: timedelta
    first: time = time(0)
    before: time | None = None
    """The hours end here (not included); None is midnight."""
    weekdays: frozenset[int] = EVERY_DAY

    def last_due(self, now: datetime) -> datetime | None:
        """The newest moment (UTC) at or before now when it was due; None outside the hours."""
        today = now.astimezone(STOCKHOLM).date()
        start = _in_utc(today, self.first)
        end = _in_utc(today, self.before) if self.before else _in_utc(_after(today), time(0))
        if today.weekday() not in self.weekdays or not start <= now < end:
            return None
        return start + (now - start) // self.pause * self.pause


def _days_back(now: datetime) -> Iterator[date]:
    today = now.astimezone(STOCKHOLM).date()
    return (today - timedelta(days=days) for days in range(8))


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _in_utc(day: date, at: time) -> datetime:
    # In UTC, because Python compares two times of one zone by their clocks, as if no hour came twice.
    return datetime.combine(day, at, STOCKHOLM).astimezone(UTC)
