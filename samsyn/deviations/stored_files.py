"""How does a file reach the disk? Checked by its content, whole or not at all, under a random name (F13)."""

import hashlib
import os
import uuid
import zipfile
from collections.abc import Callable, Collection, Container
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import filetype
from django.conf import settings

from samsyn.deviations.pictures import CHUNK, copy_what_draws
from samsyn.domain.access import Viewer
from samsyn.domain.files import PDF, FileKind, FileRefused, kind_of, shown_name, words_in_name
from samsyn.guarding.last_word import NOTHING, refuse_personal_data


def name_to_show(
    name: str, kind: FileKind, *, by: Viewer | None = None, decided: Container[str] = NOTHING
) -> str:
    """The name that people will see; refuses (PersonalDataFound) one that holds personal data.

    It is read as it stands, and with blanks where file names have dots and low lines.
    """
    shown = shown_name(name, kind)
    stem = shown.removesuffix(kind.extensions[0])
    for words in dict.fromkeys((stem, words_in_name(stem))):
        refuse_personal_data({"name": words}, by=by, decided=decided)
    return shown


def checked_kind(file: BinaryIO) -> FileKind:
    """What the content says it is; refuses (FileRefused) others, and a PDF that is an archive too."""
    head = file.read(8192)
    kind = kind_of(head)
    if filetype.guess_mime(head) != kind.media_type:
        raise FileRefused("type")
    if kind is PDF:
        file.seek(0, os.SEEK_END)
        file.seek(-min(file.tell(), 2048), os.SEEK_END)
        if b"%%EOF" not in file.read():
            raise FileRefused("damaged")
        if zipfile.is_zipfile(file):
            raise FileRefused("two_types")
    file.seek(0)
    return kind


class StoredFile:
    """A file under a random name, measured while it is written."""

    def __init__(self, kind: FileKind, folder: str) -> None:
        self.kind = kind
        self.name = f"{folder}/{uuid.uuid4().hex}"
        self.size = 0
        self._path = Path(settings.MEDIA_ROOT) / self.name
        self._sum = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._sum.hexdigest()

    def take(self, source: BinaryIO) -> None:
        """Write the source, piece by piece, and wait until the disk has it."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(self._path, "xb", opener=_for_us_alone) as self._file:
            if self.kind is PDF:
                while data := source.read(CHUNK):
                    self.write(data)
            else:
                copy_what_draws(source, self, self.kind)
            self._file.flush()
            os.fsync(self._file.fileno())
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)  # the name, too, must survive a power cut
        finally:
            os.close(folder)

    def write(self, data: bytes) -> None:
        """Write a piece; refuses (FileRefused) what makes the file too big."""
        self.size += len(data)
        if self.size > settings.ATTACHMENT_MAX_BYTES:
            raise FileRefused("too_big")
        self._sum.update(data)
        self._file.write(data)

    def remove(self) -> None:
        """Take the file away again."""
        self._path.unlink(missing_ok=True)


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def remove_forgotten(
    folder: str, known_among: Callable[[Collection[str]], Collection[str]], *, now: datetime
) -> int:
    """Remove a folder's files without a row, a day old at least: what a power cut left between the two.

    `known_among` answers which of some stored names have a row. How many were removed.
    """
    old = (now - timedelta(days=1)).timestamp()
    place = Path(settings.MEDIA_ROOT) / folder
    aged = [one for one in place.glob("*") if one.stat().st_mtime < old]
    known = set(known_among([f"{folder}/{one.name}" for one in aged]))
    forgotten = [one for one in aged if f"{folder}/{one.name}" not in known]
    for one in forgotten:
        one.unlink(missing_ok=True)
    return len(forgotten)
