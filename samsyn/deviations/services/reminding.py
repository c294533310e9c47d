"""Remind silent recipients and tell the next rung, by each agreement's ladder (requirements 3 and 4)."""

from datetime import date, datetime

from django.db import transaction

from samsyn.accounts import selectors as accounts
from samsyn.deviations.calendar import day_in_stockholm, is_red_day
from samsyn.deviations.facts import addressing_facts
from samsyn.deviations.models import WAITING, Addressing, Deviation, Reminder
from samsyn.deviations.selectors.ladders import ladders, parts_near_deadline
from samsyn.deviations.services.addressees import addressees_at
from samsyn.deviations.services.steps import Case, leave_trace, load_case
from samsyn.domain.reminders import STEP_OF_RUNG, Due, Ladder, due_reminders
from samsyn.domain.vocabulary import Deadline, Role, Rung
from samsyn.mail import services as mail
from samsyn.mail.letters import Addressee, LetterKind
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import UnitCard

UNANSWERED = "/obesvarade/"
"""Where a local group's contact can look: it sees numbers and days, never a deviation."""


def remind(*, now: datetime) -> int:
    """Send the reminders that are due today about every waiting part; return how many.

    Safe to repeat and to run twice at once: each is decided again under the deviation's lock, so none
    is sent twice or after an answer (requirement 4).
    """
    today = day_in_stockholm(now)
    of_agreement = ladders()
    sent = 0
    for part in parts_near_deadline(of_agreement, today):
        ladder = of_agreement[part.agreement_id]
        if _due(ladder, part.addressing, part.sent, today):
            sent += _remind(part.addressing.pk, part.addressing.deviation_id, ladder, now)
    return sent


@transaction.atomic
def _remind(addressing_id: int, deviation_id: int, ladder: Ladder, now: datetime) -> int:
    # The deviation's row first, as in every step; an answer that is being stored is waited for.
    Deviation.objects.select_for_update().get(pk=deviation_id)
    if not Addressing.objects.filter(WAITING, pk=addressing_id).exists():
        return 0
    case = load_case(deviation_id)
    addressing = case.addressing(addressing_id)
    today = day_in_stockholm(now)
    due = _due(ladder, addressing, _sent(addressing), today)
    for one in due:
        _tell(one, case, addressing, now)
    return len(due)


def _sent(addressing: Addressing) -> dict[tuple[Deadline, Rung], date]:
    rows = addressing.reminders.order_by("planned_on")
    return {(Deadline(one.deadline), Rung(one.rung)): one.planned_on for one in rows}


def _due(
    ladder: Ladder,
    addressing: Addressing,
    sent: dict[tuple[Deadline, Rung], date],
    today: date,
) -> list[Due]:
    return due_reminders(
        ladder,
        addressing_facts(addressing),
        addressed_on=day_in_stockholm(addressing.addressed_at),
        sent=sent,
        today=today,
        is_red=is_red_day,
    )


def _tell(due: Due, case: Case, addressing: Addressing, now: datetime) -> None:
    reached, addressees = _reach(due.rule.rung, addressing, now)
    Reminder.objects.create(
        addressing=addressing,
        deadline=due.rule.deadline,
        rung=due.rule.rung,
        planned_on=due.planned_on,
        sent_at=now,
        reached=reached or "",
    )
    if reached is None:
        return
    leave_trace(STEP_OF_RUNG[reached], case, by=None, now=now, addressing=addressing)
    kind = _letter_kind(reached, due, addressing, day_in_stockholm(now))
    mail.post_notice(kind, number=case.deviation.number, to=addressees, now=now)


def _reach(
    rung: Rung, addressing: Addressing, now: datetime
) -> tuple[Rung | None, list[Addressee]]:
    """The rung itself, or the next one up where somebody can be reached; at last the unit."""
    unit = organisations.units_by_pk([addressing.unit_id])[addressing.unit_id]
    rungs = list(Rung)
    for one in (*rungs[rungs.index(rung) :], Rung.UNIT):
        if addressees := _addressees(one, unit, addressing, now):
            return one, addressees
    return None, []


def _addressees(
    rung: Rung, unit: UnitCard, addressing: Addressing, now: datetime
) -> list[Addressee]:
    today = day_in_stockholm(now)
    if rung is Rung.UNIT:
        return addressees_at({unit.id: unit}, now, parts={unit.id: addressing})
    if rung is Rung.MANAGER:
        found, path = accounts.addresses_of_role(Role.MANAGER, [unit.id], today), ""
    elif rung is Rung.COORDINATOR:
        found, path = accounts.addresses_of_role(Role.COORDINATOR, [unit.principal_id], today), ""
    else:
        areas = [area.id for area in organisations.bus_areas_of_unit(unit, today)]
        found, path = accounts.addresses_of_role(Role.GROUP_CONTACT, areas, today), UNANSWERED
    return [Addressee(address, language, path) for address, language in found]


def _letter_kind(reached: Rung, due: Due, addressing: Addressing, today: date) -> LetterKind:
    if reached is not Rung.UNIT:
        return {
            Rung.MANAGER: LetterKind.LATE_AT_UNIT,
            Rung.COORDINATOR: LetterKind.LATE_AT_PRINCIPAL,
            Rung.GROUP: LetterKind.LATE_IN_AREA,
        }[reached]
    last_day = {
        Deadline.ACKNOWLEDGE: addressing.acknowledge_by,
        Deadline.ANSWER: addressing.answer_by,
    }[due.rule.deadline]
    if last_day is not None and last_day < today:
        return LetterKind.LATE_AT_UNIT
    if due.rule.deadline is Deadline.ACKNOWLEDGE:
        return LetterKind.ACKNOWLEDGE_SOON
    return LetterKind.ANSWER_SOON
