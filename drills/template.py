"""Where does a drill get its tables and its invented county from? Made anew, or copied from those just made.

`SAMSYN_DRILL_TEMPLATE` names a folder: whoever runs several drills in a row lets the first leave there what
it has made, since making it takes longer than most drills.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from drills.servers import ROOT, newest_programs, samsyn


def migrate(settings: dict[str, str]) -> None:
    """Give the database of `settings`, which is empty, its tables."""
    _once("migrated", settings, lambda: samsyn(settings, "migrate", "--verbosity", "0"))


def fill(settings: dict[str, str]) -> None:
    """Give the data folder and database of `settings`, which are empty, the demo's county and files."""
    _once("county", settings, lambda: _make_county(settings))


def _make_county(settings: dict[str, str]) -> None:
    migrate(settings)
    samsyn(settings, "demo", "--fill-here")
    collect = [sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=settings, check=True)


def _once(name: str, settings: dict[str, str], make: Callable[[], None]) -> None:
    kept = os.environ.get("SAMSYN_DRILL_TEMPLATE")
    if not kept:
        make()
        return
    address = settings.get("DATABASE_URL", "")
    place = Path(kept) / f"{name}-{'postgres' if address else 'sqlite'}"
    if place.exists():
        _take(settings, address, place)
    else:
        make()
        _keep(settings, address, place)


def _keep(settings: dict[str, str], address: str, place: Path) -> None:
    # Nobody is connected any more: SQLite has moved its log into the file.
    shutil.copytree(settings["SAMSYN_DATA"], place / "data")
    if address:
        _postgres("pg_dump", "--format=custom", f"--file={place / 'dump'}", address)


def _take(settings: dict[str, str], address: str, place: Path) -> None:
    shutil.copytree(place / "data", settings["SAMSYN_DATA"], dirs_exist_ok=True)
    if address:
        _postgres("pg_restore", "--exit-on-error", f"--dbname={address}", str(place / "dump"))


def _postgres(program: str, *arguments: str) -> None:
    subprocess.run([f"{newest_programs()}/{program}", *arguments], check=True)
