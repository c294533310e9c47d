"""Send a deviation: exactly once, numbered, addressed, copied to the secretariat, with letters waiting."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from samsyn.database.bulk import insert_rows, insert_with_keys
from samsyn.deviations import search
from samsyn.deviations.calendar import day_in_stockholm, is_red_day
from samsyn.deviations.content import Account, Submission
from samsyn.deviations.copies import copy_version
from samsyn.deviations.facts import terms_of
from samsyn.deviations.guarded import refuse, texts_of
from samsyn.deviations.models import (
    Addressing,
    Agreement,
    Deviation,
    DeviationVersion,
    Draft,
    SecretariatCopy,
)
from samsyn.deviations.selectors.choices import agreement_on
from samsyn.deviations.services.steps import Case, leave_trace, notify
from samsyn.domain import deadlines
from samsyn.domain.access import Viewer
from samsyn.domain.numbers import deviation_number
from samsyn.domain.parties import is_between_principals
from samsyn.domain.refusals import PointRefused, RecipientRefused
from samsyn.domain.vocabulary import Origin, StepKind
from samsyn.guarding.last_word import NOTHING
from samsyn.mail.letters import LetterKind
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import UnitCard

SERIES = "SAM"


def send_deviation(
    *,
    submission_key: UUID,
    submission: Submission,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> Deviation:
    """Send a deviation (avvikelse) to its recipients, with a copy to the secretariat.

    The same key gives the same deviation, however often and however simultaneously it is sent
    (fault F7). Refuses PersonalDataFound, but for what is `decided` to be no name, RecipientRefused and
    PointRefused.
    """
    refuse(texts_of(submission, submission.account), by=by, decided=decided)
    try:
        # Looked up before the transaction: SQLite has one writer, and others send meanwhile.
        terms = _terms_on(day_in_stockholm(now), submission, by)
        with transaction.atomic():
            return _send(submission_key, submission, terms, by, now)
    except (IntegrityError, RecipientRefused, PointRefused):
        # Sent before, or at the same time by another press; what was sent then is the answer.
        if existing := _already_sent(submission_key, by):
            return existing
        raise


def _already_sent(submission_key: UUID, by: Viewer) -> Deviation | None:
    return Deviation.objects.filter(
        submission_key=submission_key, reporter_unit_id=by.unit_id
    ).first()


@dataclass(frozen=True)
class _Terms:
    """Between whom, and under which agreement, a deviation is sent."""

    reporter: UnitCard
    recipients: list[UnitCard]
    agreement: Agreement
    cards: Mapping[int, UnitCard]
    """Of all of them, by primary key."""


def _terms_on(today: date, submission: Submission, by: Viewer) -> _Terms:
    units = organisations.units_by_pk({*submission.recipient_ids, by.unit_id or 0})
    reporter = units[by.unit_id or 0]
    recipients = _checked_recipients(submission, reporter, units, today)
    agreement = agreement_on(today, submission.agreement_id, submission.agreement_point_id)
    if agreement is None:
        raise PointRefused
    return _Terms(reporter, recipients, agreement, units)


def _send(
    submission_key: UUID, submission: Submission, terms: _Terms, by: Viewer, now: datetime
) -> Deviation:
    today, recipients = day_in_stockholm(now), terms.recipients
    deviation = new_deviation(
        submission,
        terms.reporter,
        recipients,
        agreement=terms.agreement,
        number=_next_number(today.year),
        submission_key=submission_key,
        by=by,
        now=now,
    )
    insert_with_keys(Deviation, [deviation])
    version = new_version(deviation, submission.account, by=by, now=now, number=1, reason="")
    insert_with_keys(DeviationVersion, [version])
    copy = copy_version(version, now=now)
    insert_rows(SecretariatCopy, [copy])
    # One statement for all recipients: sending to twenty takes no more queries than to one.
    addressings = [
        new_addressing(deviation, unit, now=now, started_on=today) for unit in recipients
    ]
    insert_with_keys(Addressing, addressings)
    search.index_new(deviation, addressings, version, copy)
    case = Case(deviation, tuple(addressings))
    leave_trace(StepKind.SENT, case, by=by, now=now)
    notify(LetterKind.NEW, case, units=[unit.id for unit in recipients], now=now, cards=terms.cards)
    Draft.objects.filter(submission_key=submission_key).delete()
    return deviation


def new_deviation(
    submission: Submission,
    reporter: UnitCard,
    recipients: list[UnitCard],
    *,
    agreement: Agreement,
    number: str,
    submission_key: UUID,
    by: Viewer,
    now: datetime,
) -> Deviation:
    """The deviation's own row, not yet stored: what its sender and the day of sending make of it."""
    today = day_in_stockholm(now)
    return Deviation(
        number=number,
        submission_key=submission_key,
        agreement=agreement,
        agreement_point_id=submission.agreement_point_id,
        level=submission.level,
        origin=Origin.WRITTEN,
        title=submission.account.title,
        reporter_unit_id=reporter.id,
        reporter_name_then=reporter.name,
        reporter_kind_id=reporter.kind_id,
        reporter_principal_id=reporter.principal_id,
        reporter_area_id=reporter.area_id,
        own_system_reference=submission.own_system_reference,
        internal_reference=submission.internal_reference,
        stop_text_shown_at=now if submission.stop_text_shown else None,
        sent_at=now,
        sent_by_id=by.user_id,
        sent_on=today,
        year=today.year,
        month=today.month,
        between_principals=is_between_principals(
            reporter.principal_id, [unit.principal_id for unit in recipients]
        ),
    )


def _checked_recipients(
    submission: Submission,
    reporter: UnitCard,
    units: dict[int, UnitCard],
    today: date,
) -> list[UnitCard]:
    wanted = list(dict.fromkeys(submission.recipient_ids))
    if not wanted:
        raise RecipientRefused("none")
    for pk in wanted:
        refuse_recipient(units.get(pk), reporter.id, today)
    return [units[pk] for pk in wanted]


def refuse_recipient(unit: UnitCard | None, reporter_id: int, today: date) -> None:
    """Refuse (RecipientRefused) a unit that is unknown, ended, historic or the writer's own."""
    if unit is None:
        raise RecipientRefused("none")
    if unit.id == reporter_id:
        raise RecipientRefused("self")
    if not unit.can_receive(today):
        raise RecipientRefused("ended")


def _next_number(year: int) -> str:
    return next_numbers(year, 1)[0]


def next_numbers(year: int, many: int) -> list[str]:
    """Raise the year's series in one statement: the row lock makes it unique under any load (fault F8)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO deviations_numberseries (series, year, last) VALUES (%s, %s, %s) "
            "ON CONFLICT (series, year) DO UPDATE "
            "SET last = deviations_numberseries.last + excluded.last RETURNING last",
            [SERIES, year, many],
        )
        (last,) = cursor.fetchone()
    given = range(last - many + 1, last + 1)
    return [deviation_number(SERIES, year, serial) for serial in given]


def write_version(
    deviation: Deviation,
    account: Account,
    *,
    by: Viewer,
    now: datetime,
    number: int,
    reason: str = "",
) -> DeviationVersion:
    """Store one immutable version of the writer's account and the secretariat's copy of it."""
    version = new_version(deviation, account, by=by, now=now, number=number, reason=reason)
    version.save(force_insert=True)
    copy_version(version, now=now).save()
    return version


def new_version(
    deviation: Deviation, account: Account, *, by: Viewer, now: datetime, number: int, reason: str
) -> DeviationVersion:
    """One version of the writer's account, not yet stored."""
    return DeviationVersion(
        deviation=deviation,
        number=number,
        made_at=now,
        made_by_id=by.user_id,
        reason=reason,
        **{one.name: getattr(account, one.name) for one in fields(Account)},
    )


def address(
    deviation: Deviation,
    unit: UnitCard,
    *,
    now: datetime,
    started_on: date,
    redirected_from: Addressing | None = None,
) -> Addressing:
    """Address a deviation to a unit and store it."""
    addressing = new_addressing(
        deviation, unit, now=now, started_on=started_on, redirected_from=redirected_from
    )
    addressing.save(force_insert=True)
    return addressing


def new_addressing(
    deviation: Deviation,
    unit: UnitCard,
    *,
    now: datetime,
    started_on: date,
    redirected_from: Addressing | None = None,
) -> Addressing:
    """A recipient's part, not yet stored; its last days follow from the agreement and the clock."""
    terms = terms_of(deviation)
    today = day_in_stockholm(now)
    return Addressing(
        deviation=deviation,
        unit_id=unit.id,
        name_then=unit.name,
        kind_id=unit.kind_id,
        principal_id=unit.principal_id,
        addressed_at=now,
        clock_started_on=started_on,
        # A new recipient gets the working days to acknowledge, but the answer is due when it was.
        acknowledge_by=deadlines.acknowledge_by(today, terms, is_red_day),
        answer_by=deadlines.answer_by(started_on, terms, is_red_day),
        redirected_from=redirected_from,
    )
