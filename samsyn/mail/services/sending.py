"""Send what waits: each letter claimed, handed over and marked by itself, so that none is lost.

A letter can come twice, with the same Message-ID, when a worker dies between the server's yes and the
mark (fault F6). A server that is away costs a round two attempts, a slow one no more than its time.
"""

import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from samsyn.mail.delivery import Answer, MailServer
from samsyn.mail.models import Letter
from samsyn.mail.selectors import letters_due, unreachable
from samsyn.mail.services.mailboxes import mark_broken, mark_reached
from samsyn.mail.states import BounceSource

log = logging.getLogger(__name__)

REPLIES_PER_LETTER = 12
"""How often an SMTP dialogue waits for the server at most (greeting, EHLO, TLS, log-in … QUIT)."""
SERVER_MAY_FAIL = 2
"""So many letters in a row without a server end the round."""
LONGEST_WAIT_FOR_LETTER = timedelta(hours=6)
LONGEST_WAIT_FOR_SERVER = timedelta(minutes=10)
"""A server that comes back is to find its letters soon: nobody is spared by waiting longer."""


def send_waiting(*, now: datetime, at_most: int = 100) -> int:
    """Send the letters that are due, oldest first, within the round's time; return how many left.

    Without a mail server nothing is tried: the letters wait until one is set.
    """
    if not settings.MAIL_LEAVES:
        return 0
    waiting = list(letters_due(now=now)[:at_most])
    return _round(waiting, now) if waiting else 0


def _round(waiting: list[Letter], now: datetime) -> int:
    started, sent, failed_in_a_row = time.monotonic(), 0, 0
    broken = unreachable(letter.recipient for letter in waiting)
    with MailServer() as server:
        for letter in waiting:
            moment = now + timedelta(seconds=time.monotonic() - started)
            is_late = moment - now >= timedelta(seconds=settings.MAIL_ROUND_SECONDS)
            if is_late or failed_in_a_row == SERVER_MAY_FAIL:
                break
            if not _claim(letter, moment):
                continue
            answer = server.take(letter)
            moment = now + timedelta(seconds=time.monotonic() - started)
            if answer.error:
                _refused(letter, answer, moment)
            else:
                sent += 1
                Letter.objects.filter(pk=letter.pk).update(sent_at=moment, last_error="")
                if letter.recipient in broken:
                    mark_reached(letter.recipient, source=BounceSource.SMTP)
            failed_in_a_row = failed_in_a_row + 1 if answer.blames_server else 0
    return sent


def _claim(letter: Letter, moment: datetime) -> bool:
    """Keep the letter from other workers for longer than one attempt can take; False if one was faster."""
    longest = timedelta(seconds=settings.MAIL_TIMEOUT * REPLIES_PER_LETTER)
    letter.first_attempt_at = letter.first_attempt_at or moment
    return bool(
        letters_due(now=moment)
        .filter(pk=letter.pk, attempts=letter.attempts)
        .update(
            first_attempt_at=letter.first_attempt_at,
            next_attempt_at=moment + longest,
            attempts=F("attempts") + 1,
        )
    )


def _refused(letter: Letter, answer: Answer, moment: datetime) -> None:
    """Let the letter wait longer each time, or give it up and remember the mailbox."""
    log.warning("letter %s was refused: %s", letter.message_id, answer.error)
    facts: dict[str, object] = {"last_error": answer.error}
    tried_since = letter.first_attempt_at or moment
    too_long = moment - tried_since >= timedelta(days=settings.MAIL_GIVE_UP_DAYS)
    if answer.is_final or too_long:
        facts |= {"given_up_at": moment, "copied_at": None}  # now people are to be told instead
    else:
        facts["next_attempt_at"] = moment + _wait(letter.attempts, answer)
    # Marked only while nobody else has sent it: a claim can run out under a server that drips.
    Letter.objects.filter(pk=letter.pk, sent_at=None).update(**facts)
    if answer.blames_mailbox:
        mark_broken(letter.recipient, source=BounceSource.SMTP, code=answer.code, now=moment)


def _wait(attempts: int, answer: Answer) -> timedelta:
    doubled = settings.MAIL_FIRST_WAIT_SECONDS * 2 ** min(attempts, 20)
    longest = LONGEST_WAIT_FOR_SERVER if answer.blames_server else LONGEST_WAIT_FOR_LETTER
    return min(timedelta(seconds=doubled), longest)
