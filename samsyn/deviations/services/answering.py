"""Answer a deviation, change the answer openly, and tell how measures go."""

from collections.abc import Container
from datetime import datetime
from uuid import UUID

from samsyn.deviations import search
from samsyn.deviations.content import AnswerContent
from samsyn.deviations.copies import copy_answer
from samsyn.deviations.guarded import refuse, texts_of_answer
from samsyn.deviations.models import Addressing, Answer, Measure
from samsyn.deviations.services.answer_drafts import remove_sent_answer_draft
from samsyn.deviations.services.receiving import also_acknowledged
from samsyn.deviations.services.steps import (
    Case,
    change,
    leave_trace,
    load_case,
    notify,
    require_step,
    touch,
)
from samsyn.domain.access import Viewer
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import MeasureStatus, StepKind
from samsyn.guarding.last_word import NOTHING
from samsyn.guarding.transactions import atomic_when_read
from samsyn.mail.letters import LetterKind


@atomic_when_read
def answer_deviation(
    *,
    deviation_id: int,
    addressing_id: int,
    seen_version: int,
    content: AnswerContent,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
    visit: UUID | None = None,
) -> Answer:
    """Answer (svara) for a recipient, with measures (requirement 6); the sender's draft of it goes.

    `visit` is the key of a guest's browser, whose draft it is.
    Refuses StepRefused, Outdated, PersonalDataFound.
    """
    case = load_case(deviation_id)
    addressing = case.addressing(addressing_id)
    # A colleague who was faster is "somebody else has changed it", not "not allowed".
    if addressing.version != seen_version:
        raise Outdated
    require_step(StepKind.ANSWERED, case, by=by, addressing=addressing)
    refuse(texts_of_answer(content), by=by, decided=decided)
    touch(case)
    change(
        addressing,
        seen_version,
        answered_at=now,
        answered_by_id=by.user_id,
        **also_acknowledged(addressing, by, now),
    )
    answer = _write_answer(case, addressing, content, by=by, now=now, number=1)
    remove_sent_answer_draft(addressing, by=by, visit=visit)
    leave_trace(StepKind.ANSWERED, case, by=by, now=now, addressing=addressing)
    notify(LetterKind.ANSWERED, case, units=[case.deviation.reporter_unit_id], now=now)
    return answer


@atomic_when_read
def amend_answer(
    *,
    deviation_id: int,
    addressing_id: int,
    seen_version: int,
    content: AnswerContent,
    reason: str,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
    visit: UUID | None = None,
) -> Answer:
    """Change an answer as a new version with a reason; the old one stays readable (requirement 17).

    A judgement made of the old answer is taken back, so that the writer judges what now stands.
    """
    case = load_case(deviation_id)
    addressing = case.addressing(addressing_id)
    if addressing.version != seen_version:
        raise Outdated
    require_step(
        StepKind.ANSWER_AMENDED, case, by=by, addressing=addressing, reason=reason, decided=decided
    )
    standing = addressing.answers.latest("number")
    refuse(texts_of_answer(content), by=by, decided=decided, standing=standing)
    touch(case)
    change(
        addressing, seen_version, outcome="", judgement_text="", judged_at=None, judged_by_id=None
    )
    number = standing.number + 1
    answer = _write_answer(case, addressing, content, by=by, now=now, number=number, reason=reason)
    remove_sent_answer_draft(addressing, by=by, visit=visit)
    leave_trace(StepKind.ANSWER_AMENDED, case, by=by, now=now, addressing=addressing, reason=reason)
    notify(LetterKind.ANSWER_AMENDED, case, units=[case.deviation.reporter_unit_id], now=now)
    return answer


def _write_answer(
    case: Case,
    addressing: Addressing,
    content: AnswerContent,
    *,
    by: Viewer,
    now: datetime,
    number: int,
    reason: str = "",
) -> Answer:
    answer = Answer.objects.create(
        addressing=addressing,
        number=number,
        view=content.view,
        perspective=content.perspective,
        cause=content.cause,
        cause_text=content.cause_text,
        made_at=now,
        made_by_id=by.user_id,
        reason=reason,
    )
    measures = [
        Measure.objects.create(
            addressing=addressing,
            text=one.text,
            responsible_function=one.responsible_function,
            due_on=one.due_on,
            made_at=now,
        )
        for one in content.measures
    ]
    copy_answer(answer, measures, deviation_id=case.deviation.pk, now=now).save()
    search.index_deviation(case.deviation.pk)
    return answer


@atomic_when_read
def change_measure(
    *,
    deviation_id: int,
    measure_id: int,
    seen_version: int,
    status: MeasureStatus,
    by: Viewer,
    now: datetime,
) -> Measure:
    """Tell how far a measure (åtgärd) has come; also after closing.

    Refuses StepRefused, Outdated.
    """
    case = load_case(deviation_id)
    measure = Measure.objects.get(pk=measure_id, addressing__deviation_id=deviation_id)
    addressing = case.addressing(measure.addressing_id)
    require_step(StepKind.MEASURE_CHANGED, case, by=by, addressing=addressing)
    facts_of: dict[MeasureStatus, dict[str, datetime | None]] = {
        MeasureStatus.PLANNED: {"started_at": None, "done_at": None, "dropped_at": None},
        MeasureStatus.ONGOING: {"started_at": now, "done_at": None, "dropped_at": None},
        MeasureStatus.DONE: {"done_at": now, "dropped_at": None},
        MeasureStatus.DROPPED: {"done_at": None, "dropped_at": now},
    }
    changed = Measure.objects.filter(pk=measure.pk, version=seen_version)
    if not changed.update(version=seen_version + 1, **facts_of[status]):
        raise Outdated
    measure.refresh_from_db()
    leave_trace(StepKind.MEASURE_CHANGED, case, by=by, now=now, addressing=addressing)
    return measure
