"""Write a deviation of an earlier year as it was: sent, perhaps answered, and closed before Samsyn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from samsyn.database.bulk import insert_rows
from samsyn.deviations import search
from samsyn.deviations.content import Settled
from samsyn.deviations.copies import copy_answer, copy_version
from samsyn.deviations.models import (
    Addressing,
    Agreement,
    Answer,
    Deviation,
    DeviationVersion,
    SearchText,
    SecretariatCopy,
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
    agreement: Agreement


def agreement_of_the_past() -> Agreement:
    """The agreement that all earlier deviations belong to."""
    return Agreement.objects.get(key=AGREEMENT)


@dataclass(frozen=True)
class PastRows:
    """The rows of one past deviation, made in memory: whoever writes them holds the database shortly."""

    deviation: Deviation
    addressings: tuple[Addressing, ...]
    version: DeviationVersion
    answer: Answer | None
    copies: tuple[SecretariatCopy, ...]
    steps: Sequence[StepTaken]
    words: Mapping[str, str]
    """Of its search row."""


def past_rows(*, past: PastDeviation, parties: Parties, now: datetime) -> PastRows:
    """A past deviation with its answer and history, not yet stored.

    No letter is sent and no person is named: nobody in Samsyn did this. The file does not say which
    recipient answered, so the answer stands with the first one; figures count it per deviation.
    """
    deviation = _deviation(past, parties)
    addressings = tuple(
        past_part(past, deviation, party, is_first=place == 0)
        for place, party in enumerate(parties.recipients)
    )
    answered = addressings[0] if past.answered_on else None
    version = DeviationVersion(
        deviation=deviation,
        number=1,
        title=past.title,
        what_happened=past.description,
        proposed_measure=past.proposed_measure,
        made_at=deviation.sent_at,
    )
    copies, answer = [copy_version(version, now=now)], None
    if answered and answered.answered_at:
        answer = Answer(
            addressing=answered,
            number=1,
            perspective=past.answer_text,
            made_at=answered.answered_at,
        )
        copies.append(copy_answer(answer, [], deviation_id=0, now=now))
    shown = [past.answer_text] if answer and deviation.agreement.answers_shown_to_all else []
    texts = search.searched_texts(version, shown, (), ())
    words = search.columns_of(deviation, addressings, texts, [copy.texts for copy in copies])
    steps = past_steps(deviation, answered)
    return PastRows(deviation, addressings, version, answer, tuple(copies), steps, words)


@transaction.atomic
def write_past_deviations(rows: Sequence[PastRows]) -> list[int]:
    """Store past deviations, all or none; their primary keys in the same order."""
    Deviation.objects.bulk_create(one.deviation for one in rows)
    Addressing.objects.bulk_create(each for one in rows for each in one.addressings)
    DeviationVersion.objects.bulk_create(one.version for one in rows)
    Answer.objects.bulk_create(one.answer for one in rows if one.answer)
    insert_rows(StepTaken, (step for one in rows for step in one.steps))
    insert_rows(SecretariatCopy, (copy for one in rows for copy in _with_keys(one)))
    insert_rows(SearchText, (SearchText(deviation=one.deviation, **one.words) for one in rows))
    return [one.deviation.pk for one in rows]


def _with_keys(rows: PastRows) -> Sequence[SecretariatCopy]:
    """The copies, now that what they are copies of has its primary key."""
    for copy, source in zip(rows.copies, (rows.version, rows.answer), strict=False):
        copy.deviation_id = rows.deviation.pk
        copy.source_id = source.pk if source else 0
    return rows.copies


def noon(day: date) -> datetime:
    """Noon in Stockholm, for what is only known by its day: the day is the same in every zone near."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def _deviation(past: PastDeviation, parties: Parties) -> Deviation:
    reporter = parties.reporter
    principals = [party.principal_id for party in parties.recipients]
    return Deviation(
        number=past.number,
        agreement=parties.agreement,
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


def past_part(
    past: PastDeviation | Settled, deviation: Deviation, party: Party, *, is_first: bool
) -> Addressing:
    """A recipient's part as it ended before Samsyn, not yet stored: no clock, and nothing is waited for."""
    outcome = _outcome(past, is_first=is_first)
    answered_at = noon(past.answered_on) if past.answered_on and is_first else None
    is_judged = outcome not in {"", AnswerOutcome.NOT_JUDGED, AnswerOutcome.UNANSWERED}
    return Addressing(
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
