"""Is the tally kept, true and short?"""
# ruff: noqa: S608  (the SQL is put together from this app's own constants)

from django.db import connection

from samsyn.tally.balancing import ALL, BALANCES, COLUMNS, LINES, MARKS, summed
from samsyn.tally.facts import LINE_COLUMNS, VIEW
from samsyn.tally.grains import GRAINS
from samsyn.tally.keeping import TRIGGERS
from samsyn.tally.models import Changed

UNMARKED = f"deviation_id NOT IN (SELECT deviation_id FROM {MARKS})"


def marks() -> int:
    """How many changes the balances do not hold yet: they only cost time."""
    return Changed.objects.count()


def wrongly_counted() -> int:
    """How many lines of unmarked deviations differ from the facts, or balances from the lines; 0 is true."""
    facts, stored = (
        f"SELECT {LINE_COLUMNS} FROM {source} WHERE {UNMARKED}" for source in (VIEW, LINES)
    )
    pairs = [(facts, stored), (stored, facts)]
    for grain in GRAINS:
        kept = (
            f"SELECT grain, {COLUMNS}, number, received FROM {BALANCES}"
            f" WHERE grain = {grain.number} AND number <> 0"
        )
        pairs += [(summed(grain, "1", ALL), kept), (kept, summed(grain, "1", ALL))]
    return sum(_differing(*pair) for pair in pairs)


def _differing(one: str, other: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({one} EXCEPT {other}) differing")
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
