"""How does a table of figures stand on a page? Translated labels, a bar for each share, all beside own."""

from dataclasses import dataclass

from samsyn.domain.tables import Row, Table
from samsyn.domain.vocabulary import Dimension
from samsyn.exports.tables import label_of, labels_of, number_in_words, share_in_words
from samsyn.statistics.selectors import Summary


@dataclass(frozen=True)
class ShownNumber:
    """A number and its share in words; both empty when it is hidden."""

    count: str
    share: str
    is_hidden: bool


@dataclass(frozen=True)
class ShownRow:
    """One line: its labels, its number, its share as a bar, and the county's number beside one's own."""

    labels: tuple[str, ...]
    number: ShownNumber
    bar: str
    county: ShownNumber | None


def rows_of(table: Table, county: Table | None = None) -> list[ShownRow]:
    """The table's lines, ready to show; beside each, the same line of the county's table.

    A line that only the county's table has is none of one's own, and stands last.
    """
    beside = {row.values: row for row in county.rows} if county else {}
    rows = [_row(table, row, beside.pop(row.values, None), county) for row in table.rows]
    rows += [_row(table, Row(values, 0, table.n), row, county) for values, row in beside.items()]
    return rows


def outcomes_of(summary: Summary) -> list[tuple[str, int | None]]:
    """What came of the year's answers: each outcome's label and number (None when hidden)."""
    return [(label_of(Dimension.OUTCOME, row.values[0]), row.count) for row in summary.outcomes]


def _row(table: Table, row: Row, beside: Row | None, county: Table | None) -> ShownRow:
    # A bar of more than the whole (several recipients a report) ends at the whole.
    width = min(100, round(100 * (row.share or 0)))
    of_county = None
    if county is not None:
        of_county = _number(beside or Row(row.values, 0, county.n))
    return ShownRow(labels_of(table, row), _number(row), str(width), of_county)


def _number(row: Row) -> ShownNumber:
    if row.count is None:
        return ShownNumber("", "", True)
    return ShownNumber(number_in_words(row.count), share_in_words(row), False)
