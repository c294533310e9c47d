"""Sum what is loose, and count anew after something went wrong."""
# ruff: noqa: S608  (the SQL is put together from this app's own constants)

from django.db import connection, transaction

from samsyn.tally import keeping
from samsyn.tally.checking import is_kept, loose_entries, wrongly_counted
from samsyn.tally.keeping import COLUMNS, ENTRIES

LOOSE_ENTRIES = 2000
"""From how many on they are summed: reading them costs about a millisecond. Förslag, ej fastställt."""

_BALANCES = f"SELECT {COLUMNS}, SUM(number) FROM %s GROUP BY {COLUMNS} HAVING SUM(number) <> 0"
_INSERT = f"INSERT INTO {ENTRIES} ({COLUMNS}, number)"


def carry_forward(*, from_loose: int = LOOSE_ENTRIES) -> int:
    """Replace the entries by one balance each, when many are loose; how many were.

    Changes no figure, stops nobody, and may run twice at once.
    """
    loose = loose_entries()
    if loose < max(1, from_loose):
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One statement: what it deletes is what it sums, whatever others commit meanwhile.
            taken = f"WITH taken AS (DELETE FROM {ENTRIES} RETURNING *)"
            cursor.execute(f"{taken} {_INSERT} {_BALANCES % 'taken'}")
        else:
            cursor.execute(f"SELECT MAX(id) FROM {ENTRIES}")
            last = cursor.fetchone()[0]
            cursor.execute(f"{_INSERT} {_BALANCES % ENTRIES}")
            cursor.execute(f"DELETE FROM {ENTRIES} WHERE id <= %s", [last])
    return loose


def recount() -> int | None:
    """Put the triggers in place and count anew; how much was wrong, None when nobody kept the tally."""
    wrong = wrongly_counted() if is_kept() else None
    keeping.install()
    return wrong
