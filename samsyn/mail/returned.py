"""What does a returned letter say? Reads the mail servers' reports (RFC 3464); believes no other mail.

Anybody can write to the address that letters come back to. Only a report that names a letter of ours,
by the id in its Return-Path or Message-ID, is believed: the id is random, and known to nobody but the
servers on the way and the mailbox itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from uuid import UUID

MOST_BYTES = 1_000_000
IN_RETURN_PATH = re.compile(r"\+([0-9a-f]{32})@")
IN_MESSAGE_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
OF_MAILBOX = re.compile(r"5\.(?!7\.|1\.[78])")
"""For good, and neither a policy (5.7) nor our own address (5.1.7, 5.1.8): RFC 3463."""


@dataclass(frozen=True)
class Report:
    """What became of one of our letters."""

    letter: UUID
    has_failed: bool
    """For good, and because of the mailbox."""
    has_arrived: bool
    code: str
    """The enhanced status code, "5.1.1"."""


def report_in(mail: bytes) -> Report | None:
    """The report that a mail holds about a letter of ours, else None (an auto-reply, spam, a delay)."""
    message = message_from_bytes(mail[:MOST_BYTES], policy=policy.default)
    if not isinstance(message, EmailMessage) or message.get_content_type() != "multipart/report":
        return None
    letter, about = _letter(message), _recipient(message)
    if letter is None or about is None:
        return None
    action = str(about.get("Action", "")).strip().lower()
    found = STATUS.search(str(about.get("Status", "")))
    code = found[0] if found else ""
    failed = action == "failed" and bool(OF_MAILBOX.match(code))
    arrived = action == "delivered"
    return Report(letter, failed, arrived, code) if failed or arrived else None


def _recipient(message: EmailMessage) -> Message | None:
    """The fields about the first recipient; our letters have one."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            for block in blocks if isinstance(blocks, list) else []:
                if isinstance(block, Message) and "Action" in block:
                    return block
    return None


def _letter(message: EmailMessage) -> UUID | None:
    for text, pattern in _places(message):
        if found := pattern.search(text.lower()):
            return UUID(found[1])
    return None


def _places(message: EmailMessage) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Where our id may stand: to whom the report came, then the returned letter's own head."""
    for name in ("To", "Delivered-To", "X-Original-To", "Envelope-To"):
        yield str(message.get(name, "")), IN_RETURN_PATH
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            yield str(part.get_payload(decode=False)), IN_MESSAGE_ID
        elif part is not message and "Message-ID" in part:
            yield str(part["Message-ID"]), IN_MESSAGE_ID
