"""People hear as they have chosen: at once, each morning, or when something is late."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from samsyn.accounts.services import choose_letters
from samsyn.deviations.services import telling
from samsyn.domain.vocabulary import LetterChoice
from samsyn.mail.letters import LetterKind
from samsyn.mail.models import BrokenMailbox, Letter
from tests.builders import NOW, make_answer, make_deviation

pytestmark = pytest.mark.django_db
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(day, clock=time(7)):
    return datetime.combine(day, clock, STOCKHOLM)


def letters_to(user):
    return list(Letter.objects.filter(recipient=user.email).values_list("kind", flat=True))


def without_a_mailbox(unit):
    unit.function_mailbox = ""
    unit.save()


def test_who_chose_at_once_gets_what_the_mailbox_gets_and_a_plain_link(cast):
    choose_letters(by=cast.bo, choice=LetterChoice.AT_ONCE, now=NOW)
    deviation = make_deviation(cast)
    assert letters_to(cast.bo) == []
    assert telling.tell_people(now=NOW) == 1
    assert telling.tell_people(now=NOW) == 0
    assert letters_to(cast.bo) == [LetterKind.NEW]
    letter = Letter.objects.get(recipient=cast.bo.email)
    assert f"/avvikelser/{deviation.number}/" in letter.body
    assert "/brevlada/" not in letter.body


@pytest.mark.parametrize("choice", [LetterChoice.MAILBOX, LetterChoice.DAILY, LetterChoice.OVERDUE])
def test_nobody_else_does(cast, choice):
    choose_letters(by=cast.bo, choice=choice, now=NOW)
    make_deviation(cast)
    assert telling.tell_people(now=NOW) == 0


def test_a_mailbox_that_does_not_work_sends_it_to_the_people(cast):
    make_deviation(cast)
    mailbox = cast.places.bup.function_mailbox
    BrokenMailbox.objects.create(mailbox=mailbox, since=NOW, last_at=NOW, source="smtp")
    assert telling.tell_people(now=NOW) == 1
    assert letters_to(cast.bo) == [LetterKind.NEW]


def test_a_letter_that_bounces_later_is_told_to_the_people_then(cast):
    from samsyn.mail.services import bounced
    from samsyn.mail.states import BounceSource

    make_deviation(cast)
    assert telling.tell_people(now=NOW) == 0
    letter = Letter.objects.get()
    Letter.objects.update(sent_at=NOW)
    assert bounced(letter.message_id, source=BounceSource.REPORT, code="5.1.1", now=NOW)
    assert telling.tell_people(now=NOW + timedelta(hours=1)) == 1
    assert letters_to(cast.bo) == [LetterKind.NEW]


def test_a_mailbox_shared_with_a_stranger_unit_tells_the_parties_only(cast):
    school = cast.places.other_school
    school.function_mailbox = cast.places.bup.function_mailbox
    school.save()
    choose_letters(by=cast.cecilia, choice=LetterChoice.AT_ONCE, now=NOW)
    make_deviation(cast)
    assert telling.tell_people(now=NOW) == 0


def test_without_a_mailbox_people_hear_unless_they_want_the_summary(cast):
    without_a_mailbox(cast.places.bup)
    make_deviation(cast)
    assert letters_to(cast.bo) == [LetterKind.NEW]
    choose_letters(by=cast.bo, choice=LetterChoice.DAILY, now=NOW)
    make_deviation(cast)
    assert letters_to(cast.bo) == [LetterKind.NEW]


def test_where_all_want_late_ones_only_everybody_hears(cast):
    without_a_mailbox(cast.places.bup)
    choose_letters(by=cast.bo, choice=LetterChoice.OVERDUE, now=NOW)
    make_deviation(cast)
    assert letters_to(cast.bo) == [LetterKind.NEW]


def test_the_daily_summary_comes_once_a_working_morning_while_something_waits(cast):
    choose_letters(by=cast.bo, choice=LetterChoice.DAILY, now=NOW)
    monday = date(2026, 3, 9)
    assert telling.send_summaries(now=at(monday)) == 0
    deviation = make_deviation(cast, now=at(monday, time(12)))
    tuesday = at(date(2026, 3, 10))
    assert telling.send_summaries(now=tuesday) == 1
    assert telling.send_summaries(now=tuesday + timedelta(hours=1)) == 0
    letter = Letter.objects.get(kind="summary")
    assert letter.recipient == cast.bo.email
    assert "1 avvikelse att kvittera" in letter.body
    assert deviation.number not in letter.subject + letter.body
    assert telling.send_summaries(now=at(date(2026, 3, 14))) == 0  # a Saturday
    make_answer(deviation, by=cast.viewer("bo"), now=at(date(2026, 3, 16), time(12)))
    assert telling.send_summaries(now=at(date(2026, 3, 17))) == 0


def test_only_late_tells_when_a_last_day_has_passed_and_not_again(cast):
    choose_letters(by=cast.bo, choice=LetterChoice.OVERDUE, now=NOW)
    make_deviation(cast, now=at(date(2026, 3, 9), time(12)))  # acknowledge by Monday the 16th
    sent = [
        day
        for day in (date(2026, 3, 10) + timedelta(days=n) for n in range(45))
        if telling.send_summaries(now=at(day))
    ]
    # And the answer's last day is 8 April.
    assert sent == [date(2026, 3, 17), date(2026, 4, 9)]


def test_the_writer_hears_of_answers_that_are_late_at_others(cast):
    choose_letters(by=cast.astrid, choice=LetterChoice.OVERDUE, now=NOW)
    make_deviation(cast, now=at(date(2026, 3, 9), time(12)))
    assert telling.send_summaries(now=at(date(2026, 4, 8))) == 0
    assert telling.send_summaries(now=at(date(2026, 4, 9))) == 1
    assert "1 svar från andra är försenat" in Letter.objects.get(kind="summary").body
