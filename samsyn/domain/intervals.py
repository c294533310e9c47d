"""How sure is a share of few? An interval beside it, when shares of years are compared (requirement 30)."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from samsyn.domain.shares import percent_of


@dataclass(frozen=True)
class Interval:
    """Where a share lies, from 0 to 1, had the year been one of many like it."""

    low: float
    high: float


def wilson(count: int, n: int, *, confidence_percent: float) -> Interval | None:
    """Wilson's score interval (1927) of a share: right also for few and at 0 and 1. None when n is 0.

    Raises ValueError for what is no part of n: a count of recipients can be larger than n, and then
    the share is not one of reports.
    """
    if not 0 <= count <= n:
        raise ValueError(f"{count} is no part of {n}")
    if n == 0:
        return None
    z2 = NormalDist().inv_cdf(0.5 + confidence_percent / 200) ** 2
    middle = (count + z2 / 2) / (n + z2)
    half = sqrt(z2 * (count * (n - count) / n + z2 / 4)) / (n + z2)
    # At the ends the limit is the end itself; only the arithmetic of floats says otherwise.
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == n else min(1.0, middle + half)
    return Interval(low, high)


def count_behind(percent: int, n: int) -> int | None:
    """The count that a published whole percentage of n tells of; None when n does not tell a single one."""
    near = round(percent * n / 100)
    fits = [one for one in range(near - 1, near + 2) if 0 <= one <= n]
    fits = [one for one in fits if percent_of(one, n) == percent]
    return fits[0] if len(fits) == 1 else None
