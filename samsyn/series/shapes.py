"""What is asked of a series, and in which shape does it answer? Lines of points, one for each year."""

from dataclasses import dataclass

from samsyn.domain.intervals import Interval
from samsyn.domain.vocabulary import Comparability, Counted, Dimension, Scope, SeriesMark
from samsyn.series.selectors.breaks import BreakCard

THEMES, SUBTYPES, TOTAL, ANSWERED = "themes", "subtypes", "total", "answered"
ONE_THEME = "theme:"
"""Before the name of the one theme (or subtype) that is asked for, as in "theme:Remisshantering"."""


@dataclass(frozen=True)
class SeriesQuestion:
    """Which years, what, and counted how; `where` as in the statistics' questions."""

    first: int
    last: int
    what: str = THEMES
    scope: Scope = Scope.BETWEEN
    count: Counted = Counted.DEVIATIONS
    where: tuple[tuple[Dimension, str], ...] = ()

    @property
    def theme(self) -> str:
        """The name of the one theme that is asked for; empty for all else."""
        return self.what.removeprefix(ONE_THEME) if self.what.startswith(ONE_THEME) else ""

    @property
    def is_of_shares(self) -> bool:
        """All but the number of reports are parts of n."""
        return self.what != TOTAL


@dataclass(frozen=True)
class Point:
    """One year of one line. What is not known is None; a hidden number has nothing but its mark."""

    year: int
    count: int | None = None
    n: int | None = None
    percent: str = ""
    """As a page writes it, "51 %"."""
    share: float | None = None
    interval: Interval | None = None
    is_hidden: bool = False
    is_published: bool = False
    marks: tuple[SeriesMark, ...] = ()
    source: str = ""
    """Of a published value: which report."""


@dataclass(frozen=True)
class Line:
    """One heading with its points by year; a year without a point was not counted under it."""

    heading: str
    """As the list names it; empty for what has no theme."""
    points: dict[int, Point]
    how: Comparability = Comparability.SAME
    edition: int | None = None
    """Of which older list it is, when it could not be compared."""
    is_part: bool = False
    """Stands in the joined line above it, so it is no part of the sum."""
    breaks: tuple[BreakCard, ...] = ()


@dataclass(frozen=True)
class YearHead:
    """What holds for a whole year: how many its shares are of, and since when its list."""

    year: int
    n: int | None
    edition: int | None
    is_new_list: bool
    is_stored: bool
    """Its deviations are stored; else it is known by published values, or not at all."""


@dataclass(frozen=True)
class Series:
    """The answer: every year in order, the lines, and the breaks that touch some or none of them."""

    question: SeriesQuestion
    years: tuple[YearHead, ...]
    lines: tuple[Line, ...]
    other_breaks: tuple[BreakCard, ...] = ()
    """Known in these years, but not of what is asked."""

    @property
    def breaks(self) -> tuple[BreakCard, ...]:
        """Those that touch a line, the earliest first."""
        found = {one.pk: one for line in self.lines for one in line.breaks}
        return tuple(sorted(found.values(), key=lambda one: one.when))

    @property
    def marks(self) -> tuple[SeriesMark, ...]:
        """Those that stand at some point, in the order of their list."""
        used = {
            mark for line in self.lines for point in line.points.values() for mark in point.marks
        }
        return tuple(mark for mark in SeriesMark if mark in used)
