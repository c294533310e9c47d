"""How alike are two deviations? Points that can be read aloud, so that a person can judge (requirement 22).

What weighs how much is a setting (`Scale`), not decided by the county. Nothing is linked by points: they
only say what somebody may want to look at.
"""

import heapq
import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from samsyn.domain.vocabulary import Likeness

_UNITS = {Likeness.BOTH_UNITS, Likeness.ONE_UNIT}
_DAYS = {Likeness.SAME_DAY, Likeness.NEAR_DAY}

LEAST_WORDS = 4
"""A text with fewer words of its own is too short to compare."""

LEAST_LETTERS = 4
STEM = 6
"""Words are compared by their beginning: kallad, kallade and kallades are one word."""

COMMON = frozenset(
    """
    alla andra barn barnet barnets bara blev bli blir borde både därför deras dessa detta dock
    eftersom eller endast enligt ett fick finns från före göra hade hans hela henne
    hennes honom inga inget inom inte inför kan kommer kunde man med mellan men mer mot mycket måste
    många nu när någon något några också och om oss samma sedan sig sin sina sitt ska skall skola
    skolan skulle som så till trots två under upp ut utan var vara varit varje vid vilken vilket
    vill vår våra vårt är även över
""".split()  # noqa: SIM905 - read as lines
)
"""Words that stand in every report and tell nothing of which one it is."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Trait:
    """What is compared of one deviation: who, when, about what, and in which words."""

    unit_ids: frozenset[int]
    """The reporter and the recipients."""
    day: date
    """The day it happened, when it is known; else the day it was reported."""
    theme: str
    words: frozenset[str]


@dataclass(frozen=True)
class Scale:
    """What counts as alike, and what each likeness weighs (förslag, ej fastställt: all of it is settings)."""

    within_days: int
    weights: Mapping[Likeness, int]
    """Of units, days and words only the stronger likeness counts."""
    many_words: float
    some_words: float
    """The part of the shorter text's words that also stand in the other."""

    @cached_property
    def most(self) -> int:
        """The points of two deviations that have everything in common."""
        weight = self.weights
        return weight[Likeness.SAME_THEME] + sum(
            max(weight[strong], weight[weak])
            for strong, weak in (
                (Likeness.BOTH_UNITS, Likeness.ONE_UNIT),
                (Likeness.SAME_DAY, Likeness.NEAR_DAY),
                (Likeness.MANY_WORDS, Likeness.SOME_WORDS),
            )
        )


@dataclass(frozen=True)
class Alike:
    """What two deviations have in common, and how much it weighs together, of how much at most."""

    reasons: tuple[Likeness, ...]
    points: int
    most: int

    @property
    def is_near(self) -> bool:
        """Whether a unit and the time agree; without both it is a similar thing, not the same one."""
        found = set(self.reasons)
        return bool(found & _UNITS and found & _DAYS)


def telling_words(*texts: str) -> frozenset[str]:
    """The words that tell one report from another, by their first six letters."""
    words = (word for text in texts for word in _WORD.findall(text.casefold()))
    return frozenset(
        word[:STEM] for word in words if len(word) >= LEAST_LETTERS and word not in COMMON
    )


def alike(one: Trait, other: Trait, scale: Scale) -> Alike:
    """What two deviations have in common; the order of the two makes no difference."""
    found = (
        _of_units(len(one.unit_ids & other.unit_ids)),
        _of_days(one.day, other.day, scale.within_days),
        Likeness.SAME_THEME if one.theme and one.theme == other.theme else None,
        _of_words(one.words, other.words, scale),
    )
    reasons = tuple(reason for reason in found if reason)
    return Alike(reasons, sum(scale.weights[reason] for reason in reasons), scale.most)


type PairAlike = tuple[int, int, Alike]
"""The larger and the smaller key, and what the two have in common."""


def likest(
    traits: Mapping[int, Trait],
    scale: Scale,
    *,
    least: int,
    most: int,
    settled: Mapping[int, Collection[int]],
) -> list[PairAlike]:
    """The most alike pairs that are near each other and have `least` points; at most so many.

    The most points first, then the larger keys. `settled` are pairs that nobody asks about, by either key.
    Two hundred are twenty thousand pairs: who and which words are numbers here, one bit for each.
    """
    units, words = (
        _bits(one.unit_ids for one in traits.values()),
        _bits(one.words for one in traits.values()),
    )
    in_order = [
        (one.day.toordinal(), key, one, _mask(one.unit_ids, units), _mask(one.words, words))
        for key, one in sorted(traits.items(), key=lambda each: each[1].day)
    ]
    weights = scale.weights

    def found() -> Iterator[tuple[int, int, int]]:
        for at, (day, key, one, its_units, its_words) in enumerate(in_order):
            for other_day, other_key, other, other_units, other_words in in_order[at + 1 :]:
                if other_day - day > scale.within_days:
                    break
                shared = its_units & other_units
                if not shared or other_key in settled.get(key, ()):
                    continue
                both = (its_words & other_words).bit_count()
                told = (
                    _of_units(shared.bit_count()),
                    Likeness.NEAR_DAY if other_day > day else Likeness.SAME_DAY,
                    Likeness.SAME_THEME if one.theme and one.theme == other.theme else None,
                    _of_shared(both, min(len(one.words), len(other.words)), scale),
                )
                points = sum(weights[reason] for reason in told if reason)
                if points >= least:
                    yield -points, -max(key, other_key), -min(key, other_key)

    pairs = ((-larger, -smaller) for _points, larger, smaller in heapq.nsmallest(most, found()))
    return [(one, other, alike(traits[one], traits[other], scale)) for one, other in pairs]


def _bits(sets: Iterable[Iterable[Hashable]]) -> dict[Hashable, int]:
    return {one: 1 << place for place, one in enumerate({each for some in sets for each in some})}


def _mask(members: Iterable[Hashable], bits: Mapping[Hashable, int]) -> int:
    return sum(bits[one] for one in members)


def _of_units(shared: int) -> Likeness | None:
    if not shared:
        return None
    return Likeness.ONE_UNIT if shared == 1 else Likeness.BOTH_UNITS


def _of_days(one: date, other: date, within_days: int) -> Likeness | None:
    apart = abs((one - other).days)
    if apart > within_days:
        return None
    return Likeness.NEAR_DAY if apart else Likeness.SAME_DAY


def _of_words(one: frozenset[str], other: frozenset[str], scale: Scale) -> Likeness | None:
    return _of_shared(len(one & other), min(len(one), len(other)), scale)


def _of_shared(both: int, shorter: int, scale: Scale) -> Likeness | None:
    if shorter < LEAST_WORDS:
        return None
    share = both / shorter
    if share >= scale.many_words:
        return Likeness.MANY_WORDS
    return Likeness.SOME_WORDS if share >= scale.some_words else None
