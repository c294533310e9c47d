"""Which words say the same in other words? A list that people keep (concepts.txt), weighed by the texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "concepts.txt"
SHORT = 3
"""A word of the list with at most so many letters stands for itself, a longer one for all that begin so."""


@dataclass(frozen=True)
class Phrase:
    """Words in a row, each the beginning of a word of the text, that stand for a concept."""

    concept: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Phrases by their first word, and marks that may stand anywhere in a word."""

    by_first: dict[str, tuple[Phrase, ...]]
    longest: int
    anywhere: tuple[tuple[str, str], ...]


def concepts_in(parts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Each concept with the place of a word that speaks of it; a phrase gives one for each of its words."""
    lexicon = _lexicon()
    for at, part in enumerate(parts):
        found = set()
        for length in range(1, min(len(part), lexicon.longest) + 1):
            for phrase in lexicon.by_first.get(part[:length], ()):
                if phrase.concept not in found and _stands(phrase.words, parts, at):
                    found.add(phrase.concept)
                    yield from ((phrase.concept, at + more) for more in range(len(phrase.words)))
        for mark, concept in lexicon.anywhere:
            if concept not in found and mark in part:
                found.add(concept)
                yield concept, at


def _stands(words: Sequence[str], parts: Sequence[str], at: int) -> bool:
    if at + len(words) > len(parts):
        return False
    return all(
        part == word if len(word) <= SHORT else part.startswith(word)
        for word, part in zip(words, parts[at:], strict=False)
    )


@cache
def _lexicon() -> Lexicon:
    phrases: dict[str, list[Phrase]] = {}
    anywhere = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        concept, listed = line.split(":", 1)
        for one in dict.fromkeys(each.strip() for each in listed.split(",")):
            if one.startswith("~"):
                anywhere.append((one[1:], concept))
            else:
                words = tuple(one.replace("-", " ").split())
                phrases.setdefault(words[0], []).append(Phrase(concept, words))
    by_first = {first: tuple(found) for first, found in phrases.items()}
    return Lexicon(by_first, max(map(len, by_first)), tuple(anywhere))
