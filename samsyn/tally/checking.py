"""Is the tally kept, true and short?"""
# ruff: noqa: S608  (the SQL is put together from this app's own constants)

from django.db import connection

from samsyn.tally.keeping import COLUMNS, COUNTED, ENTRIES, TRIGGERS, VIEW


def loose_entries() -> int:
    """How many entries have not been carried forward to a balance: they only cost time."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT COUNT(*) FROM {ENTRIES}) - "
            f"(SELECT COUNT(*) FROM (SELECT DISTINCT {COLUMNS} FROM {ENTRIES}) balances)"
        )
        return int(cursor.fetchone()[0])


def wrongly_counted() -> int:
    """How many deviations, or balances, differ from what the facts say; 0 when the tally is true."""
    facts = f"SELECT deviation_id, {COLUMNS} FROM {VIEW}"
    stored = f"SELECT deviation_id, {COLUMNS} FROM {COUNTED}"
    alike = f"SELECT {COLUMNS}, COUNT(*) FROM {COUNTED} GROUP BY {COLUMNS}"
    summed = (
        f"SELECT {COLUMNS}, SUM(number) FROM {ENTRIES} GROUP BY {COLUMNS} HAVING SUM(number) <> 0"
    )
    pairs = ((facts, stored), (stored, facts), (alike, summed), (summed, alike))
    parts = [f"(SELECT COUNT(*) FROM ({one} EXCEPT {other}) differs)" for one, other in pairs]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' + '.join(parts)}")
        return int(cursor.fetchone()[0])


def is_kept() -> bool:
    """True when the database holds every trigger that keeps the tally; for the doctor."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        return {row[0] for row in cursor.fetchall()} >= TRIGGERS
