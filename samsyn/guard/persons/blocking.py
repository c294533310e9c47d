"""Which words of a text are names of units, things and times, and so nobody's?"""

from collections.abc import Collection
from functools import cache, lru_cache

from samsyn.guard.lists import lines_of, words_in
from samsyn.guard.persons.knowing import is_unit_shaped
from samsyn.guard.persons.reading import Reading

_LONGEST_NAME = 5
"""So many words before a school or a syndrome belong to its name."""


@cache
def _heads() -> frozenset[str]:
    return _lower(
        words_in("unit.words", ">") | words_in("unit.words", ">>") | words_in("unit.words", "<>")
    )


@cache
def _tails() -> frozenset[str]:
    return _lower(words_in("unit.words", "<") | words_in("unit.words", "<>"))


@cache
def _endings(mark: str) -> tuple[str, ...]:
    return tuple(words_in("unit.words", mark))


def _lower(words: Collection[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


@cache
def _own_phrases() -> dict[str, list[tuple[str, ...]]]:
    return _by_first(lines_of("not_names.words"))


def _by_first(phrases: Collection[str]) -> dict[str, list[tuple[str, ...]]]:
    """The phrases by their first word, words in small letters."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.lower().replace(".", " ").replace("/", " ").split())
        if words:
            found.setdefault(words[0], []).append(words)
    return found


@lru_cache(maxsize=8)
def _given_phrases(not_names: frozenset[str]) -> dict[str, list[tuple[str, ...]]]:
    """The caller's phrases, kept as long as the same set is given; they are names of units, no texts."""
    return _by_first(not_names)


def block(reading: Reading, not_names: Collection[str]) -> None:
    """Mark what is no person's name, whatever the word lists say."""
    given = _given_phrases(frozenset(not_names)) if not_names else {}
    phrases = [_own_phrases(), given]
    for place, token in enumerate(reading.tokens):
        for known in phrases:
            _phrase(reading, place, known, is_given=known is given)
        if token.is_capital or token.is_open:
            _capital(reading, place)
        if (token.plain in _heads() or _is_head(token.plain)) and not reading.role(place):
            if token.is_capital and not token.begins:
                reading.blocked.add(place)
            _after_head(reading, place)
        if token.gap in {"-", "‑", "‐"} and token.plain not in words_in("unit.words", "-"):
            _chain_before(reading, place)
        if token.plain in {"sankt", "sankta", "st"} and token.is_capital and place < reading.last:
            reading.blocked.update({place, place + 1})
        if token.plain in {"t", "ta"} and token.gap == ":" and place < reading.last:
            reading.blocked.add(place + 1)  # S:t Örjan
        if _is_tail(token.plain) or is_unit_shaped(token.plain):
            _before_tail(reading, place)


def _phrase(
    reading: Reading, place: int, known: dict[str, list[tuple[str, ...]]], *, is_given: bool
) -> None:
    plain = reading.plain(place)
    for first in {plain, plain.removesuffix("s")}:
        for words in known.get(first, ()):
            end = place + len(words)
            same = all(
                plain in (word, word + "s")
                for word, plain in zip(words, map(reading.plain, range(place, end)), strict=True)
            )
            token = reading.tokens[place]
            if same and (is_given or len(words) > 1 or token.is_capital or token.is_open):
                reading.blocked.update(range(place, end + _goes_on(reading, end)))


def _goes_on(reading: Reading, place: int) -> bool:
    """Cosmic Link: what follows the name of a thing with a capital, and is no first name."""
    if place > reading.last or reading.gap(place) != " " or not reading.tokens[place].is_capital:
        return False
    return not reading.name(place).first


def _capital(reading: Reading, place: int) -> None:
    token = reading.tokens[place]
    parts = token.text.replace("‑", "-").split("-")
    if token.is_open and reading.name(place).well and len(token.plain) > 3:
        return  # SARA in a shouted sentence is no method
    if token.text in words_in("abbreviations.words") and not reading.role_before(place):
        reading.blocked.add(place)
    elif len(parts) > 1 and parts[0] in words_in("abbreviations.words"):
        reading.blocked.add(place)  # SIP-mötet, IT-stöd
    elif any(one.isupper() for one in token.text[1:]) and not token.is_capitals:
        inner = (
            token.text.replace("Mc", "", 1).replace("'", "-").replace("’", "-").replace("‑", "-")
        )
        if any(one[1:] != one[1:].lower() for one in inner.split("-")):
            reading.blocked.add(place)  # TakeCare, BankID


def _chain_before(reading: Reading, place: int) -> None:
    """Magnus Hjalmar-huset, Eric Ericson-hallen."""
    for at in range(place - 1, max(-1, place - _LONGEST_NAME), -1):
        if not reading.tokens[at].is_capital or reading.role(at):
            return
        reading.blocked.add(at)
        if reading.gap(at) != " ":
            return


def _after_head(reading: Reading, place: int) -> None:
    """BUP Globen, förskolan Solrosen, Barnsjukhuset Martina; metoderna Repulse och Komet."""
    at, listed = place + 1, reading.plain(place) in words_in("unit.words", ">>")
    while at <= reading.last and at - place <= 2 * _LONGEST_NAME:
        token, gap = reading.tokens[at], reading.gap(at)
        if (
            token.is_capital
            and not reading.role(at)
            and (gap in {" ", "\u00a0"} or (listed and gap == ", "))
        ):
            reading.blocked.add(at)
        elif not (listed and gap == " " and token.plain in {"och", "eller", "samt"}):
            return
        at += 1


def _before_tail(reading: Reading, place: int) -> None:
    """Kungsholmens grundskola, Fredrika Bremergymnasiet, Norra Real; but Elsas skola is Elsa's."""
    token = reading.tokens[place]
    known = reading.at(place)
    shaped = token.is_capital and is_unit_shaped(token.plain) and not known.first
    if shaped and not (known.last and reading.role_before(place)):
        reading.blocked.add(place)
    start = place
    while (
        start > max(0, place - _LONGEST_NAME)
        and reading.gap(start) in {" ", "\u00a0", "-"}
        and _is_of_name(reading, start - 1)
    ):
        if (
            reading.tokens[start - 1].begins
            and not _may_begin_name(reading, start - 1)
            and (start < place)
        ):
            break
        start -= 1
    before = range(start, place)
    if not before or reading.role_before(start) or reading.role(start):
        return
    if not token.is_capital and _is_owned(reading, start, place):
        return
    if token.is_capital or _is_tail(token.plain):
        reading.blocked.update(before)


def _is_of_name(reading: Reading, place: int) -> bool:
    """A capital, or the small words inside Cornelia de Langes syndrom."""
    return reading.tokens[place].is_capital or reading.plain(place) in {"de", "la", "von"}


def _is_owned(reading: Reading, start: int, place: int) -> bool:
    """Elsas skola, Bert Karlssons boende: what stands after a name in the genitive is somebody's."""
    plain, last = reading.plain(place), reading.name(place - 1)
    if not (reading.name(start).first and reading.is_genitive(place - 1)):
        return False
    if plain in words_in("unit.words", "!"):
        return False
    return start == place - 1 or (last.last and not last.first and not plain.endswith("skola"))


def _is_head(plain: str) -> bool:
    return len(plain) > 8 and plain.endswith(_endings(">-"))


def _may_begin_name(reading: Reading, place: int) -> bool:
    """Och Kevins plan: the first word of a sentence has its capital from there."""
    name = reading.name(place)
    return name.is_name and not name.never


def _is_tail(plain: str) -> bool:
    return (
        plain in _tails() or plain.removesuffix("s") in _tails() or plain.endswith(_endings("<-"))
    )
