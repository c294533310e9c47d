"""Set when an agreement reminds whom; what has been sent already stays sent."""

from datetime import datetime

from django.db import transaction

from samsyn.audit import services as audit
from samsyn.deviations.models import Agreement, ReminderPause, ReminderRule
from samsyn.deviations.selectors.ladders import ladder_of
from samsyn.domain.access import Viewer
from samsyn.domain.reminders import DEFAULT_RULES, Ladder
from samsyn.domain.vocabulary import AuditKind


def start_ladder(agreement: Agreement) -> None:
    """Give a new agreement the proposed ladder; call in the transaction that makes the agreement."""
    _store(agreement.pk, Ladder(DEFAULT_RULES))


@transaction.atomic
def change_ladder(*, agreement_id: int, ladder: Ladder, by: Viewer, now: datetime) -> None:
    """Replace an agreement's rules and pauses; the log keeps both."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    before = ladder_of(agreement_id)
    if before == ladder:
        return
    ReminderRule.objects.filter(agreement=agreement).delete()
    ReminderPause.objects.filter(agreement=agreement).delete()
    _store(agreement_id, ladder)
    audit.record(
        AuditKind.CHANGED_REGISTRY,
        by=by,
        now=now,
        object_kind="agreement",
        object_id=agreement.pk,
        label=agreement.name,
        details={"ladder": [in_codes(before), in_codes(ladder)]},
    )


def in_codes(ladder: Ladder) -> list[str]:
    """A ladder as the log keeps it: "answer+14:manager", "07-01--07-31"."""
    rules = [f"{one.deadline}{one.days:+d}:{one.rung}" for one in ladder.rules]
    pauses = [
        f"{one.first[0]:02d}-{one.first[1]:02d}--{one.last[0]:02d}-{one.last[1]:02d}"
        for one in ladder.pauses
    ]
    return rules + pauses


def _store(agreement_id: int, ladder: Ladder) -> None:
    ReminderRule.objects.bulk_create(
        ReminderRule(agreement_id=agreement_id, deadline=one.deadline, days=one.days, rung=one.rung)
        for one in sorted(set(ladder.rules))
    )
    ReminderPause.objects.bulk_create(
        ReminderPause(
            agreement_id=agreement_id,
            first_month=one.first[0],
            first_day=one.first[1],
            last_month=one.last[0],
            last_day=one.last[1],
        )
        for one in ladder.pauses
    )
