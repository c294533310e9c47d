"""Which of the things that come and go were there on a day, and what are they now? (45)"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


def is_valid_on(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """True from the first day to the last, both counted; an unknown day does not exclude."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)


def is_apart(
    one_from: date | None, one_to: date | None, other_from: date | None, other_to: date | None
) -> bool:
    """True when two times share no day; an unknown day reaches without end."""
    first = max(filter(None, [one_from, other_from]), default=None)
    last = min(filter(None, [one_to, other_to]), default=None)
    return first is not None and last is not None and last < first


def first_day_of(text: str) -> date:
    """The first day of "2020", "2020-07" or "2020-07-01"; refuses anything else with ValueError."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day_of(text: str) -> date:
    """The last day of "2019", "2019-06" or "2019-06-30"; refuses anything else with ValueError."""
    year, month, day = _parts(text)
    return date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])


def _parts(text: str) -> tuple[int, int | None, int | None]:
    parts = text.strip().split("-")
    sizes = [len(part) for part in parts]
    if sizes not in ([4], [4, 2], [4, 2, 2]) or not all(part.isdecimal() for part in parts):
        raise ValueError(text)
    year, month, day = [int(part) for part in parts] + [None] * (3 - len(parts))
    assert year is not None
    date(year, month or 1, day or 1)
    return year, month, day


@dataclass(frozen=True)
class Life:
    """When one thing was valid, and which thing took over after it."""

    valid_from: date | None
    valid_to: date | None
    successor: int | None = None


def as_now(start: int, lives: Mapping[int, Life]) -> int:
    """What `start` has become: the last one in its chain of successors.

    A circle of successors, which only a wrong registry can hold, ends at the first one met twice.
    """
    seen, current = {start}, start
    while (life := lives.get(current)) and life.successor and life.successor not in seen:
        current = life.successor
        seen.add(current)
    return current


def as_on(start: int, lives: Mapping[int, Life], day: date) -> int:
    """What carried on `start`'s work on a day: itself, a successor, or its only predecessor.

    Where a merger leaves several predecessors nobody can say which one it was: `start` is kept.
    """
    seen, current = {start}, start
    while not is_valid_on(lives[current].valid_from, lives[current].valid_to, day):
        life = lives[current]
        if life.valid_to is not None and life.valid_to < day:
            following = [life.successor] if life.successor in lives else []
        else:
            following = [pk for pk, other in lives.items() if other.successor == current]
        if len(following) != 1 or following[0] in seen or following[0] is None:
            return start
        current = following[0]
        seen.add(current)
    return current
