"""Where in a text do names of the registry stand, however they are written? And what may be a name?"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from samsyn.domain.redaction import LEFT_OUT, outside_brackets

_WORD = re.compile(r"[^\W\d_]+|\d+|&")
_BETWEEN = re.compile(r"[^\w\[\]]{0,3}")
"""What may stand between two words of one name: "Upplands Bro", "Rinkeby/Kista", "Hallunda (Botkyrka)"."""
_WHERE = frozenset({"i", "på", "vid", "för"})

ORDINARY = frozenset({"bro", "handen", "kista", "moment", "prima"})
"""Names that are also ordinary words: they are names only with a capital."""
INSIDE, BEGINNING, WHOLE, PART = 6, 4, 3, 7
"""From so many letters on a place is found inside another word (Storstockholm) and at the beginning of one
with a capital (Täbyskolan); a name, and a part of a unit's name, without one. Förslag, ej fastställt."""
ABBREVIATIONS = frozenset(
    {
        *("adhd", "add", "alb", "bmm", "bris", "bup", "bumm", "bus", "bvc", "dbt", "fbt", "gdpr"),
        *("hsl", "hvb", "ivo", "jo", "kbt", "lss", "lvm", "lvu", "mmr", "npf", "ocd", "pdl"),
        *("ptsd", "sfs", "sip", "slso", "soc", "sol", "tbs", "vc", "vkv", "vp"),
    }
)
"""What is written with capitals and names nobody; a kind's own words come from the registry."""


@dataclass(frozen=True)
class Known:
    """A name and its placeholder. A part is what is left of a unit's name without its kind: Globen."""

    name: str
    placeholder: str
    is_place: bool = False
    is_part: bool = False


@dataclass(frozen=True)
class FoundName:
    """Where a name stands (code points), and what to write instead."""

    start: int
    end: int
    placeholder: str


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    folded: str
    has_capital: bool


def folded_words(text: str) -> list[str]:
    """The words of a name without letter case; "&" is read as och."""
    return [one.folded for one in _tokens(unicodedata.normalize("NFC", text))]


def redacted(text: str, found: Iterable[FoundName]) -> str:
    """The text with every name replaced; a genitive keeps its s."""
    for one in sorted(found, key=lambda each: each.start, reverse=True):
        text = text[: one.start] + one.placeholder + text[one.end :]
    return text


class KnownNames:
    """All names at once, and the words of services that a place can follow: socialtjänsten i Farsta."""

    def __init__(self, known: Iterable[Known], services: Mapping[str, str]) -> None:
        self._services = dict(services)
        self._places: dict[str, str] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
        for one in known:
            words = tuple(folded_words(one.name))
            for spelled in {words, tuple(map(_plain_letters, words))} if words else ():
                self._by_first.setdefault(spelled[0], []).append((spelled, one))
            if one.is_place and len(words) == 1:
                self._places.setdefault(words[0], one.placeholder)
        for names in self._by_first.values():
            names.sort(key=lambda pair: (-len(pair[0]), pair[1].is_part))

    def found_in(self, text: str) -> list[FoundName]:
        """Every name in a text, the longest at each place, none inside a known placeholder."""
        tokens = list(_tokens(outside_brackets(text)))
        found: list[FoundName] = []
        at = 0
        while at < len(tokens):
            match = self._at(text, tokens, at)
            if match is None:
                at += 1
                continue
            length, known, genitive = match
            first, last = tokens[at], tokens[at + length - 1]
            start, placeholder = self._with_service(tokens, at, first.start, known)
            while found and found[-1].end > start:
                found.pop()
            found.append(FoundName(start, last.end, placeholder + genitive))
            at += length
        return found

    def _at(self, text: str, tokens: Sequence[_Token], at: int) -> tuple[int, Known, str] | None:
        """How many words of a name stand here, whose name it is, and its ending."""
        for spelled in (tokens[at].folded, tokens[at].folded.removesuffix("s")):
            for words, known in self._by_first.get(spelled, ()):
                some = tokens[at : at + len(words)]
                if _are(text, some, words) and _is_meant(known, words, some):
                    is_genitive = some[-1].folded != words[-1]
                    return len(words), known, "s" if is_genitive else ""
        if placeholder := self._compound(tokens[at]):
            return 1, Known("", placeholder), ""
        return None

    def _compound(self, token: _Token) -> str:
        """The placeholder of a place that a longer word holds: Täbyskolan, huddingebo, Storstockholm."""
        for place, placeholder in self._places.items():
            if len(token.folded) <= len(place) or place in ORDINARY:
                continue
            if len(place) >= INSIDE and place in token.folded:
                return placeholder
            begins = len(place) >= BEGINNING and token.folded.startswith(place)
            if begins and token.has_capital:
                return placeholder
        return ""

    def _with_service(
        self, tokens: Sequence[_Token], at: int, start: int, known: Known
    ) -> tuple[int, str]:
        if known.is_place or known.is_part:
            before = at - 2 if at >= 2 and tokens[at - 1].folded in _WHERE else at - 1
            if before >= 0 and (placeholder := self._services.get(tokens[before].folded)):
                return tokens[before].start, placeholder
        return start, known.placeholder


def possible_names(text: str, ordinary: Iterable[str]) -> list[str]:
    """Words with a capital inside a sentence that are no words of the field, each once.

    A simple sign of a name and no more: a name that begins a sentence, or has no capital, is not found.
    """
    known = {*ABBREVIATIONS, *ordinary}
    seen = outside_brackets(text)
    found = [
        seen[one.start : one.end]
        for one in _tokens(seen)
        if one.has_capital
        and not _begins_sentence(text, one.start)
        and one.folded not in known
        and one.folded.removesuffix("s") not in known
    ]
    return list(dict.fromkeys(found))


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"”»'’(–-")
    return not before or before[-1] in ".!?:" or before.endswith(LEFT_OUT)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _WORD.finditer(text):
        folded = "och" if match[0] == "&" else match[0].casefold()
        yield _Token(*match.span(), folded, match[0][0].isupper())


def _are(text: str, some: Sequence[_Token], words: Sequence[str]) -> bool:
    """Whether these tokens are the words of a name, each perhaps in the genitive, side by side."""
    if len(some) != len(words):
        return False
    for token, word in zip(some, words, strict=True):
        if token.folded not in (word, word + "s"):
            return False
    return all(
        _BETWEEN.fullmatch(text[one.end : following.start]) for one, following in pairwise(some)
    )


def _is_meant(known: Known, words: Sequence[str], some: Sequence[_Token]) -> bool:
    """Whether a single word is the name and not the ordinary word that is spelled so."""
    if len(words) > 1 or some[0].has_capital:
        return True
    if words[0] in ORDINARY:
        return False
    return len(words[0]) >= (PART if known.is_part else WHOLE)


def _plain_letters(word: str) -> str:
    """A longer word as a keyboard without å, ä and ö writes it."""
    return word.translate(str.maketrans("åäöéü", "aaoeu")) if len(word) > BEGINNING else word
