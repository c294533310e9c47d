"""Where does a made form lie? In a file, named by what it was made of, whole or not at all.

The name is the check sum of the content, so a file can never belong to another edition; a folder
that was lost is made again from the editions. Two workers that make the same form put the same file.
"""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from samsyn.reports.making.forms import FORMS, Form

UNFINISHED = ".part"
LEFT_BEHIND = timedelta(days=1)


@dataclass(frozen=True)
class Shelf:
    """Where a kind of files lies, and what their names begin with when a content has several of a form."""

    folder: str
    prefix: str = ""


EDITIONS = Shelf("reports")


def path_of(content: str, form: Form, on: Shelf = EDITIONS) -> Path:
    """Where the form of this content lies, or will lie."""
    return folder_of(content, on) / f"{on.prefix}{form.key}.{form.suffix}"


def folder_of(content: str, on: Shelf = EDITIONS) -> Path:
    """Where all forms of this content lie."""
    return Path(settings.MEDIA_ROOT) / on.folder / name_of(content)


def name_of(content: str) -> str:
    """What the folder of this content is called."""
    return hashlib.sha256(content.encode()).hexdigest()


def missing(content: str, on: Shelf = EDITIONS) -> list[Form]:
    """The forms that are not there yet, in their order."""
    return [form for form in FORMS.values() if not path_of(content, form, on).is_file()]


def keep(content: str, form: Form, made: bytes, on: Shelf = EDITIONS) -> None:
    """Put the form in its place: on the disk first, then under its name."""
    target = path_of(content, form, on)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=form.key, suffix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def remove_unfinished(*, now: datetime) -> int:
    """Remove what killed workers left half written, a day old at least; how many files."""
    old = (now - LEFT_BEHIND).timestamp()
    gone = 0
    for path in (Path(settings.MEDIA_ROOT) / EDITIONS.folder).glob(f"*/*{UNFINISHED}"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < old:
                path.unlink()
                gone += 1
    return gone


def remove_all_but(names: Collection[str], folder: str, *, now: datetime) -> int:
    """Remove the folders of contents that nobody keeps, a day old at least; how many."""
    old = (now - LEFT_BEHIND).timestamp()
    gone = 0
    for place in (Path(settings.MEDIA_ROOT) / folder).glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if place.name not in names and place.stat().st_mtime < old:
                shutil.rmtree(place)
                gone += 1
    return gone
