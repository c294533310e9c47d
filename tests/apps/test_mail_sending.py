"""Does every letter arrive, whatever the mail server does? Against a real one on this machine (fault F5)."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings as django_settings

from drills.post_office import PostOffice
from samsyn.mail import services
from samsyn.mail.letters import Addressee, LetterKind
from samsyn.mail.models import BrokenMailbox, Letter
from samsyn.mail.selectors import letters_due, unreachable
from samsyn.mail.states import BounceSource, LetterState, state_of
from tests.builders import NOW

pytestmark = pytest.mark.django_db
A, B, C = "bup@example.com", "skola@example.com", "vc@example.com"
MANY_LETTERS = 8


@pytest.fixture
def office(settings):
    """A mail server that is up, and settings that lead to it."""
    office = PostOffice()
    lead_to(office, settings)
    yield office.up()
    office.down()


def lead_to(office, settings):
    settings.MAIL_TIMEOUT = 1
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": office.port, "timeout": settings.MAIL_TIMEOUT},
        }
    }


def post(*addresses, at=NOW):
    for address in addresses:
        services.post_notice(
            LetterKind.NEW, number="SAM-2026-0001", to=[Addressee(address)], now=at
        )


def message_ids():
    return {f"<{one}@localhost>" for one in Letter.objects.values_list("message_id", flat=True)}


def later(letters=None):
    """A moment when every waiting letter is due again."""
    waits = [one.next_attempt_at for one in letters or Letter.objects.all() if one.next_attempt_at]
    return max(waits, default=NOW) + timedelta(seconds=1)


def test_letters_of_a_round_share_one_connection_and_hold_two_parts(office):
    post(A, B, C)
    assert services.send_waiting(now=NOW) == 3
    assert office.sessions == 1
    assert {recipient for _, recipient, _ in office.taken} == {A, B, C}
    for _, _, message in office.taken:
        parts = [part.get_content_type() for part in message.walk()]
        assert parts == ["multipart/alternative", "text/plain", "text/html"]
        assert message["Auto-Submitted"] == "auto-generated"
    assert set(office.ids) == message_ids()


def test_a_server_that_is_down_costs_two_attempts_and_loses_nothing(office):
    post(*[f"unit{n}@example.com" for n in range(MANY_LETTERS)])
    office.down()
    assert services.send_waiting(now=NOW) == 0
    tried = Letter.objects.filter(attempts=1)
    assert {one.last_error for one in tried} == {"ConnectionRefusedError"}
    assert tried.count() == 2, "the others are spared the wait"
    office.up()
    assert services.send_waiting(now=NOW + timedelta(seconds=30)) == MANY_LETTERS - 2
    assert services.send_waiting(now=later(tried)) == 2
    assert sorted(office.ids) == sorted(message_ids()), "each once"


@pytest.mark.slow
@pytest.mark.parametrize("mood", ["silent", "drops", "451 4.3.0 Later"])
def test_a_letter_that_was_not_taken_leaves_when_the_server_is_well_again(office, mood):
    post(A, B)
    office.mood = mood
    assert services.send_waiting(now=NOW) == 0
    assert office.taken == []
    assert all(state_of(one) is LetterState.TRIED for one in Letter.objects.all())
    assert not BrokenMailbox.objects.exists()
    office.mood = "up"
    assert services.send_waiting(now=later()) == 2
    assert sorted(office.ids) == sorted(message_ids())


@pytest.mark.slow
def test_a_letter_whose_receipt_was_lost_comes_again_under_the_same_id(office):
    post(A)
    office.mood = "drops after"
    assert services.send_waiting(now=NOW) == 0
    office.mood = "up"
    assert services.send_waiting(now=later()) == 1
    assert len(office.ids) == 2
    assert set(office.ids) == message_ids()


@pytest.mark.slow
def test_a_silent_server_does_not_keep_the_worker(office, settings):
    post(*[f"unit{n}@example.com" for n in range(MANY_LETTERS)])
    settings.MAIL_ROUND_SECONDS = 1
    office.mood = "silent"
    services.send_waiting(now=NOW)
    assert Letter.objects.filter(attempts=1).count() <= 2


def test_the_round_ends_when_its_time_is_over(office, settings):
    post(A, B)
    settings.MAIL_ROUND_SECONDS = 0
    assert services.send_waiting(now=NOW) == 0
    assert not Letter.objects.exclude(attempts=0).exists(), "no attempt is counted"


def test_a_mailbox_that_does_not_exist_is_told_and_the_others_get_their_letters(office):
    office.refused[A] = "550 5.1.1 No such user here: a text that nobody keeps"
    post(A, B)
    assert services.send_waiting(now=NOW) == 1
    letter = Letter.objects.get(recipient=A)
    assert state_of(letter) is LetterState.GIVEN_UP
    assert letter.last_error == "SMTPRecipientsRefused 550 5.1.1"
    mark = BrokenMailbox.objects.get()
    assert (mark.mailbox, mark.source, mark.code) == (A, BounceSource.SMTP, "550 5.1.1")
    assert unreachable([A.upper(), B]) == {A.upper()}
    assert services.send_waiting(now=NOW + timedelta(days=1)) == 0, "never tried by itself again"


@pytest.mark.parametrize(
    ("reply", "state", "marked"),
    [
        ("450 4.2.1 Greylisted", LetterState.TRIED, False),
        ("452 4.2.2 Full", LetterState.TRIED, False),
        ("421 4.7.0 Too many", LetterState.TRIED, False),
        ("550 User unknown", LetterState.GIVEN_UP, True),
        ("552 5.2.2 Full for ever", LetterState.GIVEN_UP, True),
        ("554 5.7.1 Relay access denied", LetterState.TRIED, False),
        ("553 5.1.8 Bad sender", LetterState.GIVEN_UP, False),
    ],
)
def test_what_the_answer_to_a_recipient_means(office, reply, state, marked):
    office.refused[A] = reply
    post(A)
    services.send_waiting(now=NOW)
    assert state_of(Letter.objects.get()) is state
    assert BrokenMailbox.objects.exists() is marked


def test_a_refused_text_is_given_up_without_blaming_the_mailbox(office):
    office.mood = "554 5.6.0 Message content rejected"
    post(A)
    services.send_waiting(now=NOW)
    letter = Letter.objects.get()
    assert state_of(letter) is LetterState.GIVEN_UP
    assert letter.last_error == "SMTPDataError 554 5.6.0"
    assert not BrokenMailbox.objects.exists()


def test_a_letter_is_tried_for_days_and_then_given_up(office, settings):
    office.refused["*"] = "450 4.2.0 Not now"
    post(A)
    moment, waits = NOW, []
    while state_of(letter := Letter.objects.get()) is not LetterState.GIVEN_UP:
        services.send_waiting(now=moment)
        after = Letter.objects.get()
        if after.next_attempt_at and not after.given_up_at:
            waits.append(after.next_attempt_at - moment)
        moment = later()
    assert letter.given_up_at - NOW >= timedelta(days=django_settings.MAIL_GIVE_UP_DAYS)
    assert letter.given_up_at - NOW < timedelta(days=django_settings.MAIL_GIVE_UP_DAYS, hours=7)
    steps = [round(wait.total_seconds() / 60) for wait in waits]
    assert steps[:4] == [1, 2, 4, 8]
    assert max(steps) == 360, "at most six hours"


def test_a_server_that_was_away_for_long_finds_its_letters_soon(office):
    office.down()
    post(A)
    moment = NOW
    for _ in range(12):
        services.send_waiting(now=moment)
        moment = later()
    letter = Letter.objects.get()
    assert letter.attempts == 12
    office.up()
    assert services.send_waiting(now=moment + timedelta(minutes=10)) == 1


def test_a_letter_that_cannot_be_written_stops_nobody(office):
    """A line break in a header is refused by Django itself; the next letter leaves."""
    services.post_letter(
        kind="password",
        to=A,
        subject="Hej\nBcc: evil@example.com",
        body="x",
        language="sv",
        now=NOW,
    )
    post(B)
    assert services.send_waiting(now=NOW) == 1
    assert [recipient for _, recipient, _ in office.taken] == [B]
    letter = Letter.objects.get(recipient=A)
    assert state_of(letter) is LetterState.GIVEN_UP
    assert letter.last_error == "ValueError"


@pytest.mark.parametrize(
    "address", ["a@example.com\nBcc: evil@example.com", "a@b.se, evil@b.se", "å@b.se"]
)
def test_an_address_that_is_none_or_several_gets_no_letter(office, address):
    post(address)
    assert services.send_waiting(now=NOW) == 0
    assert office.taken == []
    assert Letter.objects.get().given_up_at


def test_two_workers_never_try_the_same_letter(office, monkeypatch):
    """The second one looks while the first is talking to the server."""
    from samsyn.mail.services import sending

    post(A)
    others = []
    take = sending.MailServer.take

    def meanwhile(self, letter):
        others.append(services.send_waiting(now=NOW + timedelta(seconds=11)))
        return take(self, letter)

    with monkeypatch.context() as patch:
        patch.setattr(sending.MailServer, "take", meanwhile)
        assert services.send_waiting(now=NOW) == 1
    assert others == [0]
    assert len(office.ids) == 1


def test_a_claim_outlasts_the_longest_attempt(office, monkeypatch, settings):
    from samsyn.mail.services import sending

    settings.MAIL_TIMEOUT = 20
    post(A)
    monkeypatch.setattr(sending.MailServer, "take", die)
    with pytest.raises(SystemExit):
        services.send_waiting(now=NOW)
    assert not letters_due(now=NOW + timedelta(seconds=20 * 11)).exists()
    assert letters_due(now=NOW + timedelta(seconds=20 * 12 + 1)).exists(), (
        "a dead worker's letter leaves"
    )


def die(self, letter):
    raise SystemExit


def test_the_return_path_leads_back_to_the_letter(office, settings):
    settings.MAIL_BOUNCES = "studs@samsyn.example"
    settings.MAIL_FROM = "Samsyn <noreply@samsyn.example>"
    post(A)
    services.send_waiting(now=NOW)
    ((sender, _, message),) = office.taken
    local, _, host = sender.partition("@")
    assert host == "samsyn.example"
    assert UUID(local.partition("+")[2]) == Letter.objects.get().message_id
    assert message["From"] == "Samsyn <noreply@samsyn.example>"


def test_without_a_mail_server_letters_wait(office, settings):
    settings.MAIL_LEAVES = False
    post(A)
    assert services.send_waiting(now=NOW) == 0
    assert state_of(Letter.objects.get()) is LetterState.WAITING


def test_a_mailbox_that_takes_letters_again_is_no_longer_marked(office):
    office.refused[A] = "550 5.1.1 Gone"
    post(A)
    services.send_waiting(now=NOW)
    office.refused.clear()
    post(A)
    services.send_waiting(now=NOW + timedelta(hours=1))
    assert unreachable([A]) == set()


def test_that_the_server_takes_a_letter_does_not_undo_one_that_came_back(office):
    post(A)
    services.send_waiting(now=NOW)
    first = Letter.objects.get()
    assert services.bounced(
        first.message_id, source=BounceSource.REPORT, code="5.1.1", now=NOW + timedelta(hours=1)
    )
    post(A)
    services.send_waiting(now=NOW + timedelta(hours=2))
    assert unreachable([A]) == {A}
