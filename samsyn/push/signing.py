"""How does the receiver know that it was us, and when? HMAC-SHA256 over time and body (docs/webhooks.md)."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime


def new_secret() -> str:
    """A secret of 256 random bits, in letters and digits that can be copied."""
    return f"samsyn_{secrets.token_urlsafe(32)}"


def signature(body: str, keys: Iterable[str], at: datetime) -> str:
    """The header: the time in seconds and one v1 for each secret that holds, the newest first."""
    seconds = int(at.timestamp())
    told = f"{seconds}.{body}".encode()
    signed = [hmac.new(key.encode(), told, hashlib.sha256).hexdigest() for key in keys]
    return ",".join([f"t={seconds}", *(f"v1={one}" for one in signed)])
