"""How do lines and balances follow the facts? A few statements, the same for one deviation and for all."""
# ruff: noqa: S608  (the SQL is put together from this app's own constants)

from django.db import connection
from django.db.backends.utils import CursorWrapper

from samsyn.tally.facts import LINE_COLUMNS, VIEW
from samsyn.tally.grains import GRAINS, Grain, empty_columns
from samsyn.tally.models import COMMON, KEY, Balance, Changed, Line

BALANCES, LINES, MARKS = (model._meta.db_table for model in (Balance, Line, Changed))
COLUMNS = ", ".join(KEY)
ALL = "1 = 1"
BLANK = {
    field.name: {"": "''", "False": "FALSE", "0": "0"}[str(field.get_default())]
    for field in Balance._meta.concrete_fields
    if field.name in KEY and field.name not in COMMON
}
"""What stands in a column that a grain leaves empty."""


def marked(which: str = "") -> str:
    """The condition that a deviation is marked, perhaps only `WHERE …` of the marks."""
    return one_of(f"SELECT deviation_id FROM {MARKS} {which}")


def one_of(few: str) -> str:
    """The condition that a deviation is one of few, whose primary keys a SELECT gives."""
    # PostgreSQL would count all facts and join the few; with an array it looks each deviation up.
    return (
        f"deviation_id = ANY(ARRAY({few}))"
        if connection.vendor == "postgresql"
        else f"deviation_id IN ({few})"
    )


def bring_up_to_date(cursor: CursorWrapper) -> None:
    """Let lines and balances hold what the marked deviations count as now, in the caller's transaction."""
    _wait_for_others(cursor)
    # A mark that is not seen here belongs to a change that is not seen either: it stays for next time.
    cursor.execute(f"UPDATE {MARKS} SET is_taken = TRUE")
    taken = marked("WHERE is_taken")
    _post(cursor, "-1", taken)
    cursor.execute(f"DELETE FROM {LINES} WHERE {taken}")
    cursor.execute(
        f"INSERT INTO {LINES} ({LINE_COLUMNS}) SELECT {LINE_COLUMNS} FROM {VIEW} WHERE {taken}"
    )
    _post(cursor, "1", taken)
    cursor.execute(f"DELETE FROM {MARKS} WHERE is_taken")


def count_anew(cursor: CursorWrapper) -> None:
    """Replace the whole tally by what the facts say now, inside the caller's transaction."""
    _wait_for_others(cursor)
    for table in (MARKS, BALANCES, LINES):  # the marks first: what comes meanwhile keeps its mark
        cursor.execute(f"DELETE FROM {table}")
    cursor.execute(f"INSERT INTO {LINES} ({LINE_COLUMNS}) SELECT {LINE_COLUMNS} FROM {VIEW}")
    _post(cursor, "1", ALL)


def summed(grain: Grain, number: str, which: str) -> str:
    """The SELECT of a grain's balances from some lines, in the order grain, KEY, number, received."""
    empty = {one: f"{BLANK[one]} AS {one}" for one in empty_columns(grain)}
    columns = ", ".join(empty.get(one, one) for one in KEY)
    # In the order of the unique index, so that balances are added one after the other.
    kept = ", ".join(one for one in KEY if one in COMMON or one in grain.columns)
    of_recipient = str(grain.of_recipient).upper()
    return (
        f"SELECT {grain.number} AS grain, {columns}, SUM({number}) AS number,"
        f" SUM({number} * received) AS received FROM {LINES}"
        f" WHERE of_recipient = {of_recipient} AND {which} GROUP BY {kept}"
    )


def _post(cursor: CursorWrapper, number: str, which: str) -> None:
    for grain in GRAINS:
        cursor.execute(
            f"INSERT INTO {BALANCES} (grain, {COLUMNS}, number, received) {summed(grain, number, which)}"
            f" ON CONFLICT (grain, {COLUMNS}) DO UPDATE"
            f" SET number = {BALANCES}.number + excluded.number,"
            f" received = {BALANCES}.received + excluded.received"
        )


def _wait_for_others(cursor: CursorWrapper) -> None:
    """Two that bring the balances up to date must not meet; who reads or leaves marks goes on."""
    if connection.vendor == "postgresql":
        cursor.execute(f"LOCK TABLE {LINES} IN SHARE ROW EXCLUSIVE MODE")
