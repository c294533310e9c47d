"""How does a table of figures stand on a page? Translated labels, and a bar for each share."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from samsyn.domain.history import OUTCOMES
from samsyn.domain.tables import Row, Table, Value
from samsyn.domain.vocabulary import Dimension
from samsyn.statistics.selectors import Summary


@dataclass(frozen=True)
class ShownRow:
    """One line: its labels, its number (None when hidden), its share in words and as a bar."""

    labels: tuple[str, ...]
    count: int | None
    percent: str
    bar: str
    is_residual: bool


def label_of(dimension: Dimension, value: Value) -> str:
    """A value in the reader's language; names of units, themes and places stay as they are."""
    if dimension is Dimension.MONTH and value.key:
        year, month = value.key.split("-")
        return date_format(date(int(year), int(month), 1), "F Y")
    if dimension is Dimension.OUTCOME and value.key:
        return gettext(OUTCOMES[value.key].label)
    return gettext(value.label)


def rows_of(table: Table) -> list[ShownRow]:
    """The table's lines, ready to show."""
    return [_row(table, row) for row in table.rows]


def outcomes_of(summary: Summary) -> list[tuple[str, int | None]]:
    """What came of the year's answers: each outcome's label and number (None when hidden)."""
    return [(label_of(Dimension.OUTCOME, row.values[0]), row.count) for row in summary.outcomes]


def _row(table: Table, row: Row) -> ShownRow:
    labels = (
        label_of(dimension, value)
        for dimension, value in zip(table.question.by, row.values, strict=True)
    )
    # A bar of more than the whole (several recipients a report) ends at the whole.
    width = min(100, round(100 * (row.share or 0)))
    return ShownRow(tuple(labels), row.count, _share_in_words(row), str(width), row.is_residual)


def _share_in_words(row: Row) -> str:
    # Swedish writes 70 % and English 70%; the domain speaks Swedish.
    number, space, _sign = row.percent.rpartition(" %")
    return gettext("%(share)s %%") % {"share": number} if space else row.percent
