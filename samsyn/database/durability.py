"""Does an acknowledged word survive a power cut? Asked of the database itself (fault F2)."""

from typing import Any

from django.db import connection

_SQLITE = {
    "journal_mode": ("wal", "journal_mode is {}, not WAL: readers and writers stop each other"),
    "synchronous": (
        2,
        "synchronous is {}, not 2 (FULL): a power cut can undo acknowledged commits",
    ),
    "foreign_keys": (1, "foreign_keys is {}, not 1: rows can point at nothing"),
}
_POSTGRESQL = {
    "fsync": ("on", "fsync is {}: a power cut can destroy the database"),
    "synchronous_commit": ("on", "synchronous_commit is {}: a power cut can undo commits"),
    "full_page_writes": ("on", "full_page_writes is {}: a power cut can tear pages"),
}


def durability_problems() -> list[str]:
    """What makes this connection less than durable, in words; empty when nothing does."""
    is_sqlite = connection.vendor == "sqlite"
    wanted: dict[str, tuple[Any, str]] = _SQLITE if is_sqlite else _POSTGRESQL
    problems = []
    with connection.cursor() as cursor:
        for name, (right, words) in wanted.items():
            cursor.execute(f"PRAGMA {name}" if is_sqlite else f"SHOW {name}")
            found = cursor.fetchone()[0]
            # PostgreSQL's "remote_apply" and "remote_write" wait for a standby as well.
            if found != right and not str(found).startswith("remote_"):
                problems.append(words.format(found))
    return problems
