"""Judge answers and end a deviation: openly, by rule, never silently (requirement 7)."""

from collections.abc import Container
from contextlib import suppress
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from samsyn.deviations.calendar import day_in_stockholm, is_red_day
from samsyn.deviations.facts import addressing_facts, closes_on, terms_of
from samsyn.deviations.guarded import refuse
from samsyn.deviations.models import Addressing, Agreement, Deviation
from samsyn.deviations.services.answer_drafts import remove_answer_drafts
from samsyn.deviations.services.steps import (
    Case,
    change,
    leave_trace,
    load_case,
    notify,
    require_step,
    touch,
)
from samsyn.domain import deadlines, lifecycle
from samsyn.domain.access import Viewer
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import AddressingState, AnswerOutcome, Closing, StepKind
from samsyn.guarding.last_word import NOTHING
from samsyn.guarding.transactions import atomic_when_read
from samsyn.mail.letters import LetterKind


@atomic_when_read
def judge_answer(
    *,
    deviation_id: int,
    addressing_id: int,
    seen_version: int,
    outcome: AnswerOutcome,
    text: str = "",
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> Addressing:
    """Judge what came of a recipient's answer (bedöm), in the 2021 categories (requirement 6)."""
    refuse({"text": text}, by=by, decided=decided)
    case = load_case(deviation_id)
    addressing = case.addressing(addressing_id)
    if addressing.version != seen_version:
        raise Outdated
    require_step(StepKind.JUDGED, case, by=by, addressing=addressing)
    touch(case)
    change(
        addressing,
        seen_version,
        outcome=outcome,
        judgement_text=text,
        judged_at=now,
        judged_by_id=by.user_id,
    )
    leave_trace(StepKind.JUDGED, case, by=by, now=now, addressing=addressing)
    notify(LetterKind.JUDGED, case, units=[addressing.unit_id], now=now)
    return addressing


@atomic_when_read
def close_deviation(
    *, deviation_id: int, seen_version: int, by: Viewer, now: datetime
) -> Deviation:
    """Close (avsluta) when every recipient has answered or declined and each answer is judged."""
    case = load_case(deviation_id)
    require_step(StepKind.CLOSED, case, by=by)
    change(
        case.deviation,
        seen_version,
        closed_at=now,
        closed_by_id=by.user_id,
        closing=Closing.BY_REPORTER,
    )
    _release(case, now)
    leave_trace(StepKind.CLOSED, case, by=by, now=now)
    notify(LetterKind.CLOSED, case, units=case.parties, now=now, but=by)
    return case.deviation


@atomic_when_read
def withdraw_deviation(
    *,
    deviation_id: int,
    seen_version: int,
    reason: str,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> Deviation:
    """Withdraw (återkalla) a deviation that still waits for an answer, with a reason to the recipients."""
    case = load_case(deviation_id)
    require_step(StepKind.WITHDRAWN, case, by=by, reason=reason, decided=decided)
    change(case.deviation, seen_version, withdrawn_at=now, withdrawn_by_id=by.user_id)
    _release(case, now)
    leave_trace(StepKind.WITHDRAWN, case, by=by, now=now, reason=reason)
    notify(LetterKind.WITHDRAWN, case, units=case.parties, now=now, but=by)
    return case.deviation


@atomic_when_read
def reopen_deviation(
    *,
    deviation_id: int,
    seen_version: int,
    reason: str,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> Deviation:
    """Open a closed deviation again (öppna igen), with a reason.

    Whoever was silent owes an answer anew, with new last days, so that the reminders begin again.
    """
    case = load_case(deviation_id)
    require_step(StepKind.REOPENED, case, by=by, reason=reason, decided=decided)
    change(case.deviation, seen_version, closed_at=None, closed_by_id=None, closing="")
    for addressing in case.standing:
        by_time = addressing.outcome in {AnswerOutcome.UNANSWERED, AnswerOutcome.NOT_JUDGED}
        # A judgement that a person made stands; what the time limit put there is taken back.
        outcome = "" if by_time and not addressing.judged_at else addressing.outcome
        anew = _new_last_days(case, addressing, day_in_stockholm(now))
        change(addressing, addressing.version, outcome=outcome, released_at=None, **anew)
    leave_trace(StepKind.REOPENED, case, by=by, now=now, reason=reason)
    notify(LetterKind.REOPENED, case, units=case.parties, now=now, but=by)
    return case.deviation


def _new_last_days(case: Case, addressing: Addressing, today: date) -> dict[str, object]:
    """The last days of a recipient that never answered, counted from the day of reopening."""
    if lifecycle.addressing_state(addressing_facts(addressing)) not in lifecycle.WAITING:
        return {}
    terms = terms_of(case.deviation)
    return {
        "acknowledge_by": deadlines.acknowledge_by(today, terms, is_red_day),
        "answer_by": deadlines.answer_by(today, terms, is_red_day),
    }


def close_expired(*, now: datetime, at_most: int = 200) -> int:
    """Close, openly, the deviations whose time limit has passed; return how many (requirement 7).

    A recipient that never answered gets the outcome *obesvarad*, an answer that was never judged
    *ej bedömd*. Runs in the worker, one transaction a deviation; repeating it changes nothing.
    """
    closed = 0
    for pk in _past_their_ceiling(day_in_stockholm(now)):
        with suppress(Outdated):  # somebody acts on it at this moment; the next round looks again
            closed += _close_if_expired(pk, now)
        if closed == at_most:
            break
    return closed


def _past_their_ceiling(today: date) -> list[int]:
    """Open deviations older than their own agreement's ceiling; late answers may still hold some open."""
    old = Q(pk=None)
    for agreement, days in Agreement.objects.values_list("pk", "ceiling_days"):
        old |= Q(agreement=agreement, sent_on__lt=today - timedelta(days=days))
    still_open = Deviation.objects.filter(old, closed_at=None, withdrawn_at=None)
    return list(still_open.order_by("sent_on").values_list("pk", flat=True))


@transaction.atomic
def _close_if_expired(deviation_id: int, now: datetime) -> int:
    case = load_case(deviation_id)
    if day_in_stockholm(now) <= _closes_on(case):
        return 0
    # The deviation's row first, as in every step: two steps that lock in another order deadlock.
    change(case.deviation, case.deviation.version, closed_at=now, closing=Closing.BY_TIME)
    for addressing in case.standing:
        state = lifecycle.addressing_state(addressing_facts(addressing))
        if state in lifecycle.WAITING:
            change(addressing, addressing.version, outcome=AnswerOutcome.UNANSWERED)
        elif state is AddressingState.ANSWERED:
            change(addressing, addressing.version, outcome=AnswerOutcome.NOT_JUDGED)
    _release(case, now)
    leave_trace(StepKind.CLOSED_BY_TIME, case, by=None, now=now)
    notify(LetterKind.CLOSED_BY_TIME, case, units=case.parties, now=now)
    return 1


def _release(case: Case, now: datetime) -> None:
    """Nothing more is waited for: end the parts that were not finished, and what was begun for any."""
    for addressing in case.standing:
        if not addressing.judged_at:
            change(addressing, addressing.version, released_at=now)
    remove_answer_drafts(case.addressings)


def _closes_on(case: Case) -> date:
    reopened = case.deviation.steps.filter(kind=StepKind.REOPENED).aggregate(at=Max("at"))["at"]
    return closes_on(case.deviation, case.standing, reopened)
