"""How are codes, days and times said in an exported file? In the language of whoever exports."""

from datetime import date, datetime

from django.utils import formats
from django.utils.translation import gettext

from samsyn.domain.vocabulary import Listed


def label_of(listed: type[Listed], code: str) -> str:
    """The label of a stored code; a code that the list does not know is shown as it is."""
    try:
        return gettext(listed(code).label) if code else ""
    except ValueError:
        return code


def day_in_words(day: str | None) -> str:
    """ "2026-03-12" as 12 mars 2026."""
    return formats.date_format(date.fromisoformat(day), "j F Y") if day else ""


def time_in_words(time: str | None) -> str:
    """ "2026-03-12T14:03:00+01:00" as 12 mars 2026 14.03."""
    return formats.date_format(datetime.fromisoformat(time), "j F Y H.i") if time else ""


def day_in_cell(moment: str | None) -> str:
    """The day of a day or time in ISO format, as a spreadsheet sorts it."""
    return (moment or "")[:10]
