"""Who is named in a text, and what is written instead, the same for each all through it?"""

from collections.abc import Collection, Iterable

from samsyn.guard.finding import Finding
from samsyn.guard.persons.blocking import block
from samsyn.guard.persons.chains import names_in
from samsyn.guard.persons.initials import initials
from samsyn.guard.persons.judging import CERTAIN, POSSIBLE
from samsyn.guard.persons.reading import Reading
from samsyn.guard.persons.suggesting import Span, suggestions


def persons(
    text: str, taken: Iterable[tuple[int, int]], not_names: Collection[str]
) -> list[Finding]:
    """Every name of a person outside the places that are already taken."""
    reading = Reading(text)
    _block_taken(reading, sorted(taken))
    block(reading, not_names)
    names = names_in(reading)
    names += _again(reading, names)
    spans: list[Span] = [_span(reading, *name) for name in names]
    for start, end in initials(reading):
        if all(end <= one[0] or one[1] <= start for one in spans):
            spans.append((start, end, POSSIBLE, _place_of(reading, start), None))
    spans.sort(key=lambda one: one[0])
    written = suggestions(reading, spans)
    return [
        Finding(start, end, "PERSON", "certain" if level == CERTAIN else "possible", suggestion)
        for (start, end, level, *_), suggestion in zip(spans, written, strict=True)
    ]


def _block_taken(reading: Reading, taken: list[tuple[int, int]]) -> None:
    at = 0
    for place, token in enumerate(reading.tokens):
        while at < len(taken) and taken[at][1] <= token.start:
            at += 1
        if at < len(taken) and taken[at][0] < token.end:
            reading.blocked.add(place)


def _again(reading: Reading, names: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The places where a name stands once more and nothing around tells that it is one."""
    covered = {place for first, last, _ in names for place in range(first, last + 1)}
    levels: dict[str, int] = {}
    for first, last, level in names:
        for place in range(first, last + 1):
            token = reading.tokens[place]
            if token.is_capital and len(token.plain) > 1 and not reading.name(place).time:
                levels[reading.stem(place)] = max(level, levels.get(reading.stem(place), 0))
    again = []
    for place, token in enumerate(reading.tokens):
        if place in covered or place in reading.blocked or not token.is_capital:
            continue
        if (sure := levels.get(reading.stem(place))) and not (
            token.begins and reading.at(place).never
        ):
            again.append((place, place, sure))
    return again


def _span(reading: Reading, first: int, last: int, level: int) -> Span:
    """Where it stands without the genitive s, and of Alva-ärendet only Alva."""
    start, token = reading.tokens[first].start, reading.tokens[last]
    end = token.end - (reading.stem(last) != token.plain)
    if token.is_letter and reading.text[token.end : token.end + 1] == "." and last < reading.last:
        end += not reading.tokens[last + 1].begins
    return start, end, level, first, last


def _place_of(reading: Reading, start: int) -> int:
    return next(place for place, token in enumerate(reading.tokens) if token.start >= start)
