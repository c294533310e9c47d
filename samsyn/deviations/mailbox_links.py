"""What does the address in a letter to a function mailbox carry, and who can make one? (ADR 0023)

It is signed and not stored: sending a deviation writes no row for it. It says which recipient's part it
opens, to which address it was written and when, so that a changed mailbox makes it void by itself.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer, b62_decode, b62_encode
from django.utils.crypto import salted_hmac

_SALT = "samsyn.mailbox"
_SIGNER = Signer(salt=_SALT, sep=".")
"""With the time inside, and not Django's TimestampSigner: a service gets its time as an argument."""


@dataclass(frozen=True)
class MailboxLink:
    """A token that we have signed; whether it still opens anything, the selector decides."""

    token: str
    addressing_id: int
    unit_id: int
    mailbox_sum: str
    signed_at: datetime


def sign_link(addressing_id: int, unit_id: int, mailbox: str, now: datetime) -> str:
    """The token for one recipient's part, written to this mailbox now."""
    numbers = (addressing_id, unit_id, int(now.timestamp() * 1000))
    return _SIGNER.sign("-".join([*map(b62_encode, numbers), mailbox_sum(mailbox)]))


def link_path(addressing_id: int, unit_id: int, mailbox: str, now: datetime) -> str:
    """The page behind the link in a letter to a recipient's function mailbox."""
    return f"/brevlada/{sign_link(addressing_id, unit_id, mailbox, now)}/"


def read_link(token: str) -> MailboxLink | None:
    """What a token says; None when we have not signed it."""
    try:
        *numbers, mailbox = _SIGNER.unsign(token).split("-")
        addressing_id, unit_id, milliseconds = map(b62_decode, numbers)
    except (BadSignature, ValueError):
        return None
    signed_at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return MailboxLink(token, addressing_id, unit_id, mailbox, signed_at)


def mailbox_sum(mailbox: str) -> str:
    """A short check sum of an address, from which nobody reads the address."""
    return salted_hmac(_SALT, mailbox.strip().lower(), algorithm="sha256").hexdigest()[:12]


def hinted(mailbox: str) -> str:
    """The address so that its holder knows it and others do not: "s•••n@region…"."""
    name, _at, host = mailbox.rpartition("@")
    shown = f"{name[:1]}•••{name[-1:]}" if len(name) > 2 else "•••"
    return f"{shown}@{host[:6]}…"
