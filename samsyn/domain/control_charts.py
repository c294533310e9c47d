"""Which series of counts have changed, when many are watched at once? (issue 4.8, ADR 0034)

Months are counted from the year 0: `month_number(date)`. A month is compared with earlier months only, after
the season; a term with the same term of earlier years.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samsyn.domain.exact_tests import at_least, at_most, limits, not_by_chance
from samsyn.domain.vocabulary import Listed, gettext_noop

type Month = int
MONTHS_A_YEAR = 12
EVEN_MONTH = 5.0
"""So many reports of an even year are laid to each calendar month, lest a short past look like a season:
förslag, ej fastställt."""
LEAST_EXPECTED = 1.0
"""The spread is read from months that were expected to have at least so many: förslag, ej fastställt."""


class Pattern(Listed):
    """How something can stick out."""

    POINT = "point", gettext_noop("En månad utanför det vanliga")
    RUN = "run", gettext_noop("Flera månader på samma sida")
    TERM = "term", gettext_noop("Fler än samma termin tidigare år")


def month_number(day: date) -> Month:
    """The day's month, counted from January of the year 0."""
    return day.year * MONTHS_A_YEAR + day.month - 1


def first_day(month: Month) -> date:
    """The first day of a month."""
    return date(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)


@dataclass(frozen=True)
class Rules:
    """What counts as a change. All from settings; each a proposal, not decided."""

    wrong_lists: float
    """The chance that a list tells of anything at all when nothing has changed."""
    usual: float
    """The share of months that the limits of a chart hold."""
    run: int
    """So many months in a row on one side."""
    run_misses: int
    """So many of these may lie on the other side."""
    earlier_months: int
    least_earlier_months: int
    least_count: int
    """A rise to fewer than this is not told."""
    term_months: int
    earlier_terms: int
    """How many years back a term is compared with the same term."""


@dataclass(frozen=True)
class Series:
    """How many there were of something in each month; a month that is not named had none."""

    key: Hashable
    counts: Mapping[Month, int]
    first: Month
    """The first month that can be compared with later ones."""
    tells_falls: bool = True

    def sum_of(self, months: Iterable[Month]) -> int:
        """How many in all these months."""
        return sum(self.counts.get(month, 0) for month in months)


@dataclass(frozen=True)
class Season:
    """How much is reported in each calendar month, against an even year (1.0)."""

    weights: tuple[float, ...] = (1.0,) * MONTHS_A_YEAR

    def of(self, months: Iterable[Month]) -> float:
        """The weight of these months together."""
        return sum(self.weights[month % MONTHS_A_YEAR] for month in months)


@dataclass(frozen=True)
class Signal:
    """Something that sticks out: a month, several in a row, or a term."""

    key: Hashable
    pattern: Pattern
    rises: bool
    first: Month
    last: Month
    count: int
    expected: float
    low: int
    high: int
    """The usual: what would not surprise."""
    chance: float
    """How likely as much, or more, is when nothing has changed."""


@dataclass(frozen=True)
class Point:
    """One month of a chart; without limits while there is too little to compare with."""

    month: Month
    count: int
    expected: float | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class _Comparison:
    """A stretch of time and the earlier time that it is held against."""

    pattern: Pattern
    first: Month
    last: Month
    count: int
    earlier: int
    share: float

    @property
    def expected(self) -> float:
        return self.earlier * self.share / (1 - self.share)


@dataclass(frozen=True)
class _Tried:
    """A comparison and how likely it is when nothing has changed."""

    key: Hashable
    held: _Comparison
    rises: bool
    chance: float


def season_of(totals: Mapping[Month, int], months: Iterable[Month]) -> Season:
    """The season in these months of all that was reported."""
    months = list(months)
    if not sum(totals.get(month, 0) for month in months):
        return Season()
    mean = sum(totals.get(month, 0) for month in months) / len(months)
    weights = []
    for place in range(MONTHS_A_YEAR):
        same = [month for month in months if month % MONTHS_A_YEAR == place]
        seen = sum(totals.get(month, 0) for month in same)
        weights.append((seen + EVEN_MONTH) / (mean * len(same) + EVEN_MONTH))
    return Season(tuple(weights))


def spread_of(series: Iterable[Series], season: Season, present: Month, rules: Rules) -> float:
    """How many times more the earlier months vary than Poisson's counts would; never under 1."""
    squares = freedom = 0.0
    for one in series:
        before = _before(one, present, rules)
        whole, total = season.of(before), one.sum_of(before)
        for month in before:
            weight = season.of([month])
            if (expected := total * weight / whole) >= LEAST_EXPECTED:
                squares += (one.counts.get(month, 0) - expected) ** 2 / expected
                freedom += 1 - weight / whole
    return max(1.0, squares / freedom) if freedom else 1.0


def sticks_out(
    families: Iterable[Sequence[Series]],
    totals: Mapping[Month, int],
    present: Month,
    rules: Rules,
) -> list[Signal]:
    """What has changed up to the last whole month, `present`; the families share the risk of a wrong list."""
    watched = [list(family) for family in families]
    season = season_of(totals, _months_before(present, totals, rules))
    found: list[Signal] = []
    for family in watched:
        spread = spread_of(family, season, present, rules)
        tried = [one for series in family for one in _tried(series, season, spread, present, rules)]
        told = not_by_chance([one.chance for one in tried], rules.wrong_lists / len(watched))
        found += [
            _signal(one, spread, rules) for one, is_told in zip(tried, told, strict=True) if is_told
        ]
    return found


def belongs_to(signal: Signal, rules: Rules) -> Month:
    """The month that a signal is known by: a point by its own, the slower patterns by their term's first.

    What has been seen comes back with another: a new month, or a new term.
    """
    if signal.pattern is Pattern.POINT:
        return signal.last
    return signal.last // rules.term_months * rules.term_months


def can_be_compared(series: Series, present: Month, rules: Rules) -> bool:
    """True when there are earlier months enough to hold the present one against."""
    return len(_before(series, present, rules)) >= rules.least_earlier_months


def chart_of(
    series: Series, season: Season, spread: float, months: Iterable[Month], rules: Rules
) -> list[Point]:
    """Each month with the limits that were known when it began."""
    return [_point(series, season, spread, month, rules) for month in months]


def _point(series: Series, season: Season, spread: float, month: Month, rules: Rules) -> Point:
    count = series.counts.get(month, 0)
    held = _compare(series, season, Pattern.POINT, month, month, rules)
    if held is None:
        return Point(month, count)
    low, high = limits(held.earlier, held.share, outside=1 - rules.usual, spread=spread)
    return Point(month, count, held.expected, low, high)


def _tried(
    series: Series, season: Season, spread: float, present: Month, rules: Rules
) -> Iterable[_Tried]:
    """Every comparison that can be made, also those that show nothing: the number tried counts."""
    start = present - rules.run + 1
    for held in (
        _compare(series, season, Pattern.POINT, present, present, rules),
        _compare(series, season, Pattern.RUN, start, present, rules),
        _term_compared(series, present, rules),
    ):
        if held is not None:
            yield _judged(series, held, season, spread, rules)


def _judged(
    series: Series, held: _Comparison, season: Season, spread: float, rules: Rules
) -> _Tried:
    """How likely the comparison is by chance: 1 for what would not be told whatever its chance."""
    up = at_least(held.count, held.earlier, held.share, spread=spread)
    down = at_most(held.count, held.earlier, held.share, spread=spread)
    may_rise, may_fall = _sides(series, season, held, rules)
    both = series.tells_falls and held.pattern is not Pattern.TERM
    rises = up <= down
    is_told = (may_rise and held.count >= rules.least_count) if rises else may_fall
    chance = min(up, down) * (2 if both else 1) if is_told else 1.0
    return _Tried(series.key, held, rises, min(1.0, chance))


def _before(series: Series, month: Month, rules: Rules) -> range:
    return range(max(series.first, month - rules.earlier_months), month)


def _months_before(present: Month, totals: Mapping[Month, int], rules: Rules) -> range:
    first = min(totals, default=present)
    return range(max(first, present - rules.earlier_months), present)


def _compare(
    series: Series, season: Season, pattern: Pattern, first: Month, last: Month, rules: Rules
) -> _Comparison | None:
    before, now = _before(series, first, rules), range(first, last + 1)
    if len(before) < rules.least_earlier_months:
        return None
    share = season.of(now) / (season.of(now) + season.of(before))
    return _Comparison(pattern, first, last, series.sum_of(now), series.sum_of(before), share)


def _term_compared(series: Series, present: Month, rules: Rules) -> _Comparison | None:
    """The last whole term beside the same term of earlier years: no season is needed."""
    last = (present + 1) // rules.term_months * rules.term_months - 1
    first = last - rules.term_months + 1
    years = [
        range(first - back * MONTHS_A_YEAR, last + 1 - back * MONTHS_A_YEAR)
        for back in range(1, rules.earlier_terms + 1)
        if first - back * MONTHS_A_YEAR >= series.first
    ]
    if not years:
        return None
    count = series.sum_of(range(first, last + 1))
    earlier = sum(series.sum_of(months) for months in years)
    return _Comparison(Pattern.TERM, first, last, count, earlier, 1 / (1 + len(years)))


def _sides(series: Series, season: Season, held: _Comparison, rules: Rules) -> tuple[bool, bool]:
    """Whether a rise, and whether a fall, can be told of what is held against earlier time."""
    if held.pattern is not Pattern.RUN:
        return True, series.tells_falls and held.pattern is Pattern.POINT
    months = range(held.first, held.last + 1)
    whole = season.of(months)
    expected = {month: held.expected * season.of([month]) / whole for month in months}
    above = sum(series.counts.get(month, 0) > expected[month] for month in months)
    below = sum(series.counts.get(month, 0) < expected[month] for month in months)
    least = len(months) - rules.run_misses
    return above >= least, below >= least and series.tells_falls


def _signal(tried: _Tried, spread: float, rules: Rules) -> Signal:
    held = tried.held
    low, high = limits(held.earlier, held.share, outside=1 - rules.usual, spread=spread)
    return Signal(
        key=tried.key,
        pattern=held.pattern,
        rises=tried.rises,
        first=held.first,
        last=held.last,
        count=held.count,
        expected=held.expected,
        low=low,
        high=high,
        chance=tried.chance,
    )
