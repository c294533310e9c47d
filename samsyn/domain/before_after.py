"""Did it help? A theme's share before and after a measure, in words that claim no more than the data say.

Reports tell who reports. A share that falls after a measure has fallen after it, not because of it; so a
verdict says which way the share went and how sure that is, and never why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt

from samsyn.domain.intervals import Interval, wilson
from samsyn.domain.vocabulary import Listed
from samsyn.domain.vocabulary import gettext_noop as _

LONGEST = 12
"""Months compared at most."""


class Verdict(Listed):
    """What can be said of a comparison."""

    LOWER = "lower", _("Temat är en mindre del av rapporterna efter åtgärden än före.")
    HIGHER = "higher", _("Temat är en större del av rapporterna efter åtgärden än före.")
    UNCLEAR = (
        "unclear",
        _("Skillnaden är inte större än att den kan bero på slumpen."),
    )
    TOO_FEW = "too_few", _("Det är för få rapporter för att säga något.")
    TOO_EARLY = (
        "too_early",
        _("Det är för tidigt: ingen hel period har gått sedan åtgärden började gälla."),
    )
    HIDDEN = "hidden", _("Talen är så små att de inte visas, och då sägs inget om dem.")
    NOT_COMPARABLE = (
        "not_comparable",
        _("Temat heter inte lika före och efter, och ingen har beslutat att de kan jämföras."),
    )


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    def plus(self, months: int) -> "Month":
        """So many months later; earlier when negative."""
        whole = self.year * 12 + self.month - 1 + months
        return Month(whole // 12, whole % 12 + 1)


@dataclass(frozen=True)
class Span:
    """Months in a row, both ends within."""

    first: Month
    last: Month

    @property
    def months(self) -> tuple[Month, ...]:
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        return tuple(self.first.plus(one) for one in range(count + 1))


@dataclass(frozen=True)
class Part:
    """So many reports of n were about the theme; None where a number is hidden."""

    count: int | None
    n: int | None


@dataclass(frozen=True)
class Compared:
    """Before and after and their difference (after − before), each with its interval, and a verdict."""

    before: Part
    after: Part
    before_lies: Interval | None
    after_lies: Interval | None
    difference: Interval | None
    """From −1 to 1."""
    verdict: Verdict


def spans(started_on: date, today: date) -> tuple[Span, Span] | None:
    """The months before and after that are compared; None before a whole month has passed.

    After: the whole months that follow the one in which it began, twelve at most. Before: the same months
    of the year before, so that summers stand against summers; none of them is the month of the beginning.
    """
    start = Month.of(started_on)
    last = min(Month.of(today).plus(-1), start.plus(LONGEST))
    first = start.plus(1)
    if last < first:
        return None
    is_whole_year = last == start.plus(LONGEST)
    shift = -LONGEST - 1 if is_whole_year else -LONGEST
    return Span(first.plus(shift), last.plus(shift)), Span(first, last)


def compare(before: Part, after: Part, *, confidence_percent: float, fewest: int) -> Compared:
    """The comparison; `fewest` is the n on either side below which nothing is said.

    The interval of the difference is Newcombe's hybrid score interval (1998, method 10), made of the two
    Wilson intervals; a share has changed when it lies on one side of zero.
    """
    if before.count is None or before.n is None or after.count is None or after.n is None:
        return Compared(before, after, None, None, None, Verdict.HIDDEN)
    first = wilson(before.count, before.n, confidence_percent=confidence_percent)
    second = wilson(after.count, after.n, confidence_percent=confidence_percent)
    if first is None or second is None or min(before.n, after.n) < fewest:
        return Compared(before, after, first, second, None, Verdict.TOO_FEW)
    was, became = before.count / before.n, after.count / after.n
    change = became - was
    low = change - sqrt((became - second.low) ** 2 + (first.high - was) ** 2)
    high = change + sqrt((second.high - became) ** 2 + (was - first.low) ** 2)
    return Compared(before, after, first, second, Interval(low, high), _verdict(low, high))


def _verdict(low: float, high: float) -> Verdict:
    if high < 0:
        return Verdict.LOWER
    return Verdict.HIGHER if low > 0 else Verdict.UNCLEAR


def years_of(spans_compared: Iterable[Span]) -> list[int]:
    """The years that the months of some spans lie in, the oldest first."""
    return sorted({month.year for span in spans_compared for month in span.months})
