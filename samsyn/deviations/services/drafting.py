"""Start, save and discard a draft (utkast): anything may be typed, and nothing typed is lost."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import F, Q

from samsyn.deviations.models import AnswerDraft, Deviation, Draft
from samsyn.deviations.selectors.drafts import drafts_of
from samsyn.domain.access import Viewer
from samsyn.domain.refusals import Outdated


def start_draft(
    *,
    by: Viewer,
    now: datetime,
    fields: Mapping[str, object] | None = None,
    submission_key: UUID | None = None,
) -> Draft:
    """Begin a draft for the unit that the writer acts for."""
    assert by.user_id is not None  # a guest answers and writes no deviations
    return Draft.objects.create(
        unit_id=by.unit_id or 0,
        author_id=by.user_id,
        submission_key=submission_key or uuid4(),
        fields=dict(fields or {}),
        created_at=now,
        saved_at=now,
    )


def keep_draft(
    *,
    submission_key: UUID,
    fields: Mapping[str, object],
    by: Viewer,
    now: datetime,
    seen_version: int,
) -> Draft:
    """Save what stands in a form under the key that travels with it, the first time or again.

    Refuses (Outdated) when another window saved since, or when the form has been sent already.
    """
    draft = Draft.objects.filter(submission_key=submission_key).first()
    if draft is None:
        # A late autosave must not bring back what has just been sent.
        if Deviation.objects.filter(submission_key=submission_key).exists():
            raise Outdated
        return start_draft(by=by, now=now, fields=fields, submission_key=submission_key)
    return save_draft(draft_id=draft.pk, fields=fields, by=by, now=now, seen_version=seen_version)


def save_draft(
    *,
    draft_id: int,
    fields: Mapping[str, object],
    by: Viewer,
    now: datetime,
    seen_version: int | None = None,
) -> Draft:
    """Save what stands in the form as it is; refuses (Outdated) when another window saved since.

    A second press of the same button brings the same fields and is no conflict.
    """
    draft = drafts_of(viewer=by).get(pk=draft_id)
    expected = draft.version if seen_version is None else seen_version
    saved = Draft.objects.filter(pk=draft.pk, version=expected).update(
        fields=dict(fields), saved_at=now, version=F("version") + 1
    )
    draft.refresh_from_db()
    if not saved and draft.fields != dict(fields):
        raise Outdated
    return draft


def discard_draft(*, draft_id: int, by: Viewer) -> None:
    """Throw a draft away; it was working material and leaves no trace."""
    drafts_of(viewer=by).filter(pk=draft_id).delete()


def forget_drafts(*, now: datetime) -> int:
    """Remove drafts, of deviations and answers, that nobody has changed for long; how many.

    What a guest of a mailbox has typed can be found by the browser's session alone, and goes with it.
    """
    old = Q(saved_at__lt=now - timedelta(days=settings.DRAFT_KEPT_DAYS))
    over = Q(author=None, saved_at__lt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE))
    drafts, _rows = Draft.objects.filter(old).delete()
    answers, _rows = AnswerDraft.objects.filter(old | over).delete()
    return drafts + answers
