"""What is written instead of each name: the role that the text gives, the same all through it?"""

import re

from samsyn.guard.finding import SUGGESTIONS
from samsyn.guard.lists import words_in
from samsyn.guard.persons.reading import Reading
from samsyn.guard.persons.roles import Role

_AGE = re.compile(r",? \(?(?:åk(?:\.| )|\d{1,2} år|(?:är|fyller) \w{2,8} år|går i \w{3,12}an\b)")
Span = tuple[int, int, int, int, int | None]
"""Start, end, level, first word, last word."""


def suggestions(reading: Reading, spans: list[Span]) -> list[str]:
    """One suggestion for each span; a name that has a role anywhere keeps it everywhere."""
    keys = [_keys(reading, span) for span in spans]
    roles: dict[str, str] = {}
    for span, some in zip(spans, keys, strict=True):
        if suggestion := _from_role(reading, span):
            for key in some:
                roles.setdefault(key, suggestion)
    children = {
        key
        for span, some in zip(spans, keys, strict=True)
        if _is_childs(reading, span)
        for key in some
    }
    return [
        next((roles[key] for key in some if key in roles), None)
        or ("[barnet]" if children & set(some) else SUGGESTIONS["PERSON"])
        for some in keys
    ]


def _keys(reading: Reading, span: Span) -> list[str]:
    """By what a name is known again: the words it is made of, the first one first."""
    start, end, _, first, last = span
    if last is None:
        return [reading.text[start:end].rstrip(".")]
    return [reading.stem(place) for place in range(first, last + 1)]


def _from_role(reading: Reading, span: Span) -> str:
    first, last = span[3], span[4] if span[4] is not None else span[3]
    if role := reading.role_before(first) or _joined_role(reading, first):
        return role.suggestion
    return role.suggestion if (role := _role_after(reading, last)) else ""


def _joined_role(reading: Reading, place: int) -> Role | None:
    """Behandlarna Ida och Mårten: the second has the first one's role."""
    if reading.plain(place - 1) in {"och", "o"} and place >= 3:
        return reading.role_before(place - 2)
    return None


def _role_after(reading: Reading, place: int) -> Role | None:
    """Lena Forsberg, rektor; Agnieszka, som är barnets mamma; Rigmor, farmor till barnet."""
    gap = reading.gap(place + 1)
    if gap in {", ", " (", "\n", ",\n"} and (role := reading.role(place + 1)):
        return role
    if reading.plain(place + 1) in {"är", "som"}:
        for step in (2, 3, 4):
            if (role := reading.role(place + step)) and not reading.plain(place + step).endswith(
                "s"
            ):
                return role
    return None


def _is_childs(reading: Reading, span: Span) -> bool:
    """Elsas pappa, Elsas skola, Alva och hennes mamma, Moa, 12 år: it is a child's name."""
    last = span[4] if span[4] is not None else span[3]
    if _AGE.match(reading.text, span[1]):
        return True
    after = reading.role(last + 1)
    if reading.is_genitive(last):
        owns = reading.plain(last + 1) in words_in("person.words", "childs")
        return owns or (after is not None and after.kind == "relative")
    theirs = reading.plain(last + 1) == "och" and reading.plain(last + 2) in {
        "hennes",
        "hans",
        "hens",
    }
    kin = reading.role(last + 3)
    return theirs and kin is not None and kin.base in {"mamma", "pappa", "mor", "far", "förälder"}
