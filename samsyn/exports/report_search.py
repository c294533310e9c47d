"""Where in a report do some words stand? In prose, sentences, quotes and tables; never in Markdown signs.

A word is found at the beginning of words, as elsewhere in Samsyn ("kallelse" finds "kallelsen"), whatever
its case; å, ä and ö are letters of their own. Plain Python, so every database finds the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from samsyn.domain.report import Block, Picture, Prose, Quote, Report, ReportTable, Sentence
from samsyn.exports.markdown import blocks_of, plain

MOST_PLACES = 3
AROUND = 90
"""Letters on each side of the first word found."""
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Piece:
    """Words of an excerpt, found or around what was found."""

    text: str
    is_found: bool


@dataclass(frozen=True)
class Place:
    """A place in a report: its chapter, and an excerpt."""

    chapter: str
    anchor: str
    pieces: tuple[Piece, ...]


def words_in(asked: str) -> list[str]:
    """The words that are asked for, each once."""
    return list(dict.fromkeys(_folded(asked).split()))


def places_in(report: Report, words: list[str]) -> tuple[Place, ...]:
    """The best places for the words, in reading order; nothing unless each word stands in the report."""
    if not words:
        return ()
    patterns = [re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE) for word in words]
    texts = list(_texts(report))
    found = [[pattern for pattern in patterns if pattern.search(text)] for *_, text in texts]
    if len({id(one) for each in found for one in each}) < len(patterns):
        return ()
    best = sorted(range(len(texts)), key=lambda at: -len(found[at]))[:MOST_PLACES]
    return tuple(_place(*texts[at], found[at]) for at in sorted(best) if found[at])


def _place(chapter: str, anchor: str, text: str, patterns: list[re.Pattern[str]]) -> Place:
    spans = sorted({match.span() for one in patterns for match in one.finditer(text)})
    first, last = max(spans[0][0] - AROUND, 0), spans[0][1] + AROUND
    # Whole words at both ends.
    first = text.rfind(" ", 0, first) + 1 if first else 0
    last = end if (end := text.find(" ", last)) >= 0 else len(text)
    pieces = [Piece("…", False)] if first else []
    for start, stop in (span for span in spans if first <= span[0] and span[1] <= last):
        if start < first:  # one word inside another
            continue
        stop = _end_of_word(text, stop)
        pieces += [Piece(text[first:start], False), Piece(text[start:stop], True)]
        first = stop
    pieces += [Piece(text[first:last], False), Piece("…" if last < len(text) else "", False)]
    return Place(chapter, anchor, tuple(one for one in pieces if one.text))


def _end_of_word(text: str, at: int) -> int:
    while at < len(text) and text[at].isalnum():
        at += 1
    return at


def _texts(report: Report) -> Iterator[tuple[str, str, str]]:
    """Each text of the report with its chapter's title and key."""
    for sentence in (report.title, report.subtitle, *report.summary):
        yield "", "", _spaced(sentence)
    for _depth, section in report.walk():
        yield section.title, section.key, _spaced(section.title)
        for block in section.blocks:
            yield section.title, section.key, _spaced(_said(block))


def _said(block: Block) -> str:
    match block:
        case Prose():
            return plain(blocks_of(block.text))
        case Sentence() | Quote():
            return block.text
        case Picture():
            return f"{block.title}. {block.description}"
        case ReportTable():
            labels = [cell for row in block.rows for cell in row if isinstance(cell, str)]
            return ". ".join([block.title, ", ".join(labels), *block.notes])


def _spaced(text: str) -> str:
    return SPACE.sub(" ", normalize("NFC", text)).strip()


def _folded(text: str) -> str:
    return normalize("NFC", text).casefold()
