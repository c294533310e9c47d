"""Write in the thread between the parties."""

from collections.abc import Container
from datetime import datetime
from uuid import UUID

from samsyn.deviations import search
from samsyn.deviations.copies import copy_message
from samsyn.deviations.guarded import refuse
from samsyn.deviations.models import Message
from samsyn.deviations.services.steps import leave_trace, load_case, notify, require_step
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import StepKind
from samsyn.guarding.last_word import NOTHING
from samsyn.guarding.transactions import atomic_when_read
from samsyn.mail.letters import LetterKind


@atomic_when_read
def write_message(
    *,
    deviation_id: int,
    submission_key: UUID,
    text: str,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> Message:
    """Write to the other parties; the same key writes one message.

    Refuses StepRefused, PersonalDataFound.
    """
    case = load_case(deviation_id)
    require_step(StepKind.MESSAGE, case, by=by)
    refuse({"text": text}, by=by, decided=decided)
    message, created = Message.objects.get_or_create(
        submission_key=submission_key,
        defaults={
            "deviation": case.deviation,
            "unit_id": by.unit_id or 0,
            "text": text,
            "written_at": now,
            "written_by_id": by.user_id,
        },
    )
    if not created:
        return message
    copy_message(message, now=now).save()
    search.index_deviation(case.deviation.pk)
    leave_trace(StepKind.MESSAGE, case, by=by, now=now)
    notify(LetterKind.MESSAGE, case, units=case.parties, now=now, but=by)
    return message
