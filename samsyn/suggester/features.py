"""What does the suggester see in a text? Pieces of words, stems, pairs, concepts, and who writes to whom.

A feature is a string whose first letter says what it is: pieces begin with ".", words with "=", two words in
a row with "~", concepts with "@", kinds of the reporter with "<" and of the recipients with ">". Each knows
the words that it came from, so that a proposal can be explained. Text in brackets ("[barnet]") stands for
something masked and is not read.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise

from samsyn.suggester.concepts import concepts_in
from samsyn.suggester.kinds import kinds_of

LONGEST_TEXT = 10_000
"""What stands further down is not read: a report has its matter in its first pages."""
LONGEST_WORD = 40
"""Longer words are no words; nothing in them is looked up."""
PIECES = range(2, 6)
SHORT = 3

_MASKED = re.compile(r"\[[^\[\]\n]{0,60}\]")
_WORD = re.compile(r"[^\W_]+(?:[-–:][^\W_]+)*|§")
_PART = re.compile(r"[a-z0]+|§")
_NUMBER = re.compile(r"\d+")
_ENDING = re.compile(
    r"(?:ernas|arnas|ornas|andet|ningar|ningen|erna|arna|orna|ande|ende|ades|ning|aren|are|ens|ets"
    r"|ade|at|ad|ar|er|or|en|et|as|es|a|e|s|t)$"
)


@dataclass
class Seen:
    """The words of a text as they stand, and for each feature the places of the words that hold it."""

    words: list[str] = field(default_factory=list)
    found: dict[str, list[int]] = field(default_factory=dict)
    """A kind of unit comes from no word, so its list is empty."""

    def add(self, feature: str, place: int) -> None:
        self.found.setdefault(feature, []).append(place)


def features_of(text: str, reporter: str | None = None, recipients: Collection[str] = ()) -> Seen:
    """Everything that is seen in one text and in the kinds of who writes and who is written to."""
    seen = Seen()
    parts: list[tuple[str, int]] = []
    for word in _WORD.findall(_MASKED.sub(" ", text[:LONGEST_TEXT])):
        place = len(seen.words)
        seen.words.append(word)
        if len(word) <= LONGEST_WORD:
            parts += [(part, place) for part in _PART.findall(folded(word))]
    stems = [stem(part) for part, _ in parts]
    for (part, place), stemmed in zip(parts, stems, strict=True):
        seen.add(f"={stemmed}", place)
        for piece in pieces(part):
            seen.add(f".{piece}", place)
    for at, two in enumerate(pairwise(stems)):
        for _, place in parts[at : at + 2]:
            seen.add(f"~{' '.join(two)}", place)
    for name, at in concepts_in([part for part, _ in parts]):
        seen.add(f"@{name}", parts[at][1])
    for sign, services in (("<", [reporter or ""]), (">", recipients)):
        for kind in {kind for one in services for kind in kinds_of(folded(one))}:
            seen.found[f"{sign}{kind}"] = []
    return seen


def folded(text: str) -> str:
    """Lower case without accents, as a scan without å, ä and ö has it; every number is 0."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return _NUMBER.sub("0", "".join(one for one in apart if not unicodedata.combining(one)))


def stem(part: str) -> str:
    """A word without its commonest endings: kallad, kallade and kallat are one."""
    return _ENDING.sub("", part) if len(part) > SHORT + 1 else part


def pieces(part: str) -> list[str]:
    """Every piece of two to five letters of a word with a space at both ends; misspelt words share most."""
    padded = f" {part} "
    return [
        padded[at : at + length]
        for length in PIECES
        for at in range(max(1, len(padded) - length + 1))
    ]
