"""Register a report that came on paper or by mail, on behalf of the unit that wrote it (requirement 24).

A fresh one is sent on: its recipients get letters and clocks from today, its writer a letter with the
number. One that is settled, or older
than the time limit, is closed before Samsyn: it starts no clock, writes to nobody and is counted in its year.
"""

from collections.abc import Container
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from samsyn.deviations import search
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.content import PaperReport, Settled
from samsyn.deviations.copies import copy_answer, copy_version
from samsyn.deviations.guarded import refuse, texts_of
from samsyn.deviations.models import Addressing, Agreement, Answer, Deviation, StepTaken
from samsyn.deviations.services.history import Party, noon, past_part, past_steps
from samsyn.deviations.services.sending import (
    new_addressing,
    new_deviation,
    new_version,
    next_numbers,
    refuse_recipient,
)
from samsyn.deviations.services.steps import Case, leave_trace, notify
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.refusals import PaperRefused, RecipientRefused
from samsyn.domain.vocabulary import Closing, Origin, StepKind
from samsyn.guarding.last_word import NOTHING
from samsyn.mail.letters import LetterKind
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import UnitCard


def register_paper(
    *,
    submission_key: UUID,
    report: PaperReport,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> Deviation:
    """Register a paper report as a deviation of the unit that wrote it, with its original day.

    The number is of the year when it is registered, the figures of the year when it was reported. The
    same key registers it once. Refuses PersonalDataFound, PaperRefused and RecipientRefused.
    """
    if not by.may(Ability.REGISTER_PAPER):
        raise PaperRefused("role")
    contents = (report.submission, report.submission.account, *filter(None, [report.settled]))
    refuse(texts_of(*contents), by=by, decided=decided)
    try:
        with transaction.atomic():
            return _register(submission_key, report, by, now)
    except IntegrityError:
        registered = Deviation.objects.filter(submission_key=submission_key, origin=Origin.PAPER)
        if existing := registered.first():
            return existing
        raise


def may_be_sent_on(reported_on: date, today: date, ceiling_days: int) -> bool:
    """Whether a report of this day is fresh enough to start clocks: within the time limit."""
    return today - timedelta(days=ceiling_days) < reported_on <= today


def _register(key: UUID, report: PaperReport, by: Viewer, now: datetime) -> Deviation:
    today = day_in_stockholm(now)
    units = organisations.units_by_pk({*report.submission.recipient_ids, report.reporter_unit_id})
    agreement = Agreement.objects.get(pk=report.submission.agreement_id)
    reporter, recipients = _checked(report, agreement, units, today)
    reported_at = min(now, noon(report.reported_on))
    deviation = new_deviation(
        replace(report.submission, internal_reference=""),
        reporter,
        recipients,
        agreement=agreement,
        number=next_numbers(today.year, 1)[0],
        submission_key=key,
        by=by,
        now=reported_at,
    )
    deviation.origin = Origin.PAPER
    deviation.sent_by_id = None  # who wrote the paper is not known here; who typed it stands below
    if report.settled:
        deviation.closed_at = _settled_at(report, now)
        deviation.closing = Closing.BEFORE_SAMSYN
    deviation.save(force_insert=True)
    version = new_version(
        deviation, report.submission.account, by=by, now=reported_at, number=1, reason=""
    )
    version.made_by_id = None
    version.save(force_insert=True)
    copy_version(version, now=now).save(force_insert=True)
    if report.settled:
        addressings = _settle(deviation, recipients, report.settled, now)
    else:
        addressings = Addressing.objects.bulk_create(
            new_addressing(deviation, unit, now=now, started_on=today) for unit in recipients
        )
        sent = StepKind.SENT
        StepTaken.objects.create(
            deviation=deviation, kind=sent, at=reported_at, unit_id=reporter.id
        )
    case = Case(deviation, tuple(addressings))
    leave_trace(StepKind.REGISTERED, case, by=by, now=now)
    if not report.settled:
        notify(LetterKind.NEW, case, units=[unit.id for unit in recipients], now=now, cards=units)
        if reporter.is_valid_on(today):
            notify(LetterKind.REGISTERED, case, units=[reporter.id], now=now, cards=units)
    search.index_deviation(deviation.pk)
    return deviation


def _checked(
    report: PaperReport, agreement: Agreement, units: dict[int, UnitCard], today: date
) -> tuple[UnitCard, list[UnitCard]]:
    """The parties, valid on the day of the report; who is sent to must be able to receive today."""
    reporter = units.get(report.reporter_unit_id)
    if report.reported_on > today:
        raise PaperRefused("future")
    if reporter is None or not reporter.is_valid_on(report.reported_on):
        raise PaperRefused("reporter")
    if not report.settled and not may_be_sent_on(report.reported_on, today, agreement.ceiling_days):
        raise PaperRefused("too_old")
    wanted = list(dict.fromkeys(report.submission.recipient_ids))
    if not wanted:
        raise RecipientRefused("none")
    for pk in wanted:
        unit = units.get(pk)
        if not report.settled:
            refuse_recipient(unit, reporter.id, today)
        elif unit is None or not unit.is_valid_on(report.reported_on):
            raise RecipientRefused("ended")
        elif unit.id == reporter.id:
            raise RecipientRefused("self")
    if report.settled and not _in_order(report, report.settled, today):
        raise PaperRefused("answered_on")
    return reporter, [units[pk] for pk in wanted]


def _in_order(report: PaperReport, settled: Settled, today: date) -> bool:
    """An outcome has a day, from the report to today; without an answer there is neither."""
    if settled.outcome is None:
        return settled.answered_on is None and not settled.answer_text
    answered_on = settled.answered_on
    return answered_on is not None and report.reported_on <= answered_on <= today


def _settled_at(report: PaperReport, now: datetime) -> datetime:
    answered_on = report.settled.answered_on if report.settled else None
    return min(now, noon(answered_on or report.reported_on))


def _settle(
    deviation: Deviation, recipients: list[UnitCard], settled: Settled, now: datetime
) -> list[Addressing]:
    """The recipients' parts as they ended; as in earlier years' files the answer stands with the first."""
    addressings = [
        past_part(
            settled,
            deviation,
            Party(unit.name, unit.id, unit.kind_id, unit.principal_id),
            is_first=place == 0,
        )
        for place, unit in enumerate(recipients)
    ]
    Addressing.objects.bulk_create(addressings)
    answered = addressings[0] if settled.answered_on else None
    if answered and answered.answered_at:
        answer = Answer.objects.create(
            addressing=answered,
            number=1,
            perspective=settled.answer_text,
            made_at=answered.answered_at,
        )
        copy_answer(answer, [], deviation_id=deviation.pk, now=now).save()
    StepTaken.objects.bulk_create(past_steps(deviation, answered))
    return addressings
