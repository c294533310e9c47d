"""Is a mailbox that does not work known, and only by those who can know? (requirement 47)"""

import io
import subprocess
import sys
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from samsyn.audit.models import AuditEvent
from samsyn.commands import bounce
from samsyn.commands.doctor import mail_findings
from samsyn.mail import services
from samsyn.mail.models import BrokenMailbox, Letter
from samsyn.mail.returned import report_in
from samsyn.mail.selectors import broken_mailbox, unreachable
from samsyn.mail.states import BounceSource, LetterState, state_of
from tests.builders import NOW

MAILBOX = "bup@example.com"
REPORT = """\
From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx.example.com. I'm sorry to have to inform you ...

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com
Arrival-Date: Mon, 9 Mar 2026 12:00:00 +0100 (CET)

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822;{recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} No such user here

--b
Content-Type: {returned}

Message-ID: <{message_id}@samsyn.example>
Subject: Samsyn: SAM-2026-0001

--b--
"""


def returned_mail(
    letter_id, *, to="studs@samsyn.example", action="failed", status="5.1.1", whole=False
):
    return REPORT.format(
        to=to,
        recipient=MAILBOX,
        action=action,
        status=status,
        message_id=letter_id,
        returned="message/rfc822" if whole else "text/rfc822-headers",
    ).encode()


@pytest.fixture
def letter(db):
    return sent_letter(MAILBOX)


def sent_letter(to):
    services.post_letter(kind="test", to=to, subject="S", body="B", language="sv", now=NOW)
    services.send_waiting(now=NOW)
    return Letter.objects.latest("pk")


@pytest.mark.parametrize("whole", [True, False], ids=["whole letter", "only its head"])
def test_a_letter_that_came_back_marks_its_mailbox(letter, whole):
    assert "5.1.1" in bounce.heard(returned_mail(letter.message_id, whole=whole))
    letter.refresh_from_db()
    assert state_of(letter) is LetterState.GIVEN_UP
    assert letter.last_error == "report 5.1.1"
    mark = broken_mailbox(MAILBOX.upper())
    assert (mark.source, mark.code) == (BounceSource.REPORT, "5.1.1")


def test_the_return_path_is_enough(letter):
    mail = returned_mail("-", to=f"studs+{letter.message_id.hex}@samsyn.example")
    assert report_in(mail).letter == letter.message_id


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("delayed", "4.4.7"),
        ("failed", "5.7.1"),
        ("failed", "4.2.2"),
        ("relayed", "2.1.5"),
        ("", ""),
    ],
)
def test_what_is_no_failure_of_the_mailbox_marks_nothing(letter, action, status):
    bounce.heard(returned_mail(letter.message_id, action=action, status=status))
    assert not BrokenMailbox.objects.exists()


def test_a_report_about_somebody_elses_letter_is_not_believed(letter):
    assert "left aside" in bounce.heard(returned_mail(uuid4()))
    assert not BrokenMailbox.objects.exists()


def test_a_letter_that_has_not_left_cannot_come_back(db):
    services.post_letter(kind="test", to=MAILBOX, subject="S", body="B", language="sv", now=NOW)
    bounce.heard(returned_mail(Letter.objects.get().message_id))
    assert not BrokenMailbox.objects.exists()


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: Jag har semester\nAuto-Submitted: auto-replied\n\nTill den 1 augusti.",
        b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n--b--",
        b"Content-Type: multipart/report\n\n",
    ],
    ids=["nothing", "bytes", "holiday", "empty report", "no boundary"],
)
def test_other_mail_is_left_aside(db, mail):
    assert "left aside" in bounce.heard(mail)


@given(st.binary(max_size=400))
def test_no_mail_breaks_the_reading(noise):
    whole = returned_mail(uuid4())
    middle = len(whole) // 2
    for mail in (noise, whole[:middle] + noise + whole[middle:], b"Content-Type: " + noise):
        report_in(mail)


def test_an_arrival_unmarks_the_mailbox(letter):
    bounce.heard(returned_mail(letter.message_id))
    again = sent_letter(MAILBOX)
    bounce.heard(returned_mail(again.message_id, action="delivered", status="2.0.0"))
    assert unreachable([MAILBOX]) == set()


def test_the_administrator_unmarks_a_mailbox_and_the_log_says_so(letter, cast):
    bounce.heard(returned_mail(letter.message_id))
    mark = broken_mailbox(MAILBOX)
    by = cast.viewer("gudmund")
    assert services.mailbox_works(mark.id, by=by, now=NOW) == MAILBOX
    assert services.mailbox_works(mark.id, by=by, now=NOW) == ""
    assert broken_mailbox(MAILBOX) is None
    event = AuditEvent.objects.get(object_kind="mailbox")
    assert event.object_label == MAILBOX


def test_a_second_sign_keeps_the_time_of_the_first(letter):
    services.bounced(letter.message_id, source=BounceSource.REPORT, code="5.1.1", now=NOW)
    later = NOW + timedelta(days=3)
    services.bounced(letter.message_id, source=BounceSource.PROVIDER, code="invalid", now=later)
    mark = broken_mailbox(MAILBOX)
    assert (mark.since, mark.last_at, mark.code) == (NOW, later, "invalid")


def test_asking_about_nobody_asks_no_database():
    assert unreachable([]) == set()


def test_the_command_reads_its_input(letter, monkeypatch, capsys):
    mail = returned_mail(letter.message_id)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(mail)))
    assert bounce.main([]) == 0
    assert unreachable([MAILBOX]) == {MAILBOX}
    assert MAILBOX not in capsys.readouterr().out


@pytest.mark.slow
def test_the_command_says_how_it_is_used():
    done = subprocess.run(
        [sys.executable, "-m", "samsyn", "bounce", "--help"], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert "standard input" in done.stdout


def test_the_doctor_counts_what_is_late_given_up_and_unreachable(letter, settings):
    settings.MAIL_HOST = ""
    assert list(mail_findings()) == []
    services.bounced(letter.message_id, source=BounceSource.REPORT, code="5.1.1", now=NOW)
    long_ago = timezone.now() - timedelta(minutes=16)
    services.post_letter(
        kind="test", to=MAILBOX, subject="S", body="B", language="sv", now=long_ago
    )
    said = " ".join(finding.text for finding in mail_findings())
    assert "1 letter is over 15 minutes late" in said
    assert "1 letter was given up" in said
    assert "1 mailbox does not work" in said


def test_a_letter_of_a_moment_ago_is_not_late(db, settings):
    settings.MAIL_HOST = ""
    services.post_letter(
        kind="test", to=MAILBOX, subject="S", body="B", language="sv", now=timezone.now()
    )
    assert list(mail_findings()) == []


def test_without_a_mail_server_the_doctor_says_that_letters_wait(db, settings):
    settings.MAIL_LEAVES = False
    assert "wait in the outbox" in next(mail_findings()).text
