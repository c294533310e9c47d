"""Which single letters stand for somebody: K.L., Flicka T, elev MH, T:s mamma?"""

import re

from samsyn.guard.lists import words_in
from samsyn.guard.persons.reading import Reading, beside

_INITIAL = "[A-ZÅÄÖÉÜ]"
_DOTTED = re.compile(
    rf"(?<![\w.§]){_INITIAL}\.(?:[ -]?{_INITIAL}\.){{1,3}}(?: ?{_INITIAL}\b\.?)?(?!\w)"
    rf"|(?<![\w.]){_INITIAL}\.-{_INITIAL}\. ?{_INITIAL}\.?(?!\w)"
    rf"|(?<![\w.]){_INITIAL}\.{_INITIAL}(?![\w.])"
)
_SPACED = re.compile(rf"(?<![\w.]){_INITIAL} {_INITIAL}(?: {_INITIAL})?(?=,|:s\b| \()")
_OWNING = re.compile(rf"(?<![\w.-]){_INITIAL}{{1,2}}(?=:s (?:[a-zåäö]+))")
_BEFORE = frozenset([" ", "\u00a0", ", ", " (", ": ", ". ", ' "', " ”", " '"])
_NEXT = frozenset([" ", ". ", "."])
_NO_INITIALS = frozenset({"U.S.", "S.O.S.", "E.U.", "P.S.", "O.B.S.", "U.S.A.", "F.N.", "B.V.C."})


def initials(reading: Reading) -> list[tuple[int, int]]:
    """Where initials stand (code points)."""
    text = reading.text
    found = [one.span() for one in _DOTTED.finditer(text) if one[0] not in _NO_INITIALS]
    found += [one.span() for one in _SPACED.finditer(text)]
    for one in _OWNING.finditer(text):
        after = re.match(r":s ([a-zåäö]{2,20})", text[one.end() : one.end() + 24])
        if (
            one[0] not in words_in("abbreviations.words")
            and after
            and (after[1] in beside("relation") or len(one[0]) == 1)
        ):
            found.append(one.span())
    return [*found, *_after_roles(reading)]


def _after_roles(reading: Reading) -> list[tuple[int, int]]:
    """One letter, or two, right after a role; and those joined to it: Flicka B och hennes syster C."""
    found: list[tuple[int, int]] = []
    for place, token in enumerate(reading.tokens):
        if place in reading.blocked or not _may_be_initials(reading, place):
            continue
        is_named = reading.role_before(place) is not None or reading.is_called(place)
        if is_named and not _is_of_class(reading, place):
            last = place
            while (
                last < reading.last
                and reading.tokens[last + 1].is_letter
                and reading.gap(last + 1) in _NEXT
            ):
                last += 1
            found.append(_with_dot(reading, token.start, reading.tokens[last].end))
        elif found and _is_joined(reading, place, found[-1]):
            found.append(_with_dot(reading, token.start, token.end))
    return found


def _may_be_initials(reading: Reading, place: int) -> bool:
    token, gap = reading.tokens[place], reading.gap(place)
    if len(token.text) > 2 or not token.text.isupper() or gap not in _BEFORE:
        return False
    if len(token.text) == 1:
        return True
    return gap != ", " and not token.is_open and token.text not in words_in("abbreviations.words")


def _is_of_class(reading: Reading, place: int) -> bool:
    """elev I tvåan is no initial; nor a letter that numbers follow: typ A 2."""
    token = reading.tokens[place]
    return token.text in {"I", "Å", "Ö"} and reading.text[token.end : token.end + 1] == " "


def _is_joined(reading: Reading, place: int, before: tuple[int, int]) -> bool:
    return reading.plain(place - 1) in {"och", "o"} and reading.tokens[place - 2].start == before[0]


def _with_dot(reading: Reading, start: int, end: int) -> tuple[int, int]:
    after = reading.text[end : end + 1]
    inside = (
        reading.text[end + 1 : end + 2] in {" ", ","}
        and not reading.text[end + 2 : end + 3].isupper()
    )
    return start, end + (after == "." and inside)
