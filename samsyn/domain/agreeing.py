"""How far do two people agree who code the same things, beyond what chance would give? (requirement 32)"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Kappa:
    """Cohen's kappa between two coders, always with the n that it rests on."""

    n: int
    """How many both have coded."""
    agreed: int
    kappa: float | None
    """From -1 to 1; None when chance alone would explain everything, or nothing was coded by both."""


def cohens_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> Kappa:
    """Cohen's kappa (1960) of two coders' choices, one pair for each thing that both have coded.

    None of the codes is itself a code: "none fits" is a choice that one can agree on.
    """
    n = len(pairs)
    agreed = sum(one == other for one, other in pairs)
    first = Counter(one for one, _ in pairs)
    second = Counter(other for _, other in pairs)
    # In whole numbers up to the last division, so that complete agreement is exactly 1.
    by_chance = sum(many * second[code] for code, many in first.items())
    if by_chance == n * n:
        return Kappa(n, agreed, None)
    return Kappa(n, agreed, (n * agreed - by_chance) / (n * n - by_chance))
