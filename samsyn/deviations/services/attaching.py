"""Add a file (bilaga) to a deviation: checked by content, stored whole or not at all (fault F13)."""

import hashlib
import os
import uuid
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import filetype
from django.conf import settings
from django.db import transaction

from samsyn.deviations.models import Attachment
from samsyn.deviations.pictures import CHUNK, copy_what_draws
from samsyn.deviations.services.steps import Case, leave_trace, load_case, notify, require_step
from samsyn.domain.access import Viewer
from samsyn.domain.files import PDF, FileKind, FileRefused, kind_of, shown_name, words_in_name
from samsyn.domain.masking import has_personal_number
from samsyn.domain.refusals import PersonalNumberFound
from samsyn.domain.vocabulary import StepKind
from samsyn.mail.letters import LetterKind

FOLDER = "attachments"


def attach_file(
    *, deviation_id: int, name: str, file: BinaryIO, by: Viewer, now: datetime
) -> Attachment:
    """Add a file to a deviation for the viewer's unit; the same file again is the same attachment.

    Refuses StepRefused, FileRefused, and PersonalNumberFound when the name holds one (requirement
    11). Pictures lose their metadata. The file is on disk before its row is, and leaves with it.
    """
    _require_room(load_case(deviation_id), by)
    file.seek(0)
    kind = _checked_kind(file)
    shown = shown_name(name, kind)
    if has_personal_number(shown) or has_personal_number(words_in_name(shown)):
        raise PersonalNumberFound(("name",))
    stored = _StoredFile(kind)
    try:
        stored.take(file)
        with transaction.atomic():
            attachment, is_new = _attachment(stored, deviation_id, shown, by, now)
    except BaseException:
        stored.remove()
        raise
    if not is_new:
        stored.remove()
    return attachment


def remove_forgotten_files(*, now: datetime) -> int:
    """Remove files without a row, a day old at least: what a power cut left between file and row."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    old = (now - timedelta(days=1)).timestamp()
    aged = [one for one in folder.glob("*") if one.stat().st_mtime < old]
    known = set(
        Attachment.objects.filter(file__in=[f"{FOLDER}/{one.name}" for one in aged]).values_list(
            "file", flat=True
        )
    )
    forgotten = [one for one in aged if f"{FOLDER}/{one.name}" not in known]
    for one in forgotten:
        one.unlink(missing_ok=True)
    return len(forgotten)


def _attachment(
    stored: "_StoredFile", deviation_id: int, name: str, by: Viewer, now: datetime
) -> tuple[Attachment, bool]:
    case = load_case(deviation_id)
    _require_room(case, by)
    same = case.deviation.attachments.filter(unit_id=by.unit_id or 0, sha256=stored.sha256).first()
    if same:
        return same, False
    attachment = Attachment.objects.create(
        deviation=case.deviation,
        unit_id=by.unit_id or 0,
        name=name,
        file=stored.name,
        content_type=stored.kind.media_type,
        size=stored.size,
        sha256=stored.sha256,
        added_at=now,
        added_by_id=by.user_id,
    )
    leave_trace(StepKind.ATTACHED, case, by=by, now=now)
    notify(LetterKind.ATTACHED, case, units=case.parties, now=now, but=by)
    return attachment, True


def _require_room(case: Case, by: Viewer) -> None:
    # Two uploads in the same instant may end one above the limit on PostgreSQL; it is no promise.
    require_step(StepKind.ATTACHED, case, by=by)
    if case.deviation.attachments.count() >= settings.ATTACHMENTS_PER_DEVIATION:
        raise FileRefused("too_many")


def _checked_kind(file: BinaryIO) -> FileKind:
    """What the content says it is; a PDF that is an archive too is refused."""
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


class _StoredFile:
    """A file under a random name, measured while it is written."""

    def __init__(self, kind: FileKind) -> None:
        self.kind = kind
        self.name = f"{FOLDER}/{uuid.uuid4().hex}"
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
