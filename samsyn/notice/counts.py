"""Which series are there to watch? Four questions to the statistics, however many deviations there are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samsyn.coding.selectors.code_books import editions
from samsyn.domain.access import Everything
from samsyn.domain.control_charts import (
    MONTHS_A_YEAR,
    Month,
    Rules,
    Series,
    first_day,
)
from samsyn.domain.counting import Cell
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Naming, Scope
from samsyn.notice.rules import SHOWN_MONTHS
from samsyn.notice.vocabulary import DIMENSIONS, FALLS_NOT_TOLD, Watched
from samsyn.statistics.selectors import figures_for

GAP = 6
"""So many months without any report are not quiet but not in Samsyn: förslag, ej fastställt."""

type Values = tuple[str, ...]
type Counts = dict[Values, dict[Month, int]]


@dataclass(frozen=True)
class County:
    """What was reported, month by month, up to the last whole one."""

    totals: Mapping[Month, int]
    uncoded: Mapping[Month, int]
    since: Month
    series: Mapping[Watched, list[Series]]
    """By kind, in alphabetical order; the key of each is (kind, values)."""


def question_of(kind: Watched, years: Iterable[int]) -> Question:
    """What is asked of the statistics for one kind of chart."""
    is_place = kind in {Watched.MUNICIPALITY, Watched.DISTRICT}
    return Question(
        years=tuple(years),
        scope=Scope.ALL,
        count=Counted.RECIPIENTS if kind is Watched.PAIR else Counted.DEVIATIONS,
        by=(Dimension.MONTH, *DIMENSIONS[kind]),
        naming=Naming.NOW if is_place else Naming.THEN,
    )


def county_until(present: Month, rules: Rules, *, viewer: Everything) -> County:
    """The county's series up to a month; later months are left out, since they are not whole."""
    back = rules.earlier_months + SHOWN_MONTHS
    years = range(first_day(present - back).year, first_day(present).year + 1)
    cells = {kind: figures_for(question_of(kind, years), viewer=viewer).cells for kind in Watched}
    totals = _totals(cells[Watched.THEME], present)
    since = _since(totals, present)
    counts = {kind: _counts(cells[kind], present) for kind in Watched}
    firsts = _first_of_themes(present)
    series = {
        kind: [
            Series(
                (kind, values),
                by_month,
                max(since, firsts.get(values[0], present + 1)) if kind is Watched.THEME else since,
                tells_falls=kind not in FALLS_NOT_TOLD,
            )
            for values, by_month in sorted(counts[kind].items())
        ]
        for kind in Watched
    }
    return County(totals, _uncoded(cells[Watched.THEME], present), since, series)


def _month_of(cell: Cell) -> Month:
    year, month = (cell.values[0].key or "0-1").split("-")
    return int(year) * MONTHS_A_YEAR + int(month) - 1


def _totals(cells: Iterable[Cell], present: Month) -> Counter[Month]:
    totals: Counter[Month] = Counter()
    for cell in cells:
        if (month := _month_of(cell)) <= present:
            totals[month] += cell.count
    return totals


def _uncoded(cells: Iterable[Cell], present: Month) -> Counter[Month]:
    return _totals((cell for cell in cells if cell.values[1].key is None), present)


def _counts(cells: Iterable[Cell], present: Month) -> Counts:
    """The counts of each value; what has none (no theme, no place) is not watched."""
    counts: Counts = {}
    for cell in cells:
        keys = [value.key for value in cell.values[1:]]
        month = _month_of(cell)
        if None in keys or month > present:
            continue
        of_values = counts.setdefault(tuple(key or "" for key in keys), {})
        of_values[month] = of_values.get(month, 0) + cell.count
    return counts


def _since(totals: Mapping[Month, int], present: Month) -> Month:
    """The first month of the time without a gap that leads up to the present one."""
    since, month = present, present
    while month > since - GAP:
        if totals.get(month):
            since = month
        month -= 1
    return since


def _first_of_themes(present: Month) -> dict[str, Month]:
    """From which month on each theme has stood in every list, up to the present one's list."""
    first: dict[str, Month] = {}
    standing: set[str] = set()
    this_year = first_day(present).year
    lists = editions(this_year=this_year)
    in_turn = [one for one in lists if one.is_first or one.year <= this_year]
    for place, edition in enumerate(in_turn):
        names = {theme.name for theme in edition.themes}
        standing = names if place == 0 else standing & names
        start = 0 if edition.is_first else edition.year * MONTHS_A_YEAR
        first |= dict.fromkeys(standing, start)
    return first
