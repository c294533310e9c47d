"""Take a backup, and bring one back. Both are for whoever runs Samsyn, from the command line."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import copyfile

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from samsyn.backups import bundle
from samsyn.backups.bundle import BackupUnfit, Manifest
from samsyn.backups.databases import copy_database, put_back, rows_of_tables

OF_PEOPLE = "accounts_user"
"""A database without a row here has nobody in it, and may be overwritten."""


@dataclass(frozen=True)
class Told:
    """What a backup held, for whoever took it or brought it back."""

    taken_at: datetime
    rows: int
    files: int
    size: int
    """Bytes of the backup file."""
    migrations_missing: int = 0
    """How many this version of Samsyn has beyond it."""


def take_backup(to: Path, *, now: datetime) -> Told:
    """Put the database and all stored files in one new file, while people work (BackupUnfit).

    The database is copied first: each file that its rows name was there before them.
    """
    if to.exists():
        raise BackupUnfit(f"{to} exists already: a backup never overwrites another")
    if not to.parent.is_dir():
        raise BackupUnfit(f"there is no folder {to.parent}")
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=".samsyn-backup-") as folder:
        database = Path(folder) / bundle.DATABASE
        rows = copy_database(database)
        files = list(_stored_files())
        facts = {"taken_at": now.isoformat(), "vendor": connection.vendor, "rows": rows}
        bundle.write(to, database, files, **facts, migrations=sorted(_migrations_run()))
    return Told(now, sum(rows.values()), len(files), to.stat().st_size)


def bring_back(path: Path, *, replace: bool = False) -> Told:
    """Make the database and stored files what a backup holds, checked before and after (BackupUnfit).

    Only a database without people is written over, unless told to `replace`. Stored files are added and
    put right, none is removed. Everybody has to log in again: sessions that had ended must not come back.
    """
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="restore-") as temporary:
        folder = Path(temporary)
        manifest = bundle.unpack(path, folder)
        ahead = _refuse_unfit(manifest)
        if not replace and rows_of_tables().get(OF_PEOPLE):
            raise BackupUnfit("this Samsyn is in use: --replace gives up what it holds now")
        files = _lay_files(folder / bundle.FILES)
        put_back(folder / bundle.DATABASE)
    if rows_of_tables() != manifest.rows:
        raise BackupUnfit("the tables do not have as many rows as when the backup was taken")
    Session.objects.all().delete()
    size = path.stat().st_size
    return Told(manifest.taken_at, sum(manifest.rows.values()), files, size, ahead)


def _refuse_unfit(manifest: Manifest) -> int:
    """Refuse what this Samsyn cannot hold; how many of its migrations the backup has not had."""
    if manifest.vendor != connection.vendor:
        raise BackupUnfit(
            f"the backup is of a {manifest.vendor} database, this Samsyn has {connection.vendor}"
        )
    known = {f"{app}.{name}" for app, name in _loader().disk_migrations}
    if unknown := set(manifest.migrations) - known:
        raise BackupUnfit(f"the backup is of a newer Samsyn (it has had {min(unknown)})")
    return len(known - set(manifest.migrations))


def _migrations_run() -> set[str]:
    return {f"{app}.{name}" for app, name in _loader().applied_migrations}


def _loader() -> MigrationLoader:
    return MigrationLoader(connection)


def _stored_files() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for place in sorted(root.rglob("*")):
        if place.is_file():
            yield place.relative_to(root).as_posix(), place


def _lay_files(folder: Path) -> int:
    """Put every file of the backup in its place; how many there are."""
    found = [one for one in folder.rglob("*") if one.is_file()]
    for one in found:
        place = Path(settings.MEDIA_ROOT) / one.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        # Under its name only when whole, as uploads are.
        unfinished = place.with_name(f"{place.name}.restoring")
        copyfile(one, unfinished)
        unfinished.rename(place)
    return len(found)
