"""How is one letter handed to the mail server, and what does the server's answer mean?

SMTP and the providers of django-anymail alike: Django's MAILERS make the connection, and it is kept
open for a whole round.
"""

import contextlib
import re
import smtplib
from dataclasses import dataclass
from email.message import MIMEPart
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers

from samsyn.mail.html import html_of
from samsyn.mail.models import Letter

ENHANCED = re.compile(rb"\s*([245]\.\d{1,3}\.\d{1,3})\b")
BAD_SENDER = ("5.1.7", "5.1.8")
"""Address codes that speak of the sender (RFC 3463)."""
POLICY = "5.7."
"""Relay denied, content or sender not liked: ours or a filter's to put right, not the mailbox's fault."""
HANGS_UP = 421


@dataclass(frozen=True)
class Answer:
    """What came of one attempt; without an error the mail server has taken the letter."""

    error: str = ""
    """Class and codes, for the administrator."""
    code: str = ""
    """Reply code and enhanced code: "550 5.1.1"."""
    is_final: bool = False
    """The same letter would be refused again."""
    blames_mailbox: bool = False
    blames_server: bool = False
    """The server did not answer, or refuses us: the next letter would fare alike."""


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The letter as a message in two parts, the same at every attempt.

    With SAMSYN_MAIL_BOUNCES its Return-Path holds the letter's own id, so that a bounce finds it.
    """
    domain = settings.MAIL_FROM.rpartition("@")[2].strip(">") or "localhost"
    headers = {
        "Message-ID": f"<{letter.message_id}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    sender = settings.MAIL_FROM
    if settings.MAIL_BOUNCES and not settings.MAIL_PROVIDER:
        local, _, at = settings.MAIL_BOUNCES.rpartition("@")
        sender, headers["From"] = f"{local}+{letter.message_id.hex}@{at}", settings.MAIL_FROM
    message = EmailMultiAlternatives(
        letter.subject, letter.body, sender, [letter.recipient], headers=headers
    )
    # For a provider's webhook, since some give the letter a Message-ID of their own.
    message.metadata = {"letter": str(letter.message_id)}  # type: ignore[attr-defined]
    html = html_of(letter.subject, letter.body, letter.language)
    message.attach_alternative(html, "text/html")
    if letter.calendar:
        message.attach(_calendar_part(letter.calendar))
    return message


def _calendar_part(calendar: str) -> MIMEPart:
    """The part that mail programs offer to put in the calendar; the method stands in both places."""
    method = re.search(r"^METHOD:(\w+)", calendar, re.MULTILINE)
    part = MIMEPart()
    part.set_content(
        calendar,
        subtype="calendar",
        filename="mote.ics",
        disposition="attachment",
        params={"method": method[1] if method else "PUBLISH"},
    )
    return part


class MailServer:
    """One connection for a round; made anew after the server has hung up or fallen silent."""

    def __init__(self) -> None:
        self._connection = mailers.default

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hang_up()

    def take(self, letter: Letter) -> Answer:
        """Hand over one letter; whatever goes wrong is an answer, never an exception."""
        try:
            message = message_of(letter)
            self._connection.open()
            self._connection.send_messages([message])
        except Exception as error:  # one letter that breaks something must not stop the others
            answer = answer_of(error)
            if answer.blames_server:
                self._hang_up()
            return answer
        return Answer()

    def _hang_up(self) -> None:
        with contextlib.suppress(OSError):
            self._connection.close()


def answer_of(error: Exception) -> Answer:
    """What an exception of a mail backend means for the letter, its mailbox and the round."""
    name = type(error).__name__
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return _refused(name, code, text, is_recipient=True)
    if isinstance(error, smtplib.SMTPDataError):
        return _refused(name, error.smtp_code, error.smtp_error, is_recipient=False)
    if isinstance(error, smtplib.SMTPResponseException):  # greeting, log-in, sender
        codes = _codes(error.smtp_code, error.smtp_error)
        return Answer(f"{name} {codes}", codes, blames_server=True)
    if type(error).__module__.startswith("anymail."):
        return _provider_refused(error)
    if isinstance(error, ValueError | TypeError):  # a line break in a header, an impossible address
        return Answer(name, is_final=True)
    return Answer(name, blames_server=isinstance(error, OSError))


def _provider_refused(error: Exception) -> Answer:
    # Imported here: no process but the worker of an installation with a provider needs its HTTP client.
    from anymail import exceptions as anymail

    name, status = type(error).__name__, str(getattr(error, "status_code", None) or "")
    if isinstance(error, anymail.AnymailRecipientsRefused):
        return Answer(name, status, is_final=True, blames_mailbox=True)
    if isinstance(error, anymail.AnymailInvalidAddress):
        return Answer(name, status, is_final=True)
    return Answer(f"{name} {status}".strip(), status, blames_server=isinstance(error, OSError))


def _refused(name: str, code: int, text: bytes | str, *, is_recipient: bool) -> Answer:
    codes = _codes(code, text)
    enhanced = codes.partition(" ")[2]
    is_final = 500 <= code < 600 and not enhanced.startswith(POLICY)
    blames_mailbox = is_final and is_recipient and enhanced not in BAD_SENDER
    return Answer(
        f"{name} {codes}", codes, is_final, blames_mailbox, blames_server=code == HANGS_UP
    )


def _codes(code: int, text: bytes | str) -> str:
    text = text if isinstance(text, bytes) else text.encode("ascii", "replace")
    found = ENHANCED.match(text)
    return f"{code} {found[1].decode()}" if found else str(code)
