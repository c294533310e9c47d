"""Set when an agreement reminds whom; what has been sent already stays sent."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from samsyn.audit import services as audit
from samsyn.deviations.models import Agreement, ReminderPause, ReminderRule
from samsyn.deviations.selectors.ladders import ladder_of
from samsyn.domain.access import Viewer
from samsyn.domain.reminders import DEFAULT_RULES, Ladder, Pause, Rule
from samsyn.domain.vocabulary import AuditKind


def start_ladder(agreement: Agreement) -> None:
    """Give a new agreement the proposed ladder; call in the transaction that makes the agreement."""
    _store(agreement.pk, Ladder(DEFAULT_RULES))


@transaction.atomic
def change_ladder(
    *, agreement_id: int, change: Callable[[Ladder], Ladder], by: Viewer, now: datetime
) -> None:
    """Change an agreement's rules and pauses, starting from what stands now; the log keeps both."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    before = ladder_of(agreement_id)
    after = change(before)
    if after == before:
        return
    ReminderRule.objects.filter(agreement=agreement).delete()
    ReminderPause.objects.filter(agreement=agreement).delete()
    _store(agreement_id, after)
    audit.record(
        AuditKind.CHANGED_REGISTRY,
        by=by,
        now=now,
        object_kind="agreement",
        object_id=agreement.pk,
        label=agreement.name,
        details={"ladder": [in_codes(before), in_codes(after)]},
    )


def in_codes(ladder: Ladder) -> list[str]:
    """A ladder as the log keeps it."""
    return [*map(rule_code, ladder.rules), *map(pause_code, ladder.pauses)]


def rule_code(rule: Rule) -> str:
    """A rule in one word: "answer+14:manager"."""
    return f"{rule.deadline}{rule.days:+d}:{rule.rung}"


def pause_code(pause: Pause) -> str:
    """A pause in one word: "07-01--07-31"."""
    (first_month, first_day), (last_month, last_day) = pause.first, pause.last
    return f"{first_month:02d}-{first_day:02d}--{last_month:02d}-{last_day:02d}"


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
