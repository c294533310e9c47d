"""How do several workers get their database when migrating takes ten seconds? Each copies the same one.

Whoever starts the workers migrates one database beside them while they collect. A lock tells when that
is done: it belongs to the migrating process and ends with it. What is copied is migrated again, which
does nothing, so a template that failed fails the tests with the migration's own error.
"""

import atexit
import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.db import connection

from drills.servers import newest_programs

NAME = "samsyn_migrated"


def place() -> Path:
    """Where the migrated database is; the same for all workers, and for runs that are told of it."""
    told = os.environ.get("TEST_MIGRATED")
    return Path(told or os.environ["SAMSYN_DATA"]) / "migrated"


def start() -> None:
    """Migrate a database in the background, unless an earlier run on SQLite has left it there."""
    address = os.environ.get("DATABASE_URL")
    if place().exists() and not address:
        return
    place().mkdir(exist_ok=True)
    environment = {**os.environ, "SAMSYN_DATA": str(place()), "SAMSYN_DEMO": "1"}
    if address:
        create_on_server(address)
        environment["DATABASE_URL"] = f"{address.rpartition('/')[0]}/{NAME}"
    with (place() / "lock").open("w") as lock, (place() / "log").open("w") as log:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command = [sys.executable, "-m", "samsyn", "migrate"]
        process = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, pass_fds=[lock.fileno()]
        )
    atexit.register(process.kill)  # when no test asked for a database


def create_on_server(address: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {NAME}")


def wait() -> None:
    with (place() / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)


def leave_for_drills(template: Path) -> None:
    """Put what was migrated where drills/template.py looks for it, if anything was."""
    if not (place() / "lock").exists():
        return
    wait()
    address = os.environ.get("DATABASE_URL")
    left = template / ("migrated-postgres" if address else "migrated-sqlite")
    (left / "data").mkdir(parents=True)
    if address:
        database = f"{address.rpartition('/')[0]}/{NAME}"
        command = [f"{newest_programs()}/pg_dump", "--format=custom", f"--file={left / 'dump'}"]
        subprocess.run([*command, database], check=True)
    else:
        shutil.copyfile(place() / "samsyn.sqlite3", left / "data" / "samsyn.sqlite3")


def copy() -> None:
    """Give the test database of this worker what was migrated, when that is done."""
    wait()
    if connection.vendor == "sqlite":
        shutil.copyfile(place() / "samsyn.sqlite3", connection.settings_dict["TEST"]["NAME"])
        return
    target = connection.creation._get_test_db_name()
    with connection.creation._nodb_cursor() as server:
        server.execute(f"CREATE DATABASE {target} TEMPLATE {NAME}")
