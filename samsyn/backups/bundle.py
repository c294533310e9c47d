"""What does a backup file hold, and is all of it there? A tar file; its last member says what came before."""

import gzip
import hashlib
import json
import os
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zlib import error as deflate_error

MANIFEST = "manifest.json"
DATABASE = "database"
"""Name of the member that holds the database, as its own tools write it."""
FILES = "files"
FORMAT = 1
PIECE = 1024 * 1024


class BackupUnfit(Exception):
    """A backup cannot be taken or brought back; the text says why, in words for whoever runs Samsyn."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    taken_at: datetime
    vendor: str
    """Of the database: sqlite or postgresql."""
    migrations: tuple[str, ...]
    """Those that had run, as "app.name"."""
    rows: dict[str, int]
    """Of each table, in the very state that was copied."""
    digests: dict[str, str]
    """SHA-256 of each member."""


def write(path: Path, database: Path, files: Iterable[tuple[str, Path]], **facts: object) -> None:
    """Make the file at `path`, which is there whole or not at all, and readable by its owner only.

    `files` are names and places below the folder of stored files; `facts` are the manifest's but digests.
    A file that goes away meanwhile is left out: no row of the copied database can lack it for that.
    """
    unfinished = path.with_name(f"{path.name}.unfinished")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            _fill(out, database, files, facts)
            out.flush()
            os.fsync(out.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _fill(
    out: BinaryIO,
    database: Path,
    files: Iterable[tuple[str, Path]],
    facts: dict[str, object],
) -> None:
    digests: dict[str, str] = {}
    with (
        gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1) as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        members = [(DATABASE, database), *((f"{FILES}/{name}", place) for name, place in files)]
        for name, place in members:
            try:
                digests[name] = digest_of(place)
                tar.add(place, arcname=name, recursive=False)
            except FileNotFoundError:
                digests.pop(name, None)
        told = json.dumps({"format": FORMAT, **facts, "digests": digests}, default=str).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size = len(told)
        tar.addfile(member, BytesIO(told))


def unpack(path: Path, folder: Path) -> Manifest:
    """Lay a backup's members in an empty folder and compare each with its digest (BackupUnfit)."""
    try:
        with tarfile.open(path, mode="r:gz") as tar:
            tar.extractall(folder, filter="data")
        told = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError as error:
        raise BackupUnfit(
            f"{path} does not exist"
            if not path.exists()
            else f"{path} is not whole: it ends before it says what it holds"
        ) from error
    except (tarfile.TarError, EOFError, deflate_error, ValueError, OSError) as error:
        raise BackupUnfit(f"{path} is no backup of Samsyn, or not whole ({error})") from error
    if told.pop("format", None) != FORMAT:
        raise BackupUnfit(f"{path} was written by a newer Samsyn: bring it back with that version")
    manifest = Manifest(
        **told
        | {
            "taken_at": datetime.fromisoformat(told["taken_at"]),
            "migrations": tuple(told["migrations"]),
        }
    )
    _compare(folder, manifest)
    return manifest


def _compare(folder: Path, manifest: Manifest) -> None:
    found = {
        str(one.relative_to(folder)): digest_of(one) for one in folder.rglob("*") if one.is_file()
    }
    found.pop(MANIFEST)
    if DATABASE not in found or found != manifest.digests:
        raise BackupUnfit("the backup was changed after it was written: its digests do not agree")


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    """A renamed file survives a power cut only when its folder has been written too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
