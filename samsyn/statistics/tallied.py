"""Which questions does the tally answer? Those that cost the same however many deviations there are."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.counting import Cell, Figures
from samsyn.domain.tables import Question, Value
from samsyn.domain.vocabulary import Counted, Dimension
from samsyn.statistics.dimensions import Names, read_value
from samsyn.tally.outcomes import outcomes_in
from samsyn.tally.selectors import tally

type Key = tuple[object, ...]
type TallyRow = tuple[Mapping[str, Any], int]

COLUMNS: dict[Dimension, tuple[str, ...]] = {
    Dimension.REPORTER_SERVICE: ("reporter_kind_id",),
    Dimension.THEME: ("theme_id",),
    Dimension.OUTCOME: ("outcomes",),
    Dimension.ANSWERED: ("answered",),
    Dimension.MONTH: ("year", "month"),
    Dimension.YEAR: ("year",),
}
"""What the tally knows; recipients, units and places are counted from the facts."""


def is_tallied(question: Question) -> bool:
    """Whether the tally holds the whole answer."""
    return (
        not question.where
        and question.count in {Counted.DEVIATIONS, Counted.ANSWERS}
        and set(question.by) <= COLUMNS.keys()
    )


def tallied(question: Question, names: Names, *, viewer: Viewer | Everything) -> Figures:
    """What the tally says: n, the unclassified and the cells, all of one reading."""
    columns = [column for dimension in question.by for column in COLUMNS[dimension]]
    rows = read(question, [*columns, "theme_id"], viewer=viewer)
    return figures_of(rows, question.by, names)


def read(
    question: Question, columns: Iterable[str], *, viewer: Viewer | Everything
) -> list[TallyRow]:
    """The columns of those that a question is about, and how many have them."""
    wanted = list(dict.fromkeys(columns))
    rows = tally(
        *wanted,
        years=question.years,
        scope=question.scope,
        only_answered=question.count is Counted.ANSWERS,
        viewer=viewer,
    )
    return [(dict(zip(wanted, stored, strict=True)), count) for *stored, count in rows]


def figures_of(rows: Iterable[TallyRow], by: Sequence[Dimension], names: Names) -> Figures:
    """Rows of the tally as figures; each row has `theme_id` and the columns of the dimensions."""
    known: dict[tuple[Dimension, Key], Value] = {}

    def value(dimension: Dimension, key: Key) -> Value:
        if (dimension, key) not in known:
            known[dimension, key] = read_value(dimension, names, key)
        return known[dimension, key]

    n = uncoded = 0
    cells = []
    for row, count in rows:
        n += count
        uncoded += count if row["theme_id"] is None else 0
        for keys in product(*(_keys(dimension, row) for dimension in by)):
            values = (value(*each) for each in zip(by, keys, strict=True))
            cells.append(Cell(tuple(values), count))
    return Figures(n, uncoded, tuple(cells))


def n_and_uncoded(question: Question, *, viewer: Viewer | Everything) -> tuple[int, int]:
    """How many deviations a question without conditions is about, and how many have no theme."""
    rows = read(question, ["theme_id"], viewer=viewer)
    uncoded = sum(count for row, count in rows if row["theme_id"] is None)
    return sum(count for _, count in rows), uncoded


def _keys(dimension: Dimension, row: Mapping[str, Any]) -> Sequence[Key]:
    """What the row holds in a dimension; a deviation's recipients may have got several outcomes."""
    if dimension is Dimension.OUTCOME:
        return [(outcome,) for outcome in outcomes_in(row["outcomes"])] or [(None,)]
    return [tuple(row[column] for column in COLUMNS[dimension])]
