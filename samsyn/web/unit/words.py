"""How are figures on answering and periods said, with their numbers (requirement 30)?"""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from samsyn.domain.answering import Answering
from samsyn.domain.periods import Period
from samsyn.web.templatetags.samsyn import number, percent

NO_BREAK = "\N{NO-BREAK SPACE}"


def rate(figures: Answering) -> str:
    """How many of how many are answered; a percentage only when they are not too few for one."""
    if not figures.owed:
        return gettext("inga")
    of = gettext("%(answered)s av %(all)s") % {
        "answered": number(figures.answered),
        "all": number(figures.owed),
    }
    if figures.owed < settings.SMALL_NUMBERS_BELOW:
        return of
    return f"{of} ({percent(figures.share)})".replace(" %", NO_BREAK + "%")


def in_days(median: float | None) -> str:
    """A median in days: 4 dagar, 4,5 dagar; a dash when there is none."""
    if median is None:
        return "–"
    if median.is_integer():
        words = ngettext("%(days)s dag", "%(days)s dagar", int(median))
        return words % {"days": number(int(median))}
    return gettext("%(days)s dagar") % {"days": number(median, 1)}


def in_working_days(median: float | None) -> str:
    """A median in working days: 1 arbetsdag, 2,5 arbetsdagar; a dash when there is none."""
    if median is None:
        return "–"
    if median.is_integer():
        words = ngettext("%(days)s arbetsdag", "%(days)s arbetsdagar", int(median))
        return words % {"days": number(int(median))}
    return gettext("%(days)s arbetsdagar") % {"days": number(median, 1)}


def of_so_many(count: int) -> str:
    """What a median rests on: n = 12."""
    return f"n = {number(count)}"


def period_in_words(period: Period) -> str:
    """The months and the year: januari–mars 2026."""
    first, last = MONTHS[period.first.month], MONTHS[period.last.month]
    months = first if period.first.month == period.last.month else f"{first}–{last}"
    return f"{months} {period.first.year}"


def age_in_words(from_day: int, to_day: int | None) -> str:
    """A step of age: 0–5 dagar, mer än 60 dagar."""
    if to_day is None:
        return gettext("mer än %(days)s dagar") % {"days": from_day - 1}
    return gettext("%(from)s–%(to)s dagar") % {"from": from_day, "to": to_day}


NIGHT_ENDS = 6
"""Until this hour something was done "i natt"."""


def counted_in_words(moment: datetime, now: datetime) -> str:
    """When the figures were counted: i natt kl. 03.10."""
    local = timezone.localtime(moment)
    at = {"time": f"{local:%H.%M}"}
    if local.date() != timezone.localtime(now).date():
        day = date_format(local.date(), gettext("j F Y"))
        return gettext("den %(day)s kl. %(time)s") % (at | {"day": day})
    if local.hour < NIGHT_ENDS:
        return gettext("i natt kl. %(time)s") % at
    return gettext("i dag kl. %(time)s") % at
