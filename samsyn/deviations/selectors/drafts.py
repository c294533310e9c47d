"""Which drafts wait to be finished, and which have been sent already?"""

from uuid import UUID

from django.db.models import QuerySet

from samsyn.deviations.models import Deviation, Draft
from samsyn.domain.access import Ability, Viewer


def drafts_of(*, viewer: Viewer) -> QuerySet[Draft]:
    """The drafts of the viewer's unit, newest first: a colleague can finish what somebody began."""
    if not viewer.may(Ability.WRITE_DEVIATION) or viewer.unit_id is None:
        return Draft.objects.none()
    return (
        Draft.objects.filter(unit_id=viewer.unit_id).select_related("author").order_by("-saved_at")
    )


def drafts_by(*, viewer: Viewer) -> QuerySet[Draft]:
    """The drafts that the viewer began, at whatever unit: for the extract of one's own data."""
    begun = Draft.objects.filter(author_id=viewer.user_id)
    return begun.select_related("unit").order_by("created_at", "pk")


def draft_by_key(key: UUID, *, viewer: Viewer) -> Draft | None:
    """One draft by the key that travels with its form, without its author."""
    rows = drafts_of(viewer=viewer).select_related(None).order_by()
    return rows.filter(submission_key=key).first()


def number_sent_with(key: UUID, *, viewer: Viewer) -> str | None:
    """The number of what the viewer's unit has sent from the form with this key."""
    if viewer.unit_id is None:
        return None
    sent = Deviation.objects.filter(submission_key=key, reporter_unit_id=viewer.unit_id)
    return sent.values_list("number", flat=True).first()
