"""How far does a name reach: from its first initial to the last of its last names?"""

import re

from samsyn.guard.lists import words_in
from samsyn.guard.persons.judging import CERTAIN, NOBODY, judged
from samsyn.guard.persons.knowing import is_surname_shaped
from samsyn.guard.persons.reading import Reading

_PARTICLES = words_in("person.words", "particle")
_INITIAL_GAP = frozenset({" ", "\u00a0", ". ", ".", ".-", ".\u00a0"})


def chain(reading: Reading, place: int, level: int) -> tuple[int, int, int]:
    """The first and last word of the name that the word at this place is part of, and how sure it is."""
    first = _leftwards(reading, place)
    last = place
    while (reach := _rightwards(reading, last)) > last:
        last = reach
    if last > first and reading.name(first).first and reading.name(last).last:
        level = CERTAIN
    return first, last, level


def _leftwards(reading: Reading, place: int) -> int:
    """J. Åkerhielm, Umm Khadija, A.-M. S.: what belongs to the name before the word that was found."""
    while place and place - 1 not in reading.blocked and not reading.role(place - 1):
        token, gap = reading.tokens[place - 1], reading.gap(place)
        if (token.is_letter and gap in _INITIAL_GAP and token.plain not in "iåö") or (
            gap in {" ", "\u00a0"} and _is_part_before(reading, place - 1)
        ):
            place -= 1
        else:
            break
    return place


def _is_part_before(reading: Reading, place: int) -> bool:
    token, name = reading.tokens[place], reading.name(place)
    if (
        not token.is_capital
        or name.never
        or name.time
        or name.place
        or reading.has_genitive_s(place)
    ):
        return False
    return not name.word or token.plain in _PARTICLES or (name.is_name and not token.begins)


def _rightwards(reading: Reading, place: int) -> int:
    """The place of the next part of the name, or the same place."""
    after = place + 1
    if after > reading.last or after in reading.blocked:
        return place
    gap, token = reading.gap(after), reading.tokens[after]
    if reading.tokens[place].is_letter and gap not in _INITIAL_GAP:
        return place
    if gap not in {" ", "\u00a0", "  "} and not (
        reading.tokens[place].is_letter and gap in _INITIAL_GAP
    ):
        return place
    if reading.has_genitive_s(place) and not reading.tokens[place].is_letter:
        return place
    if token.plain in _PARTICLES and after < reading.last:
        return _past_particles(reading, place, after)
    if token.is_letter and not token.is_open and token.plain != "i":
        return after
    return after if _is_part(reading, after) else place


def _past_particles(reading: Reading, place: int, after: int) -> int:
    at = after
    while (
        at < reading.last and reading.tokens[at].plain in _PARTICLES and reading.gap(at + 1) == " "
    ):
        at += 1
    token = reading.tokens[at]
    named = at not in reading.blocked and token.plain not in _PARTICLES
    small = reading.tokens[place].is_small
    fits = token.is_capital or (small and _is_part(reading, at))
    return at if named and fits and at - after <= 2 else place


def _is_part(reading: Reading, place: int) -> bool:
    token, name, plain = reading.tokens[place], reading.name(place), reading.stem(place)
    if reading.role(place) and not token.is_capital:
        return False
    if token.is_capital:
        if name.place and not reading.name(place - 1).first:
            return False  # Forum Nacka
        return not name.time and not (token.is_capitals and len(plain) <= 4 and not name.is_name)
    if name.last and is_surname_shaped(plain) and not name.place:
        return True
    if name.never or name.word or name.place or name.time or len(plain) < 3:
        return False
    return name.is_name or is_surname_shaped(plain) or (name.is_unknown and len(plain) <= 16)


def turned_round(reading: Reading, place: int) -> int:
    """The place of the last name in ÖHRN, Philippa; or the same place."""
    before = place - 1
    if before < 0 or before in reading.blocked or reading.gap(place) != ", ":
        return place
    token, name = reading.tokens[before], reading.name(before)
    fits = token.is_capitals and len(token.text) > 2 and not reading.role(before)
    fits = fits or (token.is_capital and name.last and not name.first and not name.place)
    return before if fits and not re.search(r"och|,", reading.plain(place + 1)) else place


def names_in(reading: Reading) -> list[tuple[int, int, int]]:
    """Every name as its first word, last word and how sure it is."""
    found: list[tuple[int, int, int]] = []
    place = 0
    while place <= reading.last:
        level = judged(reading, place)
        if level == NOBODY:
            place += 1
            continue
        first, last, level = chain(reading, place, level)
        first = turned_round(reading, first)
        if found and first <= found[-1][1]:
            first = found[-1][1] + 1
        if first <= last:
            found.append((first, last, level))
        place = max(last, place) + 1
    return found
