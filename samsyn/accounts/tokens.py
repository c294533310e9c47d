"""What stands in the link of a letter? A signed secret, of which the database keeps only the hash.

The signature binds a link to its purpose, so that one kind of link never opens another kind of door,
and turns away guesses before the database is asked. Whoever reads the database cannot use the hash.
"""

import hashlib
import secrets
from dataclasses import dataclass
from enum import StrEnum

from django.core.signing import BadSignature, Signer


class Purpose(StrEnum):
    """What a link is for."""

    INVITATION = "invitation"
    JOINING = "joining"


@dataclass(frozen=True)
class Token:
    """The text for the link, and what is stored of it."""

    text: str
    hash: str


def new_token(purpose: Purpose) -> Token:
    """A fresh secret of 256 bits."""
    secret = secrets.token_urlsafe(32)
    return Token(_signer(purpose).sign(secret), _hash(secret))


def hash_of(text: str, purpose: Purpose) -> str | None:
    """What is stored of a link that came back; None when it was not made here for this purpose."""
    try:
        # Compares in constant time; the hash is then looked up whole, which tells nothing of a secret.
        return _hash(_signer(purpose).unsign(text))
    except BadSignature:
        return None


def _signer(purpose: Purpose) -> Signer:
    return Signer(salt=f"samsyn.accounts.{purpose}", sep=".")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
