"""Send a question on or back, put it on an agenda, decide on it, take it back."""

import uuid
from collections.abc import Container
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.services.steps import load_case, notify
from samsyn.domain.access import Viewer
from samsyn.domain.lifting import LiftLevel, LiftRefused, LiftStepKind, Rise, above
from samsyn.domain.refusals import Outdated
from samsyn.guarding.last_word import NOTHING
from samsyn.guarding.transactions import atomic_when_read
from samsyn.lifts.content import LiftCard, MeasureContent, Wording
from samsyn.lifts.models import Lift, LiftedDeviation, LiftStep
from samsyn.lifts.selectors import lift, regional_bodies, steps_open_to
from samsyn.lifts.services.measuring import begin_measure
from samsyn.lifts.services.steps import check_words, keep_step
from samsyn.mail.letters import LetterKind


def lift_further(
    pk: int,
    wording: Wording,
    *,
    key: uuid.UUID,
    seen_version: int,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> None:
    """Hand a question to the level above, in words of one's own.

    Refuses LiftRefused, PersonalDataFound, and Outdated when somebody was first; the same form sent twice
    is one step, here and below.
    """
    _take(LiftStepKind.LIFTED, pk, wording, key, seen_version, by, now, decided)


def give_back(
    pk: int,
    words: str,
    *,
    key: uuid.UUID,
    seen_version: int,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> None:
    """Hand a question back to the level that it came from, with an answer. Refuses as lift_further."""
    wording = Wording("", words)
    _take(LiftStepKind.RETURNED, pk, wording, key, seen_version, by, now, decided)


def schedule(
    pk: int,
    body_id: int,
    meeting_on: date,
    *,
    key: uuid.UUID,
    seen_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Put a question on the agenda of a regional body. Refuses LiftRefused (group, day) and Outdated."""
    bodies = regional_bodies(viewer=by, today=day_in_stockholm(now))
    if body_id not in {one.id for one in bodies}:
        raise LiftRefused("group")
    if meeting_on < day_in_stockholm(now):
        raise LiftRefused("day")
    more = {"body_id": body_id, "meeting_on": meeting_on}
    _take(LiftStepKind.SCHEDULED, pk, None, key, seen_version, by, now, NOTHING, **more)


@atomic_when_read
def decide(
    pk: int,
    words: str,
    *,
    key: uuid.UUID,
    seen_version: int,
    by: Viewer,
    now: datetime,
    measure: MeasureContent | None = None,
    decided: Container[str] = NOTHING,
) -> None:
    """Settle a question where it stands; a regional body may set out a measure with it.

    The writers of its deviations get a letter. Refuses as lift_further, and LiftRefused (level) for a
    measure of any but the regional level.
    """
    wording = Wording("", words)
    taken = _take(LiftStepKind.DECIDED, pk, wording, key, seen_version, by, now, decided)
    if taken is None:
        return
    if measure:
        if taken.origin != LiftLevel.REGION:
            raise LiftRefused("level")
        begin_measure(pk, measure, by=by, now=now, decided=decided)
    _write_to_writers(pk, now)


def withdraw(
    pk: int,
    reason: str,
    *,
    key: uuid.UUID,
    seen_version: int,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> None:
    """Take back a question that one's own level began, with a reason that the levels above read.

    Refuses as lift_further.
    """
    wording = Wording("", reason)
    _take(LiftStepKind.WITHDRAWN, pk, wording, key, seen_version, by, now, decided)


def _take(
    kind: LiftStepKind,
    pk: int,
    wording: Wording | None,
    key: uuid.UUID,
    seen_version: int,
    by: Viewer,
    now: datetime,
    decided: Container[str],
    **more: object,
) -> LiftStep | None:
    """Take one step, if the rules allow it to the viewer now; None when the same form came before."""
    if LiftStep.objects.filter(key=key).exists():
        return None
    card = lift(pk, viewer=by, today=day_in_stockholm(now))
    if card is None or kind not in steps_open_to(card, viewer=by):
        raise LiftRefused("level")
    if wording:
        named = {"words": wording.words}
        check_words(
            named | ({"title": wording.title} if kind is LiftStepKind.LIFTED else {}), by, decided
        )
    with transaction.atomic():
        row = Lift.objects.filter(pk=pk, version=seen_version)
        if not row.update(version=F("version") + 1):
            raise Outdated
        number = len(card.steps) + 1
        rise = _rise(kind, card)
        return keep_step(pk, number, rise, key, by, now, wording, **more)


def _rise(kind: LiftStepKind, card: LiftCard) -> Rise:
    """From which rung to which a step goes."""
    standing = card.standing
    level = standing.level
    if kind is LiftStepKind.WITHDRAWN:
        return Rise(kind, standing.came_by[0], level)
    goals = {
        LiftStepKind.LIFTED: above(level, has_group=card.group_id is not None),
        LiftStepKind.RETURNED: standing.below,
    }
    return Rise(kind, level, goals.get(kind) or level)


def _write_to_writers(pk: int, now: datetime) -> None:
    """A letter to each writer of the question's deviations: number, kind of event and link, no more."""
    linked = LiftedDeviation.objects.filter(lift=pk, deviation__withdrawn_at=None)
    for deviation in linked.order_by("pk").values_list("deviation", flat=True):
        case = load_case(deviation)
        notify(LetterKind.LIFT_DECIDED, case, units=[case.deviation.reporter_unit_id], now=now)
