"""Start, save and discard a draft (utkast): anything may be typed, and nothing typed is lost."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F

from samsyn.deviations.models import Draft
from samsyn.deviations.selectors.drafts import drafts_of
from samsyn.domain.access import Viewer
from samsyn.domain.refusals import Outdated


def start_draft(*, by: Viewer, now: datetime, fields: Mapping[str, object] | None = None) -> Draft:
    """Begin a draft for the unit that the writer acts for."""
    return Draft.objects.create(
        unit_id=by.unit_id,
        author_id=by.user_id,
        fields=dict(fields or {}),
        created_at=now,
        saved_at=now,
    )


def save_draft(
    *,
    draft_id: int,
    fields: Mapping[str, object],
    by: Viewer,
    now: datetime,
    seen_version: int | None = None,
) -> Draft:
    """Save what stands in the form as it is; refuses (Outdated) when another window saved since."""
    draft = drafts_of(viewer=by).get(pk=draft_id)
    expected = draft.version if seen_version is None else seen_version
    saved = Draft.objects.filter(pk=draft.pk, version=expected).update(
        fields=dict(fields), saved_at=now, version=F("version") + 1
    )
    if not saved:
        raise Outdated
    draft.refresh_from_db()
    return draft


def discard_draft(*, draft_id: int, by: Viewer) -> None:
    """Throw a draft away; it was working material and leaves no trace."""
    drafts_of(viewer=by).filter(pk=draft_id).delete()
