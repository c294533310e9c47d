"""Which days belong together when figures are made and when a unit says how a time was?"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_A_YEAR = 12


@dataclass(frozen=True, order=True)
class Period:
    """From one day to another, both counted."""

    first: date
    last: date

    @property
    def key(self) -> str:
        """As addresses and the database write it: "2026-01--2026-03"."""
        return f"{self.first:%Y-%m}--{self.last:%Y-%m}"

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def period_of(day: date, months: int) -> Period:
    """The period of so many months (a divisor of twelve) that the day lies in, counted from January."""
    start = (day.month - 1) // months * months + 1
    end = start + months - 1
    return Period(
        date(day.year, start, 1), date(day.year, end, calendar.monthrange(day.year, end)[1])
    )


def year_of(day: date) -> Period:
    """The calendar year of the day."""
    return period_of(day, MONTHS_A_YEAR)


def newest_periods(day: date, months: int, count: int) -> Iterator[Period]:
    """The period that the day lies in, and those before it, newest first."""
    for _ in range(count):
        period = period_of(day, months)
        yield period
        day = period.first - timedelta(days=1)


def a_year_back(day: date) -> date:
    """The first of the twelve months' days that end with `day`; a leap day counts from the first of March."""
    try:
        return day.replace(year=day.year - 1) + timedelta(days=1)
    except ValueError:
        return date(day.year - 1, 3, 1)
