"""Where does a drill get its invented county from? Made anew, or copied from one made a moment ago.

`SAMSYN_DRILL_TEMPLATE` names a folder: whoever runs several drills in a row lets the first leave its
county there, since making it takes longer than most drills.
"""

import os
import shutil
import subprocess
from pathlib import Path

from drills.servers import newest_programs, samsyn


def fill(settings: dict[str, str]) -> None:
    """Give the data folder and database of `settings`, which are empty, the demo's county."""
    kept = os.environ.get("SAMSYN_DRILL_TEMPLATE")
    if not kept:
        samsyn(settings, "demo", "--fill-here")
        return
    address = settings.get("DATABASE_URL", "")
    place = Path(kept) / ("postgres" if address else "sqlite")
    if not place.exists():
        samsyn(settings, "demo", "--fill-here")
        _keep(settings, address, place)
    else:
        _take(settings, address, place)


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
