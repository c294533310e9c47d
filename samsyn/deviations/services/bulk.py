"""How are 100,000 deviations written in minutes? Many courses at once, row for row as the steps do it.

For the demo and the bench only: the life cycle is not asked, and no letters are sent about the past.
`tests/apps/test_demo_bulk.py` holds what is written here equal to what the services write.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched, groupby

from django.db import transaction

from samsyn.audit import services as audit
from samsyn.database.bulk import insert_rows
from samsyn.deviations import search
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.copies import copy_answer, copy_message, copy_version
from samsyn.deviations.course import Course, Units
from samsyn.deviations.models import (
    Addressing,
    Agreement,
    Answer,
    Deviation,
    DeviationVersion,
    Measure,
    Message,
    SearchText,
    SecretariatCopy,
    StepTaken,
)
from samsyn.deviations.services.bulk_rows import CaseRows
from samsyn.deviations.services.sending import next_numbers
from samsyn.domain.vocabulary import AuditKind, StepKind
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import UnitCard

BATCH = 500


@dataclass(frozen=True)
class Written:
    """A course that is stored, and as which deviation."""

    course: Course
    deviation_id: int
    number: str


def write_courses(courses: Iterable[Course], *, now: datetime) -> Iterator[list[Written]]:
    """Write courses, given in order of sending, and tell after each batch what it became.

    One transaction a batch. What happened after `now` is left out.
    """
    agreements = Agreement.objects.in_bulk()
    units: dict[int, UnitCard] = {}
    for batch in batched(courses, BATCH):
        wanted = {pk for course in batch for pk in _units_of(course)} - units.keys()
        units |= organisations.units_by_pk(wanted) if wanted else {}
        yield _write_batch(batch, agreements, units, now)


def _units_of(course: Course) -> Iterator[int]:
    yield course.sent_by.unit_id or 0
    yield from course.submission.recipient_ids
    yield from (each.to_unit for each in course.happenings if each.to_unit)


@transaction.atomic
def _write_batch(
    batch: Sequence[Course], agreements: dict[int, Agreement], units: Units, now: datetime
) -> list[Written]:
    numbers: list[str] = []
    for year, of_year in groupby(batch, lambda course: day_in_stockholm(course.sent_at).year):
        numbers += next_numbers(year, len(list(of_year)))
    cases = [
        CaseRows(course, number, agreements[course.submission.agreement_id], units, now)
        for course, number in zip(batch, numbers, strict=True)
    ]
    _store(cases)
    return [
        Written(course, case.deviation.pk, case.deviation.number)
        for course, case in zip(batch, cases, strict=True)
    ]


def _store(cases: Sequence[CaseRows]) -> None:
    Deviation.objects.bulk_create(case.deviation for case in cases)
    waiting = [one for case in cases for one in case.addressings]
    while waiting:  # who was redirected to refers to who redirected
        ready = [one for one in waiting if not one.redirected_from or one.redirected_from.pk]
        waiting = [one for one in waiting if one.redirected_from and not one.redirected_from.pk]
        Addressing.objects.bulk_create(ready)
    DeviationVersion.objects.bulk_create(one for case in cases for one in case.versions)
    Answer.objects.bulk_create(answer for case in cases for answer, _ in case.answers)
    measures = (one for case in cases for _, measures in case.answers for one in measures)
    insert_rows(Measure, measures)
    Message.objects.bulk_create(one for case in cases for one in case.messages)
    insert_rows(StepTaken, (one for case in cases for one in case.steps))
    audit.record_many(entry for case in cases for entry in _entries(case))
    copies = [list(_copies(case)) for case in cases]
    insert_rows(SecretariatCopy, (copy for of_case in copies for copy in of_case))
    words = (
        SearchText(deviation=case.deviation, **_words(case, of_case))
        for case, of_case in zip(cases, copies, strict=True)
    )
    insert_rows(SearchText, words)


def _entries(case: CaseRows) -> Iterator[audit.Entry]:
    for step, by in zip(case.steps, case.actors, strict=True):
        part = {"addressing": step.addressing.pk} if step.addressing else {}
        details = {"step": StepKind(step.kind).value, **part}
        deviation = case.deviation
        yield audit.Entry(
            AuditKind.WROTE, by, step.at, "deviation", deviation.pk, deviation.number, "", details
        )


def _copies(case: CaseRows) -> Iterator[SecretariatCopy]:
    pk = case.deviation.pk
    yield from (copy_version(one, now=one.made_at) for one in case.versions)
    for answer, measures in case.answers:
        yield copy_answer(answer, measures, deviation_id=pk, now=answer.made_at)
    yield from (copy_message(one, now=one.written_at) for one in case.messages)


def _words(case: CaseRows, copies: Iterable[SecretariatCopy]) -> dict[str, str]:
    answers = case.answers if case.deviation.agreement.answers_shown_to_all else []
    texts = search.searched_texts(
        case.versions[-1],
        [answer.perspective for answer, _ in answers],
        [measure.text for _, measures in answers for measure in measures],
        [message.text for message in case.messages],
    )
    return search.columns_of(
        case.deviation, case.addressings, texts, [copy.texts for copy in copies]
    )
