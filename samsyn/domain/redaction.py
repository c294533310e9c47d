"""May these words be printed as a quote of that passage? Redacted, shortened, and nothing added (18).

Outside brackets stand the passage's own words in their order; a bracket stands for words that were
taken out. Only brackets of a closed list may be used, so that nothing can be told inside one.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from samsyn.guard.finding import SUGGESTIONS

LEFT_OUT = "[…]"
"""Words were left out."""
PLACEHOLDERS = (
    *("[aktuell BUP]", "[aktuell BUMM]", "[aktuell habilitering]", "[aktuellt sjukhus]"),
    *("[aktuell vårdcentral]", "[aktuell socialtjänst]", "[aktuell skola]", "[aktuell förskola]"),
    *("[aktuell elevhälsa]", "[aktuell verksamhet]", "[aktuell kommun]", "[aktuell stadsdel]"),
    *("[aktuell region]", "[aktuell huvudman]", "[aktuell BUS-grupp]", "[aktuellt län]"),
    *("[aktuell ort]", "[namn]", "[barnet]", "[datum]"),
    *SUGGESTIONS.values(),
)
"""What may stand for words; the last are those of the guard."""
MOST_REPLACED = 16
"""A placeholder stands for a name; whoever takes out more words and signs says so with […]."""

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_TOKEN = re.compile(r"\[[^\[\]]*\](?:s\b)?|\w+|[^\w\s]")
_BRACKET = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True)
class Piece:
    """A part of the passage and what stands for it in the quote; the same when nothing was changed."""

    was: str
    now: str

    @property
    def is_changed(self) -> bool:
        return self.was != self.now


def plain(text: str) -> str:
    """A passage as it can be quoted: on one line, composed letters, nothing that cannot be seen."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_UNSEEN).split())


def pieces_of(passage: str, text: str) -> tuple[Piece, ...] | None:
    """How the text came out of the passage, piece by piece; None when it says anything else.

    Every word of the passage is accounted for: printed, or behind a bracket. Both texts are `plain`.
    """
    source, wanted = list(_TOKEN.finditer(passage)), list(_TOKEN.finditer(text))
    ends = _ends([one[0] for one in source], [one[0] for one in wanted])
    if ends is None or not wanted:
        return None
    pieces: list[Piece] = []
    at = 0
    for place, end in enumerate(ends):
        was = passage[_start(source, at, passage) : _start(source, end, passage)]
        now = text[_start(wanted, place, text) : _start(wanted, place + 1, text)]
        if pieces and not pieces[-1].is_changed and was.strip() == now.strip():
            pieces[-1] = Piece(pieces[-1].was + now, pieces[-1].now + now)
        else:
            pieces.append(Piece(now, now) if was.strip() == now.strip() else Piece(was, now))
        at = end
    return tuple(pieces)


def words_in(text: str) -> int:
    """How long a quote is: words and placeholders, but not the sign of what was left out."""
    tokens = (one[0] for one in _TOKEN.finditer(text))
    return sum(1 for one in tokens if one != LEFT_OUT and (len(one) > 1 or one.isalnum()))


def may_be_one(words: str) -> bool:
    """Whether a single placeholder may stand for these words."""
    return len(_TOKEN.findall(words)) <= MOST_REPLACED


def unknown_placeholders(text: str) -> tuple[str, ...]:
    """The brackets in a text that say something of their own."""
    known = {*PLACEHOLDERS, LEFT_OUT}
    return tuple(one for one in _BRACKET.findall(text) if one not in known)


def outside_brackets(text: str) -> str:
    """The text with blanks where its known placeholders stand, so that every place stays where it is."""
    return _BRACKET.sub(
        lambda found: found[0] if unknown_placeholders(found[0]) else " " * len(found[0]), text
    )


def _start(tokens: Sequence[re.Match[str]], at: int, text: str) -> int:
    return tokens[at].start() if at < len(tokens) else len(text)


def _ends(source: Sequence[str], wanted: Sequence[str]) -> list[int] | None:
    """Up to where in the source each wanted token reaches; the shortest way. None when there is none."""
    best: list[list[int]] = [[] for _ in wanted]
    """For each wanted token and each place: where it may end so that the rest fits, -1 for nowhere."""
    after = [at == len(source) for at in range(len(source) + 1)]
    for place in range(len(wanted) - 1, -1, -1):
        most = _reach(wanted[place], len(source))
        row = [_end(source, wanted[place], at, most, after) for at in range(len(source) + 1)]
        best[place], after = row, [end >= 0 for end in row]
    if not after[0]:
        return None
    ends: list[int] = []
    for row in best:
        ends.append(row[ends[-1] if ends else 0])
    return ends


def _end(source: Sequence[str], token: str, at: int, most: int, after: Sequence[bool]) -> int:
    if not most:
        fits = at < len(source) and source[at] == token and after[at + 1]
        return at + 1 if fits else -1
    ends = range(at + 1, min(at + most, len(source)) + 1)
    return next((end for end in ends if after[end]), -1)


def _reach(token: str, length: int) -> int:
    """How many tokens of the source a wanted one may stand for; 0 for a word, which stands for itself."""
    if token == LEFT_OUT:
        return length
    return MOST_REPLACED if _is_placeholder(token) else 0


@cache
def _is_placeholder(token: str) -> bool:
    return token.removesuffix("s") in PLACEHOLDERS
