"""Is a count more, or fewer, than earlier counts give reason to expect? Exact, however small they are.

When nothing has changed, a count x over some time and an earlier count y over other time divide their
sum as x ~ Binomial(x + y, share), where `share` is x's part of all the time: the rate itself drops out,
and with it how badly a short past knows it (Przyborowski and Wilenski 1940). The x that do not surprise
lie within the prediction limits of a negative binomial distribution (ADR 0034).
"""

import math
from collections.abc import Callable, Sequence

ROUNDS = 10_000
"""More than the fraction needs for sums of 100,000,000."""
SMALLEST = 1e-300
ENOUGH = 1e-14


def at_least(count: float, earlier: float, share: float, *, spread: float = 1.0) -> float:
    """The chance of `count` or more beside `earlier`, when nothing has changed.

    `spread` is how many times the counts vary more than Poisson's; 1 is exact, above it approximate.
    """
    return beta_below(share, count / spread, earlier / spread + 1)


def at_most(count: float, earlier: float, share: float, *, spread: float = 1.0) -> float:
    """The chance of `count` or fewer beside `earlier`, when nothing has changed."""
    return beta_below(1 - share, earlier / spread, count / spread + 1)


def limits(earlier: float, share: float, *, outside: float, spread: float = 1.0) -> tuple[int, int]:
    """The smallest and the largest count that do not surprise: beyond each lies at most half of `outside`."""
    expected = earlier * share / (1 - share)
    low = _first(lambda x: at_most(x, earlier, share, spread=spread) > outside / 2, expected)
    beyond = _first(lambda x: at_least(x, earlier, share, spread=spread) <= outside / 2, expected)
    return low, max(low, beyond - 1)


def not_by_chance(chances: Sequence[float], rate: float) -> list[bool]:
    """Which of many looked at together are worth telling (Benjamini and Hochberg 1995).

    On average at most `rate` of those told are told wrongly; when nothing at all has changed, anything is
    told with at most the chance `rate`.
    """
    many = len(chances)
    limit = -1.0
    for place, chance in enumerate(sorted(chances), start=1):
        if chance <= rate * place / many:
            limit = chance
    return [chance <= limit for chance in chances]


def beta_below(share: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_share(a, b), with a or b down to 0."""
    if a <= 0 or share >= 1:
        return 1.0
    if b <= 0 or share <= 0:
        return 0.0
    front = math.exp(
        math.lgamma(a + b)
        - math.lgamma(a)
        - math.lgamma(b)
        + a * math.log(share)
        + b * math.log1p(-share)
    )
    if share < (a + 1) / (a + b + 2):
        return min(1.0, front * _fraction(share, a, b) / a)
    return max(0.0, 1 - front * _fraction(1 - share, b, a) / b)


def _fraction(share: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method."""
    c = 1.0
    d = 1 / _not_zero(1 - (a + b) * share / (a + 1))
    value = d
    for m in range(1, ROUNDS):
        even = m * (b - m) * share / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * share / ((a + 2 * m) * (a + 2 * m + 1))
        step = 1.0
        for part in (even, odd):
            d = 1 / _not_zero(1 + part * d)
            c = _not_zero(1 + part / c)
            step = c * d
            value *= step
        if abs(step - 1) < ENOUGH:
            return value
    raise ArithmeticError(f"the fraction of {share}, {a}, {b} does not settle")


def _not_zero(value: float) -> float:
    return value if abs(value) > SMALLEST else SMALLEST


def _first(holds: Callable[[int], bool], near: float) -> int:
    """The first whole number from 0 on for which something holds that goes on holding."""
    high = max(1, math.ceil(near))
    while not holds(high):
        high *= 2
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
