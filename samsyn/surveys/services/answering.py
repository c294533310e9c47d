"""Write, send and change a group's joint answer. Everybody who answers for the group writes the same one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from samsyn.audit import services as audit
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Viewer
from samsyn.domain.questionnaires import (
    AnswerFault,
    QuestionKind,
    Questionnaire,
    Values,
    answered,
    faults_in,
)
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import AuditKind
from samsyn.guarding.last_word import NOTHING, refuse_personal_data
from samsyn.guarding.transactions import atomic_when_read
from samsyn.surveys.models import GroupAnswer, Round, TookPart
from samsyn.surveys.refusals import AnswersUnfit, SurveyRefused
from samsyn.surveys.selectors.answers import groups_to_answer_for
from samsyn.surveys.selectors.rounds import round_by_pk
from samsyn.surveys.vocabulary import CameBy

TOOK_PART = "took_part"
"""The name of the input for who took part, beside the questions' codes."""


@dataclass(frozen=True)
class Took:
    """A function that took part, and for which principal (primary key)."""

    principal_id: int
    function: str = ""


@atomic_when_read
def save_answer(
    round_id: int,
    group_id: int,
    values: Values,
    took_part: Sequence[Took],
    *,
    seen_version: int | None,
    by: Viewer,
    now: datetime,
    send: bool = False,
    decided: Collection[str] = NOTHING,
) -> int:
    """Keep what has been written of a group's answer, and send it when told to; its primary key.

    A sent answer can be changed until the round closes, and stays sent. Refuses SurveyRefused
    (not_yours, state: the round takes no answers), AnswersUnfit, PersonalDataFound, and Outdated when a
    colleague saved meanwhile (`seen_version` is what was read; None for a first one).
    """
    asks = _open_round(round_id, group_id, by, now)
    kept = answered(values)
    row = GroupAnswer.objects.select_for_update().filter(round=round_id, group=group_id, serial=1)
    found = row.first()
    if (found.version if found else None) != seen_version:
        raise Outdated
    is_whole = send or bool(found and found.sent_at)
    check(asks, kept, took_part, is_whole=is_whole)
    refuse_personal_data(texts_in(asks, kept, took_part), by=by, decided=set(decided))
    if found is None:
        found = GroupAnswer.objects.create(
            round_id=round_id,
            group_id=group_id,
            came_by=CameBy.PAGE,
            started_at=now,
            started_by_id=by.user_id,
            changed_at=now,
        )
    changes = {"values": kept, "changed_at": now, "version": F("version") + 1}
    if send:
        changes |= {"sent_at": now, "sent_by_id": by.user_id}
    GroupAnswer.objects.filter(pk=found.pk).update(**changes)
    keep_took_part(found.pk, took_part)
    audit.record(
        AuditKind.WROTE,
        by=by,
        now=now,
        object_kind="survey_answer",
        object_id=found.pk,
        label=str(found.group_id),
        details={"what": "sent" if send else "saved", "round": round_id},
    )
    return found.pk


def check(
    asks: Questionnaire, values: Values, took_part: Sequence[Took], *, is_whole: bool
) -> None:
    """Refuse (AnswersUnfit) what does not fit the questions, or is missing where all must be there."""
    faults = faults_in(asks, values, is_whole=is_whole)
    if is_whole and not took_part:
        faults[TOOK_PART] = AnswerFault.MISSING
    if faults:
        raise AnswersUnfit(faults)


def texts_in(asks: Questionnaire, values: Values, took_part: Sequence[Took] = ()) -> dict[str, str]:
    """What was written freely, by the name of its input, for the privacy guard."""
    texts = {
        one.code: str(values[one.code])
        for one in asks.questions()
        if one.kind is QuestionKind.TEXT and one.code in values
    }
    functions = "\n".join(one.function for one in took_part if one.function)
    return texts | ({TOOK_PART: functions} if functions else {})


def keep_took_part(answer_id: int, took_part: Sequence[Took]) -> None:
    """Say anew who took part in an answer."""
    TookPart.objects.filter(answer=answer_id).delete()
    TookPart.objects.bulk_create(
        TookPart(answer_id=answer_id, principal_id=one.principal_id, function=one.function)
        for one in dict.fromkeys(took_part)
    )


def _open_round(round_id: int, group_id: int, by: Viewer, now: datetime) -> Questionnaire:
    today = day_in_stockholm(now)
    # The round's row first: an answer never comes in while somebody closes it.
    if not Round.objects.select_for_update().filter(pk=round_id).exists():
        raise SurveyRefused("unknown")
    found = round_by_pk(round_id, viewer=by, today=today)
    own = {one.id for one in groups_to_answer_for(round_id, viewer=by, today=today)}
    if found is None or found.is_anonymous or group_id not in own:
        raise SurveyRefused("not_yours")
    if not found.takes_answers:
        raise SurveyRefused("state")
    return found.asks
