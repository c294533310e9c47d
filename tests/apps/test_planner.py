"""The database's planner is told of rows and indexes, on either database."""

import pytest
from django.db import connection

from samsyn.database.planner import refresh_statistics
from tests.builders import make_deviation

pytestmark = pytest.mark.django_db


def test_the_planner_knows_the_rows_afterwards(cast):
    make_deviation(cast)
    refresh_statistics()
    asked = {
        "sqlite": "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'deviations_addressing'",
        "postgresql": "SELECT reltuples FROM pg_class WHERE relname = 'deviations_addressing'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        assert cursor.fetchone()[0] > 0
