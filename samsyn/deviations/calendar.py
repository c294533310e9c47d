"""Which days are red in Sweden, and which day is it in Stockholm?"""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import holidays

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@cache
def _swedish_holidays() -> holidays.HolidayBase:
    # Midsummer's, Christmas and New Year's Eve are no public holidays by law, yet nobody works.
    return holidays.country_holidays("SE", categories=("public", "de_facto"), include_sundays=False)


def is_red_day(day: date) -> bool:
    """True on a Swedish public holiday, or an eve that is one in fact."""
    return day in _swedish_holidays()


def day_in_stockholm(moment: datetime) -> date:
    """The calendar day in Sweden at a moment; 23.30 UTC on New Year's Eve is next year."""
    return moment.astimezone(STOCKHOLM).date()
