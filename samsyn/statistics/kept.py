"""Which decisions on hiding are kept from one question to the next? By content: same input, same answer.

To decide takes a second for a large year, and a year that is over never changes. Nothing has to be thrown
away when something changes: other reports, limits or names are another content.
"""

from collections.abc import Mapping
from hashlib import blake2b
from threading import Lock

from samsyn.domain.publications import Publication, Values
from samsyn.domain.suppression import Protected, protect
from samsyn.domain.tables import Question

MOST = 64
"""Years times the kinds of areas with and without a crossing, for those that are asked about."""

_kept: dict[bytes, Protected] = {}
_lock = Lock()


def protected(
    publication: Publication, decided: Mapping[Question, frozenset[Values]] | None = None
) -> Protected:
    """As `protect`; what this process has decided lately of the very same reports is not redone."""
    content = _content_of(publication, decided or {})
    found = _kept.get(content)
    if found is None:
        found = protect(publication, decided)
        with _lock:
            while len(_kept) >= MOST:
                del _kept[next(iter(_kept))]
            _kept[content] = found
    return found


def _content_of(publication: Publication, decided: Mapping[Question, frozenset[Values]]) -> bytes:
    words = sorted(map(repr, publication.reports))
    tables = sorted(map(repr, publication.tables.items()))
    before = sorted((repr(one), sorted(map(repr, cells))) for one, cells in decided.items())
    return blake2b(repr((words, tables, before)).encode(), digest_size=32).digest()
