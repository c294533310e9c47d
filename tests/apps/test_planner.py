"""The database's planner is told of rows and indexes, on either database."""

import pytest
from django.db import connection

from samsyn.database.planner import refresh_statistics
from samsyn.mail.models import Letter
from tests.builders import NOW

pytestmark = pytest.mark.django_db
MANY = 1500


def test_the_planner_knows_the_rows_afterwards_and_how_alike_they_are():
    Letter.objects.bulk_create(
        Letter(kind="new", recipient="sparven@region.example", subject="-", created_at=NOW)
        for _ in range(MANY)
    )
    refresh_statistics()
    asked = {
        "sqlite": "SELECT stat FROM sqlite_stat1 WHERE idx = 'letter_recipient'",
        "postgresql": "SELECT reltuples::int FROM pg_class WHERE relname = 'mail_letter'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        found = str(cursor.fetchone()[0])
    # SQLite: rows in all, and rows that share a value; a look at a part would say 1001 at most.
    assert found == {"sqlite": f"{MANY} {MANY}", "postgresql": f"{MANY}"}[connection.vendor]


def test_no_search_reads_through_a_list_of_what_is_not_indexed_yet():
    """PostgreSQL's GIN indexes keep such a list unless told not to; a search reads all of it each time."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's full-text index has no such list")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.relname, i.reloptions FROM pg_class i JOIN pg_am a ON a.oid = i.relam"
            " WHERE a.amname = 'gin'"
        )
        indexes = dict(cursor.fetchall())
    assert len(indexes) >= 2
    assert {name for name, told in indexes.items() if "fastupdate=off" not in (told or [])} == set()
