"""How often and how quickly is answered, and when would figures tell too much? (requirements 30, 31, 34)"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samsyn.domain.vocabulary import Listed, gettext_noop

AGES = (5, 30, 60)
"""The last day of each step of age, in calendar days: förslag, ej fastställt."""


class AnsweredBy(Listed):
    """By what the county's answers are told."""

    KIND = ("typ", gettext_noop("Verksamhetstyp"))
    PRINCIPAL = ("huvudman", gettext_noop("Huvudman"))
    AREA = ("bus", gettext_noop("BUS-område"))


def median_of(days: Mapping[int, int]) -> float | None:
    """The median in days of how many times each number of days occurred; None when none did."""
    total = sum(days.values())
    if not total:
        return None
    passed, lower = 0, None
    for day in sorted(days):
        passed += days[day]
        if lower is None and 2 * passed >= total:
            lower = day
            if 2 * passed > total:
                return float(day)
        elif lower is not None and days[day]:
            return (lower + day) / 2
    raise AssertionError("half of them was never passed")


@dataclass(frozen=True)
class AgeStep:
    """How many have waited from so many days to so many; `to_day` is None for the last step."""

    from_day: int
    to_day: int | None
    count: int


def by_age(days: Iterable[int]) -> list[AgeStep]:
    """How many have waited how long, in the steps of AGES; every step is there, also with 0."""
    counted = Counter(sum(day > limit for limit in AGES) for day in days)
    starts = (0, *(limit + 1 for limit in AGES))
    ends = (*AGES, None)
    return [
        AgeStep(start, end, counted[place])
        for place, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


@dataclass(frozen=True)
class Answering:
    """What came to a unit, or to several together, in a period, and what became of it."""

    received: int = 0
    """Recipients' parts; one that was redirected away or withdrawn does not count."""
    declined: int = 0
    answered: int = 0
    acknowledged: int = 0
    median_acknowledge: float | None = None
    """Working days from the day it came to the day it was acknowledged, of those that were."""
    median_answer: float | None = None
    """Calendar days from the day it came to the day it was answered, of those that were."""
    units: int = 0
    """How many units something came to."""
    sent: int = 0

    @property
    def owed(self) -> int:
        """How many an answer was owed to: all but those that were declined as no such deviation."""
        return self.received - self.declined

    @property
    def share(self) -> float | None:
        """The answer rate, of 1."""
        return self.answered / self.owed if self.owed else None
