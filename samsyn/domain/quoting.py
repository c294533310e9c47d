"""Where in some texts does a quotation stand, word for word?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """A part of the text with this index: code points from `start` up to but not including `end`."""

    text: int
    start: int
    end: int


def passage_of(quote: str, texts: Iterable[str]) -> Passage | None:
    """The first passage that says this word for word; None when no text does.

    Blanks and line breaks may differ, since a browser rewrites them on the way.
    """
    words = quote.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    for index, text in enumerate(texts):
        if found := pattern.search(text):
            return Passage(index, *found.span())
    return None
