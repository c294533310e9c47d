"""Bring the balances up to date, and count anew after something went wrong."""

from django.db import connection, transaction

from samsyn.tally import balancing, keeping
from samsyn.tally.checking import is_kept, marks, wrongly_counted

MANY_MARKS = 100
"""From how many on the balances follow: reading so many costs a millisecond. Förslag, ej fastställt."""


def carry_forward(*, from_marks: int = MANY_MARKS) -> int:
    """Bring lines and balances up to date when many deviations are marked; how many marks there were.

    Changes no figure, stops nobody, and may run twice at once.
    """
    waiting = marks()
    if waiting < max(1, from_marks):
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        balancing.bring_up_to_date(cursor)
    return waiting


def recount() -> int | None:
    """Put the triggers in place and count anew; how much was wrong, None when nobody kept the tally."""
    wrong = wrongly_counted() if is_kept() else None
    keeping.install()
    return wrong
