"""What has somebody typed of an answer and not sent? Only they themselves are told."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from samsyn.deviations.models import AnswerDraft
from samsyn.domain.access import Ability, Viewer


def answer_drafts_of(*, viewer: Viewer, visit: UUID | None = None) -> QuerySet[AnswerDraft]:
    """The viewer's own drafts of answers at the unit that they act for; no colleague's.

    A guest of the unit's mailbox has those of the own browser: `visit` is the key that its session holds.
    """
    if not viewer.may(Ability.ANSWER) or viewer.unit_id is None:
        return AnswerDraft.objects.none()
    rows = AnswerDraft.objects.filter(addressing__unit_id=viewer.unit_id)
    if viewer.user_id is not None:
        return rows.filter(author_id=viewer.user_id)
    if visit is None or viewer.guest_of is None:
        return rows.none()
    return rows.filter(visit=visit, addressing__deviation_id=viewer.guest_of)


def answer_draft(
    addressing_id: int, *, viewer: Viewer, visit: UUID | None = None
) -> AnswerDraft | None:
    """What the viewer has typed of the answer for one recipient's part, if anything."""
    return answer_drafts_of(viewer=viewer, visit=visit).filter(addressing=addressing_id).first()


def begun_answer(
    *, viewer: Viewer, visit: UUID | None = None, through: str = "deviation"
) -> Exists:
    """Whether the viewer has begun an answer: a condition on a deviation's row or (`through`) a part's."""
    drafts = answer_drafts_of(viewer=viewer, visit=visit)
    place = "addressing" if through == "part" else "addressing__deviation"
    return Exists(drafts.filter(**{place: OuterRef("pk")}))


def answer_drafts_by(*, viewer: Viewer) -> QuerySet[AnswerDraft]:
    """The drafts of answers that the viewer has, for whatever unit: for the extract of one's own data."""
    rows = AnswerDraft.objects.filter(author_id=viewer.user_id).exclude(author=None)
    return rows.select_related("addressing__deviation").order_by("created_at", "pk")
