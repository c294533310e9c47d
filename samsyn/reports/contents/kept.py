"""Chapters that are made of the very same as a moment ago: why count them again?

A chapter's page in the editor shows one of some forty chapters, and needs all of them: for the numbers of
tables, and for the sentences that have parted ways with the data. What they are made of is read each time and
compared, so nobody has to be told of what counts: other figures, names or limits are another content.
"""

from dataclasses import dataclass
from threading import Lock

from django.conf import settings

from samsyn.reports.contents.gathering import Chapter, Gathering
from samsyn.reports.contents.outline import outline
from samsyn.statistics.permissions import sees_all

MOST = 4
"""Reports that somebody writes in at a time: this year's, and perhaps one before."""
SETTINGS = (
    *("REPORT_LEAST_FOR_A_PART", "REPORT_COMPARED_FROM", "SERIES_CONFIDENCE_PERCENT"),
    "SMALL_NUMBERS_BELOW",
)
"""They stay as they are while the process lives, but in tests."""


@dataclass(frozen=True)
class Made:
    """Chapters, and all that they were made of."""

    of: tuple[object, ...]
    chapters: list[Chapter]


_kept: dict[tuple[int, str], Made] = {}
_lock = Lock()


def kept_outline(asked: Gathering, language: str) -> list[Chapter]:
    """As `outline`, in the language that is active; not counted again while all it is made of is the same."""
    if not sees_all(asked.viewer):
        return outline(asked)
    of = (*(getattr(settings, name) for name in SETTINGS), *asked.read())
    found = _kept.get((asked.year, language))
    if found is None or found.of != of:
        found = Made(of, outline(asked))
        with _lock:
            _kept.pop((asked.year, language), None)
            while len(_kept) >= MOST:
                del _kept[next(iter(_kept))]
            _kept[asked.year, language] = found
    return found.chapters
