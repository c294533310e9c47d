"""Add a file (bilaga) to a deviation: checked by content, stored whole or not at all (fault F13)."""

from collections.abc import Container
from datetime import datetime
from typing import BinaryIO

from django.conf import settings

from samsyn.deviations.models import Attachment
from samsyn.deviations.services.steps import Case, leave_trace, load_case, notify, require_step
from samsyn.deviations.stored_files import (
    StoredFile,
    checked_kind,
    name_to_show,
    remove_forgotten,
)
from samsyn.domain.access import Viewer
from samsyn.domain.files import FileRefused
from samsyn.domain.vocabulary import StepKind
from samsyn.guarding.last_word import NOTHING
from samsyn.guarding.transactions import atomic_when_read
from samsyn.mail.letters import LetterKind

FOLDER = "attachments"


def attach_file(
    *,
    deviation_id: int,
    name: str,
    file: BinaryIO,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> Attachment:
    """Add a file to a deviation for the viewer's unit; the same file again is the same attachment.

    Refuses StepRefused, FileRefused, and PersonalDataFound in the name (requirement 11). Pictures lose
    their metadata. The file is on disk before its row is, and leaves with it.
    """
    _require_room(load_case(deviation_id), by)
    file.seek(0)
    kind = checked_kind(file)
    shown = name_to_show(name, kind, by=by, decided=decided)
    stored = StoredFile(kind, FOLDER)
    try:
        stored.take(file)
        attachment, is_new = _attachment(stored, deviation_id, shown, by, now)
    except BaseException:
        stored.remove()
        raise
    if not is_new:
        stored.remove()
    return attachment


def remove_forgotten_files(*, now: datetime) -> int:
    """Remove files without a row, a day old at least: what a power cut left between file and row."""
    rows = Attachment.objects.values_list("file", flat=True)
    return remove_forgotten(FOLDER, lambda names: rows.filter(file__in=names), now=now)


@atomic_when_read
def _attachment(
    stored: StoredFile, deviation_id: int, name: str, by: Viewer, now: datetime
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
