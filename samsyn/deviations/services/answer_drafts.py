"""Keep what is typed of an answer until it is sent: for whoever types it, and for nobody else (ADR 0056)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from samsyn.deviations.facts import addressing_facts, deviation_facts, side_of
from samsyn.deviations.models import Addressing, AnswerDraft, Deviation
from samsyn.deviations.selectors.answer_drafts import answer_drafts_of
from samsyn.deviations.services.steps import Case, load_case
from samsyn.domain import lifecycle
from samsyn.domain.access import Viewer
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import StepKind

_KINDS = (StepKind.ANSWERED, StepKind.ANSWER_AMENDED)


@dataclass(frozen=True)
class TypedAnswer:
    """What stands in an answer's form just now, and what its page knew when it was opened."""

    fields: Mapping[str, object]
    seen_draft: int = 0
    """Version of the draft; 0 when there was none."""
    seen_part: int = 0
    """Version of the recipient's part."""
    seen_answer: int = 0
    """Number of the answer that stood; 0 when there was none."""


@transaction.atomic
def keep_answer_draft(
    *,
    deviation_id: int,
    addressing_id: int,
    typed: TypedAnswer,
    by: Viewer,
    now: datetime,
    visit: UUID | None = None,
) -> AnswerDraft:
    """Save what stands in the form as it is; anything may be typed, and the guard is asked at sending.

    Refuses Outdated when another window saved or sent since, StepRefused when no answer is taken any
    more. `visit` is the key of a guest's browser.
    """
    # Every step changes the deviation's row: waiting for it, a late save finds what has just been sent
    # or ended, and does not bring it back.
    Deviation.objects.select_for_update(no_key=True).get(pk=deviation_id)
    case = load_case(deviation_id)
    addressing = case.addressing(addressing_id)
    _require_open(case, addressing, by)
    newer = addressing.answers.filter(number__gt=typed.seen_answer, made_by_id=by.user_id)
    if newer.exists():
        raise Outdated
    draft = answer_drafts_of(viewer=by, visit=visit).filter(addressing=addressing).first()
    if draft is None:
        assert by.user_id or visit
        return AnswerDraft.objects.create(
            addressing=addressing,
            author_id=by.user_id,
            visit=None if by.user_id else visit,
            fields=dict(typed.fields),
            seen_part=typed.seen_part,
            created_at=now,
            saved_at=now,
        )
    return _save(draft, typed, now)


def _require_open(case: Case, addressing: Addressing, by: Viewer) -> None:
    side = side_of(by, case.deviation, addressing)
    whole, part = deviation_facts(case.deviation, case.addressings), addressing_facts(addressing)
    if not any(lifecycle.may(kind, side, whole, part) for kind in _KINDS):
        raise lifecycle.StepRefused(StepKind.ANSWERED, "state")


def _save(draft: AnswerDraft, typed: TypedAnswer, now: datetime) -> AnswerDraft:
    """The draft with what was typed; a second press of one button brings the same and is no conflict."""
    fields = dict(typed.fields)
    saved = AnswerDraft.objects.filter(pk=draft.pk, version=typed.seen_draft).update(
        fields=fields, seen_part=typed.seen_part, saved_at=now, version=F("version") + 1
    )
    if not saved and draft.fields != fields:
        raise Outdated
    draft.refresh_from_db()
    return draft


def discard_answer_draft(*, addressing_id: int, by: Viewer, visit: UUID | None = None) -> None:
    """Throw the own draft of an answer away; it was working material and leaves no trace."""
    answer_drafts_of(viewer=by, visit=visit).filter(addressing=addressing_id).delete()


def discard_answer_drafts_of_visit(visit: UUID) -> None:
    """Throw away what was typed in a guest's browser, whose visit is closed."""
    AnswerDraft.objects.filter(visit=visit).delete()


def remove_sent_answer_draft(addressing: Addressing, *, by: Viewer, visit: UUID | None) -> None:
    """Remove the sender's draft as the answer is sent. A colleague's own text is not what was sent."""
    of_sender = {"author_id": by.user_id} if by.user_id else {"visit": visit}
    if by.user_id or visit:
        AnswerDraft.objects.filter(addressing=addressing, **of_sender).delete()


def remove_answer_drafts(addressings: Iterable[Addressing]) -> None:
    """Remove everybody's drafts of answers for parts that no answer is taken for any more."""
    AnswerDraft.objects.filter(addressing__in=[one.pk for one in addressings]).delete()
