"""How is a whole database copied while people work in it, and put in another's place at one stroke?"""

import glob
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from samsyn.backups.bundle import BackupUnfit

EMPTY_IT = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
WAIT_MS = 5_000


def copy_database(to: Path) -> dict[str, int]:
    """Copy the database to a file, in one state of it; the number of rows of each table in that state."""
    return _copy_sqlite(to) if connection.vendor == "sqlite" else _copy_postgres(to)


def put_back(copy: Path) -> None:
    """Replace all that the database holds by a copy's content, all or nothing (BackupUnfit)."""
    if connection.vendor == "sqlite":
        _put_back_sqlite(copy)
    else:
        _put_back_postgres(copy)


def rows_of_tables() -> dict[str, int]:
    """How many rows each table of the connected database has."""
    with connection.cursor() as cursor:
        return _counted(cursor, connection.introspection.table_names(cursor))


def _counted(cursor: Any, tables: list[str]) -> dict[str, int]:
    found = {}
    for table in sorted(tables):
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
        found[table] = cursor.fetchone()[0]
    return found


# --- SQLite ---------------------------------------------------------------------------------------------


def _copy_sqlite(to: Path) -> dict[str, int]:
    connection.ensure_connection()
    source = connection.connection
    with closing(sqlite3.connect(to)) as target:
        # All pages in one step: one state of the database, and writers do not make it begin again.
        source.backup(target)
        return _counted(target.cursor(), _tables_of(target))


def _tables_of(base: sqlite3.Connection) -> list[str]:
    """As Django's introspection names them."""
    rows = base.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'"
    )
    return [name for (name,) in rows]


def _put_back_sqlite(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as source:
        if source.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupUnfit("the database in the backup is damaged (integrity_check)")
        connection.close()
        place = Path(connection.settings_dict["NAME"])
        place.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(place, timeout=WAIT_MS / 1000)) as target:
            target.execute("PRAGMA synchronous=FULL")
            _refuse_company(target)
            # Written as one transaction: a log left beside a replaced file could be played into it.
            source.backup(target)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _refuse_company(target: sqlite3.Connection) -> None:
    """Everybody who has a database with WAL open holds a lock on it: only then can it be had alone."""
    try:
        target.execute("PRAGMA locking_mode=EXCLUSIVE")
        target.execute("BEGIN EXCLUSIVE")
        target.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        raise BackupUnfit("the database is in use: stop serve and worker first") from error


# --- PostgreSQL -----------------------------------------------------------------------------------------


def _copy_postgres(to: Path) -> dict[str, int]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={to}")
        return _counted(cursor, connection.introspection.table_names(cursor))


def _put_back_postgres(copy: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        if cursor.fetchone()[0]:
            raise BackupUnfit("the database is in use: stop serve and worker first")
    connection.close()
    script = copy.with_suffix(".sql")
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copy))
    alone = ("--single-transaction", "--set=ON_ERROR_STOP=1", "--quiet", "--no-psqlrc")
    _run("psql", *alone, f"--command={EMPTY_IT}", f"--file={script}")


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs against Samsyn's database (BackupUnfit with what it said)."""
    found = subprocess.run(  # noqa: S603
        [_program(program), *arguments],
        env={**os.environ, **_address()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if found.returncode:
        raise BackupUnfit(f"{program} refused: {found.stderr.strip()}")


def _program(name: str) -> str:
    """The newest one: an older pg_dump refuses a newer server."""
    versions = glob.glob(f"/usr/lib/postgresql/*/bin/{name}")
    newest = max(versions, key=lambda path: int(path.split("/")[4]), default=None)
    if found := newest or shutil.which(name):
        return found
    raise BackupUnfit(f"{name} is not here (Debian: apt install postgresql-client)")


def _address() -> dict[str, str]:
    """Where the database is, in the environment: other people's `ps` shows a program's arguments."""
    given = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    names |= {"dbname": "PGDATABASE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    return {name: str(given[key]) for key, name in names.items() if given.get(key)}
