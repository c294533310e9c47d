"""How does somebody see Samsyn in a minute? An invented county in a database of its own, and a server."""

import argparse
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

SUMMARY = "make (once) an invented county with three years of data, and serve it"
NEEDS_DJANGO = False
ROOT = Path(__file__).resolve().parents[2]
DATABASE = "samsyn.sqlite3"
FILES = "files"
A_DEMO_ACCOUNT = "administrator@demo.invalid"


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    data = Path(os.environ.get("SAMSYN_DATA") or ROOT / "data").resolve()
    os.environ |= {
        "SAMSYN_DEMO": "1",
        "SAMSYN_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    if not (options.fill_here or options.work_beside):  # those are told by whoever starts them
        os.environ["SAMSYN_URL"] = f"http://localhost:{options.port}"
    if options.fill_here:
        return fill_here(options.scale)
    if options.work_beside:
        return work_beside(options.work_beside)
    is_elsewhere = bool(os.environ.get("DATABASE_URL"))
    failed = make_in_database_url(options) if is_elsewhere else make_in_folder(data, options)
    return failed if failed or options.no_serve else serve(options)


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run demo", description=SUMMARY)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="127.0.0.1: this machine only")
    parser.add_argument("--fresh", action="store_true", help="make the county anew")
    parser.add_argument(
        "--scale",
        type=int,
        default=1,
        metavar="N",
        help="130 x N deviations in three years, at least 390 (800: about 100,000)",
    )
    parser.add_argument("--no-serve", action="store_true", help="only make the data")
    parser.add_argument(
        "--into-database-url", action="store_true", help="fill the empty database of DATABASE_URL"
    )
    parser.add_argument("--fill-here", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--work-beside", type=int, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


# Making -----------------------------------------------------------------------------------------------


def make_in_folder(data: Path, options: argparse.Namespace) -> int:
    """Make the embedded database beside its place and move it there whole, so that none is half made."""
    target = data / DATABASE
    kind = kind_of(target)
    if kind == "other":
        print(
            f"{target} holds something else than the demo, and stays untouched.\n"
            "Choose another folder: SAMSYN_DATA=/some/folder ./run demo",
            file=sys.stderr,
        )
        return 1
    if kind == "demo" and not options.fresh:
        made = time.strftime("%Y-%m-%d", time.localtime(target.stat().st_ctime))
        print(f"The county stands in {target} since {made} (--fresh makes it anew).", flush=True)
        return run_samsyn("migrate", quietly=True)
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="demo-being-made-", dir=data) as folder:
        failed = run_samsyn(
            "demo", "--fill-here", "--scale", str(options.scale), SAMSYN_DATA=folder
        )
        if failed:
            return failed
        for leftover in (f"{DATABASE}-wal", f"{DATABASE}-shm"):
            (data / leftover).unlink(missing_ok=True)
        take_files(Path(folder) / FILES, data / FILES)
        shutil.move(Path(folder) / DATABASE, target)
    return 0


def take_files(made: Path, kept: Path) -> None:
    """Put the attachments where the county will look for them; their names are theirs alone."""
    if made.exists():
        shutil.copytree(made, kept, dirs_exist_ok=True)


def make_in_database_url(options: argparse.Namespace) -> int:
    """Fill DATABASE_URL only when told to; the filling refuses a database that holds anything."""
    if options.into_database_url:
        return run_samsyn("demo", "--fill-here", "--scale", str(options.scale))
    print(
        "DATABASE_URL is set: the demo does not touch that database. Unset it, or, if it is empty\n"
        "and meant for the demo, say so: ./run demo --into-database-url",
        file=sys.stderr,
    )
    return 1


def kind_of(database: Path) -> str:
    """What stands in the file: "nothing", "demo" or "other"."""
    if not database.exists():
        return "nothing"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        try:
            emails = {row[0] for row in connection.execute("SELECT email FROM accounts_user")}
        except sqlite3.OperationalError:  # no such table: nothing of ours, perhaps nothing at all
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            return "other" if tables else "nothing"
        units = connection.execute("SELECT count(*) FROM organisations_unit").fetchone()[0]
    if A_DEMO_ACCOUNT in emails:
        return "demo"
    return "other" if emails or units else "nothing"


def run_samsyn(*arguments: str, quietly: bool = False, **environment: str) -> int:
    """Run another command of Samsyn in a process of its own."""
    command = [sys.executable, "-m", "samsyn", *arguments]
    said = subprocess.DEVNULL if quietly else None
    return subprocess.call(command, cwd=ROOT, env={**os.environ, **environment}, stdout=said)


def fill_here(scale: int) -> int:
    """Migrate and fill the database that the environment names; refuses one that holds anything."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from samsyn.database.planner import refresh_statistics
    from samsyn.demo.fill import deviations_at, fill
    from samsyn.organisations.selectors import units_on

    started = time.monotonic()
    if connection.vendor == "sqlite":
        with (
            connection.cursor() as cursor
        ):  # nobody waits for these commits: the file is moved when whole
            cursor.execute("PRAGMA synchronous=OFF")
    call_command("migrate", verbosity=0)
    if units_on(timezone.localdate(), with_historic=True):
        print(
            "The database holds units already; the demo fills only an empty one.", file=sys.stderr
        )
        return 1
    print(f"Making an invented county with {deviations_at(scale):,} deviations ...", flush=True)
    many = fill(now=timezone.now(), scale=scale)
    refresh_statistics()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    print(f"{many:,} deviations in {time.monotonic() - started:.0f} s.", flush=True)
    return 0


# Serving ----------------------------------------------------------------------------------------------


def serve(options: argparse.Namespace) -> int:
    """Say where and with which accounts, and become the server."""
    if is_taken(options.host, options.port):
        print(
            f"Something else answers at port {options.port}: ./run demo --port {options.port + 1}",
            file=sys.stderr,
        )
        return 1
    import django

    django.setup()
    from django.core.management import call_command

    from samsyn.commands.serve import start
    from samsyn.demo.accounts import ACCOUNTS, PASSWORD

    if is_static_outdated():
        call_command("collectstatic", "--no-input", verbosity=0)
    print(f"\nSamsyn: http://localhost:{options.port}/   (Ctrl-C ends)\n")
    print(f"Everybody's password: {PASSWORD}")
    for one in ACCOUNTS:
        print(f"  {one.email:<32}{one.about}")
    print(f"Their letters: http://localhost:{options.port}/demo/brevlada/", flush=True)
    start_worker()
    start(options.host, options.port, workers=2)
    return 0


def is_taken(host: str, port: int) -> bool:
    """True when a server listens already: two on one port would answer by turns."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def start_worker() -> None:
    """Let a worker send letters and reminders beside the server, and end with it."""
    command = [sys.executable, "-m", "samsyn", "demo", "--work-beside", str(os.getpid())]
    # Looks more often than in production: whoever tries the demo waits for a letter to come.
    subprocess.Popen(command, cwd=ROOT, env={"SAMSYN_JOBS_BEAT_SECONDS": "2", **os.environ})


def work_beside(server: int) -> int:
    """Be the demo's worker until the server's process is gone, however it ended."""
    import django

    django.setup()

    from samsyn.jobs.worker import Worker

    def watch() -> None:
        while os.getppid() == server:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
    Worker().run()
    return 0


def is_static_outdated() -> bool:
    """True when a file of ours is newer than what was collected, or nothing was."""
    from django.conf import settings

    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return True
    made = manifest.stat().st_mtime
    sources = (path for folder in settings.STATICFILES_DIRS for path in Path(folder).rglob("*"))
    return any(path.stat().st_mtime > made for path in sources)
