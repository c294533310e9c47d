"""What does the guard find in a text? It is read once, however often it is asked about.

A form reads before a transaction begins and the service asks again inside it (ADR 0052). Kept in this
process are keyed digests of texts and the places of findings, never words, and only the latest. Between
a page and the form that is sent from it a mark travels, which another process can believe.
"""

import hashlib
import secrets
from collections.abc import Collection
from functools import cache
from pathlib import Path
from threading import Lock

from django.utils.crypto import constant_time_compare, salted_hmac

from samsyn import guard
from samsyn.guard import Finding, scan

MOST = 1000
"""So many readings are kept; the oldest are forgotten first."""
_KEY = secrets.token_bytes(32)
_NONE: frozenset[str] = frozenset()
_Asked = tuple[bytes, frozenset[str]]
_kept: dict[_Asked, tuple[Finding, ...]] = {}
_lock = Lock()


def findings_in(text: str, not_names: frozenset[str] = _NONE) -> tuple[Finding, ...]:
    """As `guard.scan`: every finding in order; a text that was just read is not read again."""
    asked = (_digest(text), not_names)
    found = _kept.get(asked)
    if found is None:
        found = scan(text, not_names=not_names)
        _keep(asked, found)
    return found


def clean_mark(texts: Collection[str]) -> str:
    """A mark that says of exactly these texts that nothing stands in them; empty when something does."""
    return "" if any(map(findings_in, texts)) else _mark(texts)


def believe(mark: str, texts: Collection[str]) -> None:
    """Take these texts for read if the mark says so, and is ours by the rules and lists of today."""
    if mark and constant_time_compare(mark, _mark(texts)):
        for text in texts:
            _keep((_digest(text), _NONE), ())


def forget_readings() -> None:
    """Read everything anew from now on; for tests."""
    with _lock:
        _kept.clear()


def _keep(asked: _Asked, found: tuple[Finding, ...]) -> None:
    with _lock:
        _kept[asked] = found
        if len(_kept) > MOST:
            del _kept[next(iter(_kept))]


def _digest(text: str) -> bytes:
    return hashlib.blake2b(_bytes(text), key=_KEY, digest_size=32).digest()


def _mark(texts: Collection[str]) -> str:
    said = sorted({hashlib.sha256(_bytes(text)).hexdigest() for text in texts})
    value = " ".join([_rules(), *said])
    return salted_hmac("samsyn.guarding.readings", value, algorithm="sha256").hexdigest()


def _bytes(text: str) -> bytes:
    # What no text is may still be asked about: half a surrogate pair has no UTF-8.
    return text.encode("utf-8", "surrogatepass")


@cache
def _rules() -> str:
    """A digest of the guard's code and word lists: another edition finds other things."""
    made = hashlib.sha256()
    for path in sorted(Path(guard.__file__).parent.rglob("*")):
        if path.suffix in {".py", ".words", ".bin"}:
            made.update(path.read_bytes())
    return made.hexdigest()
