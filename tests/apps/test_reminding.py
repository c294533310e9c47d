"""The clock on stored deviations: every day at seven, over holidays and summer time (requirements 3, 4)."""

import threading
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from samsyn.deviations import services
from samsyn.deviations.models import Addressing, Deviation, Reminder, ReminderPause, StepTaken
from samsyn.domain.vocabulary import Role, Rung, StepKind
from samsyn.mail.letters import LetterKind
from samsyn.mail.models import Letter
from tests.builders import grant_role, make_agreement, make_answer, make_deviation, make_user

pytestmark = pytest.mark.django_db
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(day: date, clock: time = time(7)) -> datetime:
    return datetime.combine(day, clock, STOCKHOLM)


def live(first: date, days: int) -> None:
    """Let the worker's morning round run every day."""
    for n in range(days):
        services.remind(now=at(first + timedelta(days=n)))


def told() -> list[tuple[str, str]]:
    steps = StepTaken.objects.filter(kind__startswith="reminded").order_by("at", "pk")
    return [(f"{one.at.astimezone(STOCKHOLM):%Y-%m-%d}", one.kind) for one in steps]


@pytest.fixture
def ladder_people(cast):
    """A manager at BUP Tofsvipan, a coordinator of its region, a contact in its BUS area."""
    people = {
        Rung.MANAGER: (Role.MANAGER, cast.places.bup),
        Rung.COORDINATOR: (Role.COORDINATOR, cast.places.region),
        Rung.GROUP: (Role.GROUP_CONTACT, cast.places.bus_area),
    }
    users = {}
    for rung, (role, place) in people.items():
        users[rung] = make_user(f"{rung.value.capitalize()} Lavskrika")
        grant_role(users[rung], role, place)
    return users


def test_up_the_ladder_in_an_ordinary_spring(cast, ladder_people):
    sent = date(2026, 3, 9)
    make_deviation(cast, now=at(sent, time(12)))
    part = Addressing.objects.get()
    assert (part.acknowledge_by, part.answer_by) == (date(2026, 3, 16), date(2026, 4, 8))
    Letter.objects.all().delete()
    live(sent, 65)
    assert told() == [
        ("2026-03-16", "reminded"),
        ("2026-03-23", "reminded_manager"),
        # -5 is Good Friday, 3 April; Easter Monday is red too.
        ("2026-04-07", "reminded"),
        ("2026-04-08", "reminded"),
        ("2026-04-22", "reminded_manager"),
        ("2026-04-29", "reminded_coordinator"),
        ("2026-05-08", "reminded_group"),
    ]
    letters = [(one.kind, one.recipient) for one in Letter.objects.order_by("pk")]
    mailbox = cast.places.bup.function_mailbox
    assert letters == [
        (LetterKind.ACKNOWLEDGE_SOON, mailbox),
        (LetterKind.LATE_AT_UNIT, ladder_people[Rung.MANAGER].email),
        (LetterKind.ANSWER_SOON, mailbox),
        (LetterKind.ANSWER_SOON, mailbox),
        (LetterKind.LATE_AT_UNIT, ladder_people[Rung.MANAGER].email),
        (LetterKind.LATE_AT_PRINCIPAL, ladder_people[Rung.COORDINATOR].email),
        (LetterKind.LATE_IN_AREA, ladder_people[Rung.GROUP].email),
        (LetterKind.LATE_IN_AREA, cast.hedda.email),
    ]


@pytest.mark.parametrize(
    ("sent", "quiet"),
    [
        # Easter 2026: Friday 3 to Monday 6 April.
        (date(2026, 3, 9), [date(2026, 4, 3), date(2026, 4, 6)]),
        # Midsummer's Eve 2026 is Friday 19 June.
        (date(2026, 5, 25), [date(2026, 6, 19), date(2026, 6, 20)]),
        # Christmas 2026 and New Year.
        (
            date(2026, 11, 25),
            [date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 31), date(2027, 1, 1)],
        ),
        # Summer time begins on 29 March and ends on 25 October 2026, both Sundays.
        (date(2026, 3, 2), [date(2026, 3, 29)]),
        (date(2026, 9, 28), [date(2026, 10, 25)]),
    ],
)
def test_nobody_is_reminded_on_a_red_day(cast, ladder_people, sent, quiet):
    make_deviation(cast, now=at(sent, time(12)))
    live(sent, 75)
    days = [date.fromisoformat(day) for day, _ in told()]
    assert len(days) >= 6
    assert not set(days) & set(quiet)
    assert all(day.weekday() < 5 for day in days)


def test_the_clocks_change_moves_no_reminder(cast):
    # 25 October 2026 has 25 hours. Sent at 23.30 on the last evening of the old month in Stockholm.
    make_deviation(cast, now=at(date(2026, 9, 24), time(23, 30)))
    part = Addressing.objects.get()
    assert part.answer_by == date(2026, 10, 26)
    live(date(2026, 10, 19), 10)
    assert [day for day, kind in told() if kind == StepKind.REMINDED][-1] == "2026-10-26"


def test_nothing_after_an_answer(cast, ladder_people):
    deviation = make_deviation(cast, now=at(date(2026, 3, 9), time(12)))
    live(date(2026, 3, 9), 20)
    before = told()
    make_answer(deviation, by=cast.viewer("bo"), now=at(date(2026, 3, 29), time(12)))
    live(date(2026, 3, 30), 60)
    assert told() == before


def test_the_second_round_of_a_day_and_two_at_once_send_nothing_twice(cast):
    make_deviation(cast, now=at(date(2026, 3, 9), time(12)))
    morning = at(date(2026, 3, 16))
    assert services.remind(now=morning) == 1
    assert services.remind(now=morning + timedelta(hours=1)) == 0
    assert Reminder.objects.count() == 1


def test_a_pause_of_the_agreement_is_kept(cast, ladder_people):
    deviation = make_deviation(cast, now=at(date(2026, 6, 8), time(12)))
    ReminderPause.objects.create(
        agreement_id=deviation.agreement_id, first_month=7, first_day=1, last_month=7, last_day=31
    )
    live(date(2026, 6, 9), 70)
    assert [day for day, _ in told() if "2026-07" in day] == []
    assert ("2026-08-03", "reminded_coordinator") in told()


def test_an_empty_rung_is_climbed_past(cast):
    # BUP Tofsvipan has no manager and its region no coordinator here: the local group is told.
    make_deviation(cast, now=at(date(2026, 3, 9), time(12)))
    live(date(2026, 3, 9), 16)
    assert told()[-1] == ("2026-03-23", "reminded_group")
    reminder = Reminder.objects.order_by("-pk").first()
    assert (reminder.rung, reminder.reached) == (Rung.MANAGER, Rung.GROUP)
    letter = Letter.objects.filter(recipient=cast.hedda.email).get()
    assert "/obesvarade/" in letter.body
    assert Deviation.objects.get().number not in letter.body.split("http")[1]


def test_a_new_recipient_is_not_reminded_of_what_it_never_had(cast):
    from tests.builders import viewer_of

    deviation = make_deviation(cast, now=at(date(2026, 3, 9), time(12)))
    part = Addressing.objects.get()
    services.redirect(
        deviation_id=deviation.pk,
        addressing_id=part.pk,
        seen_version=part.version,
        to_unit_id=cast.places.external_bup.pk,
        reason="Familjen har flyttat.",
        by=viewer_of(cast.bo),
        now=at(date(2026, 4, 7), time(12)),
    )
    live(date(2026, 4, 7), 4)
    new = Addressing.objects.get(redirected_at=None)
    assert [one.addressing_id for one in Reminder.objects.all()] == [new.pk]
    assert told() == [("2026-04-08", "reminded")]


def test_reopening_promises_new_days_and_reminds_again(cast, ladder_people):
    deviation = make_deviation(cast, now=at(date(2026, 3, 9), time(12)))
    live(date(2026, 3, 9), 61)
    assert services.close_expired(now=at(date(2026, 5, 9))) == 1
    deviation.refresh_from_db()
    before = len(told())
    services.reopen_deviation(
        deviation_id=deviation.pk,
        seen_version=deviation.version,
        reason="Svaret behövs ännu.",
        by=cast.viewer("astrid"),
        now=at(date(2026, 5, 11), time(12)),
    )
    assert Addressing.objects.get().answer_by == date(2026, 6, 10)
    live(date(2026, 5, 11), 31)
    assert told()[before:] == [
        ("2026-05-19", "reminded"),
        ("2026-05-26", "reminded_manager"),
        ("2026-06-05", "reminded"),
        ("2026-06-10", "reminded"),
    ]


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_reminder_at_once_keep_their_order(cast):
    """Whoever comes second sees the other: after the answer there is no reminder."""
    deviation = make_deviation(cast, now=at(date(2026, 3, 9), time(12)))

    def morning():
        try:
            services.remind(now=at(date(2026, 3, 16)))
        finally:
            connection.close()

    rounds = [threading.Thread(target=morning) for _ in range(3)]
    for one in rounds:
        one.start()
    make_answer(deviation, by=cast.viewer("bo"), now=at(date(2026, 3, 16), time(7)))
    for one in rounds:
        one.join()
    assert Reminder.objects.count() <= 1
    kinds = list(deviation.steps.order_by("pk").values_list("kind", flat=True))
    if StepKind.REMINDED in kinds:
        assert kinds.index(StepKind.REMINDED) < kinds.index(StepKind.ANSWERED)


def test_an_old_case_under_a_longer_ceiling_holds_up_no_other(cast):
    patient = make_agreement("hok", ceiling_days=200)
    patient.ceiling_days = 200
    patient.save()
    old = make_deviation(cast, now=at(date(2026, 1, 12), time(12)))
    Deviation.objects.filter(pk=old.pk).update(agreement=patient)
    make_deviation(cast, now=at(date(2026, 1, 13), time(12)))
    assert services.close_expired(now=at(date(2026, 4, 1)), at_most=1) == 1
    assert Deviation.objects.get(closed_at=None).pk == old.pk
