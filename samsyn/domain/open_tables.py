"""How does a table of a frozen report look as open data, where other numbers may be small?

A frozen table has no reports behind it any more, so what follows from several tables together cannot be
worked out again. Therefore: where a limit holds, only one table of each breakdown is open, and none with
conditions. It goes as it was printed when nothing small is seen in it; else it is hidden by itself.
"""

from collections.abc import Iterator
from dataclasses import replace

from samsyn.domain.hiding import with_small_numbers_hidden
from samsyn.domain.report import Cell, Part, ReportTable
from samsyn.domain.tables import Question, Row, Table, Value
from samsyn.domain.vocabulary import Dimension

KNOWN = {one.value for one in Dimension}


def dimensions_of(table: ReportTable) -> frozenset[Dimension]:
    """What a table breaks down by or is limited to; "scope" and the like are no dimensions."""
    return frozenset(Dimension(one) for one in (*table.by, *table.where) if one in KNOWN)


def as_open(table: ReportTable, below: int) -> ReportTable | None:
    """The table with its numbers under the limit hidden (0 hides none); None when it cannot be open."""
    if not below:
        return table
    if table.where:
        return None  # what is missing in all its like could be small, and follows from them
    if not any(0 < number < below for number in _numbers(table)):
        return table
    if not _stands_alone(table):
        return None
    return _hidden(table, below)


def _stands_alone(table: ReportTable) -> bool:
    """One dimension down, one number and its part across, nothing hidden: a single table's rule holds."""
    asked = table.asked
    if asked is None or asked.across or asked.different or len(asked.by) != 1:
        return False
    kinds = [[_kind(cell) for cell in row] for row in table.rows]
    return asked.by[0] in KNOWN and all(
        one in (["words", "number", "part"], ["words", "number"]) for one in kinds
    )


def _hidden(table: ReportTable, below: int) -> ReportTable:
    labels = [str(row[0]) for row in table.rows]
    values = [
        Value(None if at in table.residual_rows else label, label)
        for at, label in enumerate(labels)
    ]
    dimension = Dimension(table.by[0])
    rows = tuple(
        Row((value,), _number(row[1]), table.n)
        for value, row in zip(values, table.rows, strict=True)
    )
    question = Question(table.asked.years if table.asked else (), by=(dimension,))
    made = with_small_numbers_hidden(Table(question, table.n, rows, None), below)
    hides = {row.values[0] for row in made.rows if row.is_suppressed}
    kept = tuple(
        (row[0], *(None for _ in row[1:])) if value in hides else row
        for value, row in zip(values, table.rows, strict=True)
    )
    return replace(table, rows=kept, n=made.n)


def _numbers(table: ReportTable) -> Iterator[int]:
    yield table.n or 0
    for row in table.rows:
        yield from (_number(cell) for cell in row)


def _number(cell: Cell) -> int:
    if isinstance(cell, Part):
        return cell.value
    return cell if isinstance(cell, int) else 0


def _kind(cell: Cell) -> str:
    if isinstance(cell, str):
        return "words"
    if isinstance(cell, Part):
        return "part"
    return "hidden" if cell is None else "number"
