"""Where does a made form lie? In a file, named by what it was made of, whole or not at all.

The name is the check sum of the frozen content, so a file can never belong to another edition; a folder
that was lost is made again from the editions. Two workers that make the same form put the same file.
"""

import contextlib
import hashlib
import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from samsyn.reports.making.forms import FORMS, Form

FOLDER = "reports"
UNFINISHED = ".part"
LEFT_BEHIND = timedelta(days=1)


def path_of(content: str, form: Form) -> Path:
    """Where the form of this content lies, or will lie."""
    return folder_of(content) / f"{form.key}.{form.suffix}"


def folder_of(content: str) -> Path:
    """Where all forms of this content lie."""
    name = hashlib.sha256(content.encode()).hexdigest()
    return Path(settings.MEDIA_ROOT) / FOLDER / name


def missing(content: str) -> list[Form]:
    """The forms that are not there yet, in their order."""
    return [form for form in FORMS.values() if not path_of(content, form).is_file()]


def keep(content: str, form: Form, made: bytes) -> None:
    """Put the form in its place: on the disk first, then under its name."""
    target = path_of(content, form)
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
    for path in (Path(settings.MEDIA_ROOT) / FOLDER).glob(f"*/*{UNFINISHED}"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < old:
                path.unlink()
                gone += 1
    return gone
