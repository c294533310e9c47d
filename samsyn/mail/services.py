"""Put letters in the outbox, and send what waits."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F

from samsyn.mail.letters import Addressee, LetterKind, letter_about
from samsyn.mail.models import Letter
from samsyn.mail.selectors import letters_due

log = logging.getLogger(__name__)

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=6)


def post_notice(
    kind: LetterKind,
    *,
    number: str,
    to: Iterable[Addressee],
    now: datetime,
) -> None:
    """Put one letter per addressee in the outbox; call inside the step's transaction."""
    letters = []
    for one in sorted(set(to)):
        text = letter_about(kind, number, one.language, one.path)
        letters.append(
            Letter(
                kind=kind,
                deviation_number=number,
                recipient=one.address,
                language=one.language,
                subject=text.subject,
                body=text.body,
                created_at=now,
            )
        )
    Letter.objects.bulk_create(letters)


def post_letter(
    *, kind: str, to: str, subject: str, body: str, language: str, now: datetime
) -> None:
    """Put a letter that concerns no deviation (password, invitation) in the outbox."""
    Letter.objects.create(
        kind=kind, recipient=to, subject=subject, body=body, language=language, created_at=now
    )


def send_waiting(*, now: datetime, at_most: int = 100) -> int:
    """Send the letters that are due, oldest first; return how many left.

    Each is marked by itself after the mail server took it, so that a worker killed in between repeats
    at most one letter, with the same Message-ID (fault F6). A refused one waits longer each time.
    """
    sent = 0
    for letter in letters_due(now=now)[:at_most]:
        # Claim it for the time of one attempt, so that two workers do not send the same letter.
        claimed = letters_due(now=now).filter(pk=letter.pk)
        if not claimed.update(next_attempt_at=now + _FIRST_WAIT, attempts=F("attempts") + 1):
            continue
        sent += _send(letter, now)
    return sent


def _send(letter: Letter, now: datetime) -> int:
    domain = settings.MAIL_FROM.rpartition("@")[2].strip(">") or "localhost"
    message = EmailMessage(
        letter.subject,
        letter.body,
        settings.MAIL_FROM,
        [letter.recipient],
        headers={
            "Message-ID": f"<{letter.message_id}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        message.send()
    except OSError as error:  # smtplib's errors are OSErrors too
        wait = min(_FIRST_WAIT * 2**letter.attempts, _LONGEST_WAIT)
        Letter.objects.filter(pk=letter.pk).update(
            next_attempt_at=now + wait, last_error=type(error).__name__
        )
        log.warning("letter %s was refused: %s", letter.message_id, type(error).__name__)
        return 0
    Letter.objects.filter(pk=letter.pk).update(sent_at=now, last_error="")
    return 1
