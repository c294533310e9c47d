"""What are the words of a text, where do sentences begin, and what is shouted?"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from samsyn.guard.words import LONGEST

_LETTER = "(?:[^\\W\\d_][\u0300-\u036f]{0,2})"
_WORD = re.compile(rf"{_LETTER}{{1,80}}(?:[-‐‑'’]{_LETTER}{{1,80}}){{0,4}}")
_COMPOUND = re.compile("(?<=[a-zåäöé])[-‐‑](?=[a-zåäö]{4}|[A-ZÅÄÖ]{2})")
_BEGINS = re.compile(r"[.!?\n•:*…]|^[ \t]*[-–—/]")
_ABBREVIATED = frozenset(
    {
        "dr",
        "sekr",
        "doc",
        "prof",
        "ssk",
        "tel",
        "ang",
        "obs",
        "st",
        "s",
        "m",
        "f",
        "pat",
        "handl",
        "soc",
        "tf",
    }
)
_SHOUTED_OF = 3, 5
"""Three words of five in capitals: a sentence where a capital says nothing."""


@dataclass(slots=True)
class Token:
    """A word with its place; `plain` is in small letters, `is_open`: a capital says nothing there."""

    start: int
    end: int
    text: str
    plain: str
    gap: str
    """What stands between it and the word before."""
    begins: bool
    is_open: bool = False

    @property
    def is_capital(self) -> bool:
        """Begins with a capital that tells something."""
        return self.text[0].isupper() and not self.is_open

    @property
    def is_capitals(self) -> bool:
        """Two letters or more, all of them capitals."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def is_letter(self) -> bool:
        """A single capital, or two with a hyphen: S-E. Nord."""
        return self.text.isupper() and (
            len(self.text) == 1 or (len(self.text) == 3 and "-" in self.text)
        )

    @property
    def is_small(self) -> bool:
        """In small letters, or in a shouted sentence, which comes to the same."""
        return not self.is_capital

    @property
    def follows(self) -> bool:
        """Only a blank parts it from the word before."""
        return self.gap in _BLANKS


_BLANKS = frozenset({" ", "\u00a0", "  ", "\t", "\n"})


def tokens_of(text: str) -> list[Token]:
    """The words in order; what is longer than any word is left out."""
    tokens = list(_read(text))
    sentence: list[Token] = []
    for token in tokens:
        if token.begins:
            _mark_shouted(sentence)
            sentence = []
        sentence.append(token)
    _mark_shouted(sentence)
    return tokens


def _read(text: str) -> Iterator[Token]:
    end, before = 0, ""
    for match in _WORD.finditer(text):
        if len(match[0]) > LONGEST * 2 or _is_code(text, *match.span()):
            continue
        for start, stop in _parts(match):
            word = unicodedata.normalize("NFC", text[start:stop])
            gap = text[end:start]
            begins = end == 0 or _starts(gap[-12:], before)
            plain = word.lower()
            yield Token(start, stop, word, plain, gap, begins)
            end, before = stop, plain


def _is_code(text: str, start: int, end: int) -> bool:
    """UWX27P, journal_4: letters that figures touch."""
    return (
        text[end : end + 1].isalnum()
        or text[start - 1 : start].isdigit()
        or text[end : end + 1] == "_"
    )


def _parts(match: re.Match[str]) -> list[tuple[int, int]]:
    """Alva-ärendet is two words, Ann-Christin one."""
    if (compound := _COMPOUND.search(match[0])) and match[0][0].isupper():
        cut = match.start() + compound.start()
        return [(match.start(), cut), (cut + 1, match.end())]
    return [match.span()]


def _starts(gap: str, before: str) -> bool:
    if (
        gap.startswith(".")
        and "\n" not in gap
        and (len(before) == 1 or before[1:2] == "-" or before in _ABBREVIATED)
    ):
        return False  # an initial, or "dr. Berg"
    return bool(_BEGINS.search(gap)) and not gap.startswith(":s")


def _mark_shouted(sentence: list[Token]) -> None:
    long = [one for one in sentence if len(one.text) > 1]
    loud = sum(one.is_capitals for one in long)
    if loud >= _SHOUTED_OF[0] and loud * _SHOUTED_OF[1] >= len(long) * _SHOUTED_OF[0]:
        for one in sentence:
            one.is_open = one.is_capitals or len(one.text) == 1
