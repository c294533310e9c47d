"""Of which times are there figures, and of which can a unit speak?"""

from collections.abc import Sequence
from datetime import date

from django.conf import settings

from samsyn.domain.covering import Span
from samsyn.domain.periods import Period, newest_periods, year_of

LATEST = "latest"
"""The twelve months that ended with the day of the counting."""

PERIODS_TO_STATE = 4
"""The current period and those before it that a unit can speak of: förslag, ej fastställt."""


def periods_to_state(today: date) -> list[Period]:
    """The periods that a unit can speak of now, newest first."""
    return list(newest_periods(today, settings.NOTHING_TO_REPORT_MONTHS, PERIODS_TO_STATE))


def period_of_year(year: int) -> str:
    """The key of a year's figures."""
    return year_of(date(year, 1, 1)).key


def span_of(years: Sequence[int], today: date) -> Span:
    """The years as a span, up to today."""
    periods = [year_of(date(year, 1, 1)) for year in sorted(set(years))]
    first, last = periods[0].first, min(periods[-1].last, today)
    return Span(tuple(one.key for one in periods), first, max(first, last))


def span_of_period(key: str, today: date) -> Span | None:
    """One of the periods that a unit can speak of, as a span up to today; None for any other key."""
    found = next((one for one in periods_to_state(today) if one.key == key), None)
    return Span((key,), found.first, min(found.last, today)) if found else None


def after(span: Span) -> date:
    """The first day after the span's periods, of which a part may be to come."""
    year, month = map(int, span.periods[-1][-7:].split("-"))
    return date(year + month // 12, month % 12 + 1, 1)
