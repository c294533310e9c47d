"""Write a deviation of an earlier year as it was: sent, perhaps answered, and closed before Samsyn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from samsyn.deviations import search
from samsyn.deviations.content import Settled
from samsyn.deviations.copies import copy_answer, copy_version
from samsyn.deviations.models import (
    Addressing,
    Agreement,
    Answer,
    Deviation,
    DeviationVersion,
    StepTaken,
)
from samsyn.domain.history import PastDeviation
from samsyn.domain.parties import is_between_principals
from samsyn.domain.vocabulary import AnswerOutcome, Closing, Origin, StepKind

AGREEMENT = "bus"
"""The files of earlier years are of the BUS agreement."""


@dataclass(frozen=True)
class Party:
    """A unit as it was then: what it was called, its kind and its principal."""

    name: str
    unit_id: int
    kind_id: int
    principal_id: int


@dataclass(frozen=True)
class Parties:
    """Who a past deviation is between, found in the registry; the area is the reporter's."""

    reporter: Party
    recipients: tuple[Party, ...]
    area_id: int | None


@transaction.atomic
def write_past_deviation(*, past: PastDeviation, parties: Parties, now: datetime) -> int:
    """Store a past deviation with its answer and history, and return its primary key.

    No letter is sent and no person is named: nobody in Samsyn did this. The file does not say which
    recipient answered, so the answer stands with the first one; figures count it per deviation.
    """
    deviation = _deviation(past, parties)
    addressings = [
        past_addressing(past, deviation, party, is_first=place == 0)
        for place, party in enumerate(parties.recipients)
    ]
    answered = addressings[0] if past.answered_on else None
    version = DeviationVersion.objects.create(
        deviation=deviation,
        number=1,
        title=past.title,
        what_happened=past.description,
        proposed_measure=past.proposed_measure,
        made_at=deviation.sent_at,
    )
    copy_version(version, now=now).save()
    if answered and answered.answered_at:
        answer = Answer.objects.create(
            addressing=answered,
            number=1,
            perspective=past.answer_text,
            made_at=answered.answered_at,
        )
        copy_answer(answer, [], deviation_id=deviation.pk, now=now).save()
    StepTaken.objects.bulk_create(past_steps(deviation, answered))
    search.index_deviation(deviation.pk)
    return deviation.pk


def noon(day: date) -> datetime:
    """Noon in Stockholm, for what is only known by its day: the day is the same in every zone near."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def _deviation(past: PastDeviation, parties: Parties) -> Deviation:
    reporter = parties.reporter
    principals = [party.principal_id for party in parties.recipients]
    return Deviation.objects.create(
        number=past.number,
        agreement=Agreement.objects.get(key=AGREEMENT),
        level=past.level,
        origin=Origin.IMPORTED,
        title=past.title,
        reporter_unit_id=reporter.unit_id,
        reporter_name_then=reporter.name,
        reporter_kind_id=reporter.kind_id,
        reporter_principal_id=reporter.principal_id,
        reporter_area_id=parties.area_id,
        sent_at=noon(past.reported_on),
        sent_on=past.reported_on,
        year=past.reported_on.year,
        month=past.reported_on.month,
        between_principals=is_between_principals(reporter.principal_id, principals),
        closed_at=_closed_at(past),
        closing=Closing.BEFORE_SAMSYN,
    )


def _closed_at(past: PastDeviation) -> datetime:
    """The last day that is known of it; the file does not say when the case was put aside."""
    return noon(past.answered_on or past.reported_on)


def past_addressing(
    past: PastDeviation | Settled, deviation: Deviation, party: Party, *, is_first: bool
) -> Addressing:
    """Store a recipient's part as it ended before Samsyn: no clock, and nothing that is waited for."""
    outcome = _outcome(past, is_first=is_first)
    answered_at = noon(past.answered_on) if past.answered_on and is_first else None
    is_judged = outcome not in {"", AnswerOutcome.NOT_JUDGED, AnswerOutcome.UNANSWERED}
    return Addressing.objects.create(
        deviation=deviation,
        unit_id=party.unit_id,
        name_then=party.name,
        kind_id=party.kind_id,
        principal_id=party.principal_id,
        addressed_at=deviation.sent_at,
        clock_started_on=deviation.sent_on,
        answered_at=answered_at,
        outcome=outcome,
        judged_at=answered_at if is_judged else None,
        released_at=None if is_judged else deviation.closed_at,
    )


def _outcome(past: PastDeviation | Settled, *, is_first: bool) -> AnswerOutcome | str:
    if past.outcome is None:
        return AnswerOutcome.UNANSWERED
    # Whether the other recipients answered as well is not known: neither answered nor unanswered.
    return past.outcome if is_first else ""


def past_steps(deviation: Deviation, answered: Addressing | None) -> Sequence[StepTaken]:
    """What happened before Samsyn, not yet stored: sent, answered, judged and closed, by units alone."""

    def step(kind: StepKind, at: datetime | None, **who: object) -> StepTaken:
        assert at is not None
        return StepTaken(deviation=deviation, kind=kind, at=at, **who)

    steps = [step(StepKind.SENT, deviation.sent_at, unit_id=deviation.reporter_unit_id)]
    if answered:
        unit = {"unit_id": answered.unit_id, "addressing": answered}
        steps.append(step(StepKind.ANSWERED, answered.answered_at, **unit))
        if answered.judged_at:
            reporter = {"unit_id": deviation.reporter_unit_id, "addressing": answered}
            steps.append(step(StepKind.JUDGED, answered.judged_at, **reporter))
    return [*steps, step(StepKind.CLOSED, deviation.closed_at)]
