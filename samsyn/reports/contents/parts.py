"""From an answer of the statistics to a part of a report: its words, its shares, its picture."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samsyn.domain.counting import SEVERAL_A_DEVIATION
from samsyn.domain.report import Asked, Cell, Part, Picture, ReportTable
from samsyn.domain.tables import Question, Row, Table, Value
from samsyn.domain.vocabulary import Dimension
from samsyn.exports.charts import Chart
from samsyn.exports.charts_of_tables import chart_of_table
from samsyn.exports.tables import label_of, labels_of
from samsyn.reports.contents.gathering import largest

MOST_ACROSS = 5
"""So many values stand across with a column of their own, so that a page of paper holds them."""


def as_report_table(key: str, title: str, table: Table) -> ReportTable:
    """A table of the statistics as it stands in a report: labels, number, part of n."""
    question = table.question
    heads = [gettext(dimension.label) for dimension in question.by]
    return ReportTable(
        key=key,
        title=title,
        heads=(*heads, gettext(question.count.label), _("Andel")),
        rows=tuple((*labels_of(table, row), *number_and_part(row)) for row in table.rows),
        n=table.n,
        notes=notes_of(table),
        residual_rows=tuple(at for at, row in enumerate(table.rows) if row.is_residual),
        asked=asked_in(question),
    )


def asked_in(question: Question) -> Asked:
    """The question of a table, in codes."""
    return Asked(
        question.years,
        question.scope.value,
        question.count.value,
        tuple(one.value for one in question.by),
        tuple((one.value, text) for one, text in question.where),
    )


def notes_of(table: Table) -> tuple[str, ...]:
    """What must be said beside a table, in the reader's language."""
    return tuple(gettext(note.label) for note in table.notes)


def number_and_part(row: Row) -> tuple[Cell, Cell]:
    """A row's number and its part of n; both hidden, or both shown."""
    if row.count is None or row.n is None:
        return None, None
    return row.count, Part(row.count, row.n)


def crossed(key: str, title: str, table: Table, down: Table, across: Table) -> ReportTable:
    """Two dimensions against each other: the first down, the second across, and all of each row last.

    `down` and `across` are the tables of each dimension alone, whose order is kept. The smallest across
    stand together when there are many; what one report has several of, it is counted once for each there.
    """
    found = {row.values: row.count for row in table.rows}
    none = _none_in(table)
    alone, together = _across([row.values[0] for row in across.rows])
    rows: list[tuple[Cell, ...]] = []
    for row in down.rows:
        (value,) = row.values
        cells: list[Cell] = [found.get((value, one), none) for one in alone]
        if together:
            cells.append(_sum([found.get((value, one), none) for one in together]))
        rows.append((label_of(table.question.by[0], value), *cells, row.count))
    dimension = table.question.by[1]
    heads = [label_of(dimension, one) for one in alone]
    asked = asked_in(table.question)
    return ReportTable(
        key=key,
        title=title,
        heads=(
            gettext(table.question.by[0].label),
            *heads,
            *([_("Övriga")] if together else []),
            _("Alla rapporter"),
        ),
        rows=tuple(rows),
        n=None,
        notes=notes_of(table),
        residual_rows=tuple(at for at, row in enumerate(down.rows) if row.is_residual),
        asked=replace(asked, by=asked.by[:1], across=asked.by[1]),
    )


def _none_in(table: Table) -> int | None:
    """What a missing row says: none; of a table that is hidden as a whole it says nothing."""
    return None if table.n is None else 0


def _across(values: list[Value]) -> tuple[list[Value], list[Value]]:
    """Those that have a column of their own, and those that share one; never one that shares with nobody."""
    if len(values) <= MOST_ACROSS + 1:
        return values, []
    return values[:MOST_ACROSS], values[MOST_ACROSS:]


def _sum(counts: list[int | None]) -> int | None:
    return None if any(one is None for one in counts) else sum(one or 0 for one in counts)


def beside(key: str, title: str, tables: Mapping[str, Table], *, across: str) -> ReportTable:
    """The same dimension in several tables, each a column with its head: scopes, or sent and received."""
    (dimension,) = next(iter(tables.values())).question.by
    values = dict.fromkeys(row.values[0] for table in tables.values() for row in table.rows)
    order = sorted(values, key=lambda value: value.key is None)
    found = [
        ({row.values[0]: row.count for row in table.rows}, _none_in(table))
        for table in tables.values()
    ]
    first = next(iter(tables.values()))
    notes = dict.fromkeys(note for table in tables.values() for note in notes_of(table))
    return ReportTable(
        key=key,
        title=title,
        heads=(gettext(dimension.label), *tables),
        rows=tuple(
            (label_of(dimension, value), *(one.get(value, none) for one, none in found))
            for value in order
        ),
        n=None,
        notes=tuple(notes),
        residual_rows=tuple(at for at, value in enumerate(order) if value.key is None),
        asked=replace(asked_in(first.question), scope="", across=across),
    )


def pictured(key: str, title: str, table: Table) -> tuple[ReportTable | Picture, ...]:
    """A table, and before it its picture where there is something to draw; nothing of nothing."""
    if not table.rows:
        return ()
    chart = drawn(table)
    below = as_report_table(key, title, table)
    return (picture_of(key, chart), below) if chart else (below,)


def drawn(table: Table, *, whose: str = "") -> Chart | None:
    """The chart of a table; None where every number is hidden, so that there is nothing to see."""
    if all(row.is_suppressed for row in table.rows):
        return None
    return chart_of_table(table, whose=whose)


def picture_of(key: str, chart: Chart) -> Picture:
    """A chart as a part of a report."""
    return Picture(key, chart.title, chart.description, chart.spec)


def named(dimension: Dimension, row: Row) -> str:
    """What a row of one dimension is called, in the reader's language."""
    return label_of(dimension, row.values[0])


def ranked(dimension: Dimension, table: Table) -> dict[str, int]:
    """The names with their numbers, where it is sure that none that is hidden has more; else nothing."""
    found = counts(dimension, table)
    if not found or not any(row.is_suppressed for row in table.rows):
        return found
    if table.n is None or dimension in SEVERAL_A_DEVIATION:
        return {}
    hidden = table.n - sum(row.count or 0 for row in table.rows)
    return found if max(found.values()) > hidden else {}


def counts(dimension: Dimension, table: Table) -> dict[str, int]:
    """The names of a table of one dimension with their numbers, those that are known and shown."""
    return {named(dimension, row): row.count or 0 for row in largest(table)}
