"""How does a secret that is needed again lie in the database? Sealed, under keys kept elsewhere (ADR 0057).

Of a link's secret only the hash is stored (tokens.py). What a one-time code is worked out of is needed
itself at each log-in: it is stored as a Fernet token, which says when somebody has changed it.
"""

import base64
from enum import Enum
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_MARK = "sealed:"
"""Before each sealed text. What was stored before is base32 or hexadecimal and holds no colon."""


class CannotUnseal(Exception):
    """It was sealed under a key that is not given, or somebody has changed it."""


class Seal(Enum):
    """How something lies in the database."""

    NEWEST = "newest"
    OLDER = "older"
    """Under a key that is still given, and need not be once it has been sealed anew."""
    NONE = "none"
    """Readable, as it was stored before there were seals."""
    LOST = "lost"
    """Under a key that is not given."""


def seal(text: str) -> str:
    """The text as it may be stored, under the newest key."""
    return _MARK + _fernets(*_keys())[0].encrypt(text.encode()).decode()


def unseal(stored: str) -> str:
    """What was sealed, under whichever of the given keys (CannotUnseal); what never was, as it is."""
    if not stored.startswith(_MARK):
        return stored
    try:
        return MultiFernet(_fernets(*_keys())).decrypt(_token(stored)).decode()
    except InvalidToken as error:
        raise CannotUnseal from error


def seal_of(stored: str) -> Seal:
    """How a stored text is sealed."""
    if not stored.startswith(_MARK):
        return Seal.NONE
    for place, fernet in enumerate(_fernets(*_keys())):
        try:
            fernet.decrypt(_token(stored))
        except InvalidToken:
            continue
        return Seal.OLDER if place else Seal.NEWEST
    return Seal.LOST


def _token(stored: str) -> bytes:
    return stored.removeprefix(_MARK).encode()


def _keys() -> tuple[str, ...]:
    """Newest first. The server's own key closes the row: it sealed before the operator gave others."""
    return (*settings.ENCRYPTION_KEYS, settings.SECRET_KEY)


@lru_cache
def _fernets(*keys: str) -> tuple[Fernet, ...]:
    return tuple(Fernet(_derived(key)) for key in keys)


def _derived(key: str) -> bytes:
    # HKDF and no slow hash: the keys are random texts, and the label keeps this one apart from what
    # Django makes of the same SECRET_KEY.
    label = b"samsyn.accounts.sealing"
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=label).derive(key.encode())
    return base64.urlsafe_b64encode(derived)
