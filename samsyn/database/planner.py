"""Does the database know how its rows are spread? Without that it takes a slow index for a quick one."""

from django.db import connection

_ROWS_LOOKED_AT = 1000
"""For each index: enough to choose by, and the one writer of SQLite waits milliseconds for it."""


def refresh_statistics() -> None:
    """Let the planner look at the rows again; SQLite never does so by itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit={_ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
