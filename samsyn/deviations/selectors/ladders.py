"""Which ladders do the agreements have, and which waiting parts may need a reminder?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from samsyn.deviations.models import (
    WAITING,
    Addressing,
    Agreement,
    Reminder,
    ReminderPause,
    ReminderRule,
)
from samsyn.domain.reminders import Ladder, Pause, Rule, earliest_days
from samsyn.domain.vocabulary import Deadline, Rung

BATCH = 500


@dataclass(frozen=True)
class WaitingPart:
    """A waiting recipient's part, and what has been sent about it."""

    addressing: Addressing
    agreement_id: int
    sent: dict[tuple[Deadline, Rung], date]


def ladders() -> dict[int, Ladder]:
    """Each agreement's ladder of reminders, by the agreement's primary key."""
    rules: dict[int, list[Rule]] = defaultdict(list)
    for row in ReminderRule.objects.all():
        rules[row.agreement_id].append(Rule(Deadline(row.deadline), row.days, Rung(row.rung)))
    pauses: dict[int, list[Pause]] = defaultdict(list)
    for pause in ReminderPause.objects.order_by("first_month", "first_day"):
        pauses[pause.agreement_id].append(_pause_of(pause))
    keys = Agreement.objects.values_list("pk", flat=True)
    return {pk: Ladder(tuple(sorted(rules[pk])), tuple(pauses[pk])) for pk in keys}


def ladder_of(agreement_id: int) -> Ladder:
    """One agreement's ladder of reminders."""
    return ladders()[agreement_id]


def parts_near_deadline(of_agreement: Mapping[int, Ladder], today: date) -> Iterator[WaitingPart]:
    """The parts that some rule may concern today, with what has been sent about each.

    Read in batches by primary key: what waits is bounded by the ceiling, but nobody knows by how much.
    """
    earliest = min(map(earliest_days, of_agreement.values()), default=0)
    near = today - timedelta(days=earliest)
    waiting = Addressing.objects.filter(
        WAITING, Q(answer_by__lte=near) | Q(acknowledge_by__lte=near, acknowledged_at=None)
    ).select_related("deviation")
    last = 0
    while batch := list(waiting.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        sent = _sent_about([one.pk for one in batch])
        for one in batch:
            yield WaitingPart(one, one.deviation.agreement_id, sent[one.pk])


def _sent_about(pks: list[int]) -> dict[int, dict[tuple[Deadline, Rung], date]]:
    sent: dict[int, dict[tuple[Deadline, Rung], date]] = defaultdict(dict)
    for row in Reminder.objects.filter(addressing_id__in=pks).order_by("planned_on"):
        sent[row.addressing_id][Deadline(row.deadline), Rung(row.rung)] = row.planned_on
    return sent


def _pause_of(row: ReminderPause) -> Pause:
    return Pause((row.first_month, row.first_day), (row.last_month, row.last_day))
