"""Which drafts wait to be finished?"""

from uuid import UUID

from django.db.models import QuerySet

from samsyn.deviations.models import Draft
from samsyn.domain.access import Ability, Viewer


def drafts_of(*, viewer: Viewer) -> QuerySet[Draft]:
    """The drafts of the viewer's unit, newest first: a colleague can finish what somebody began."""
    if not viewer.may(Ability.WRITE_DEVIATION) or viewer.unit_id is None:
        return Draft.objects.none()
    return (
        Draft.objects.filter(unit_id=viewer.unit_id).select_related("author").order_by("-saved_at")
    )


def draft_by_key(key: UUID, *, viewer: Viewer) -> Draft | None:
    """One draft by the key that travels with its form."""
    return drafts_of(viewer=viewer).filter(submission_key=key).first()
