"""From the statistics to the parts of a report: tables asked once, said in words, drawn."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.report import Asked, Cell, Part, Picture, ReportTable
from samsyn.domain.report_sentences import Proposal
from samsyn.domain.tables import Own, Question, Row, Table
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.exports.charts import Chart
from samsyn.exports.charts_of_tables import chart_of_table
from samsyn.exports.tables import labels_of
from samsyn.statistics.selectors import table_for

type Where = tuple[tuple[Dimension, str], ...]


@dataclass(frozen=True)
class Chapter:
    """A chapter as the data give it: what is generated, what is proposed, and where prose may stand."""

    key: str
    title: str
    prose: str = ""
    """What stands there until somebody writes; Markdown."""
    parts: tuple[ReportTable | Picture, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    chapters: tuple["Chapter", ...] = ()
    may_quote: bool = False


@dataclass
class Gathering:
    """What is asked while a report is put together: each question once, with the reader's rights."""

    year: int
    viewer: Viewer | Everything
    own: Own | None = None
    hide_below: int = 0
    asked: dict[Question, Table] = field(default_factory=dict)

    def table(
        self,
        *by: Dimension,
        count: Counted = Counted.DEVIATIONS,
        scope: Scope = Scope.BETWEEN,
        where: Where = (),
        year: int = 0,
    ) -> Table:
        """The answer for the report's year (or another), of the reports that it is about."""
        question = Question((year or self.year,), scope, count, by, where, own=self.own)
        if question not in self.asked:
            self.asked[question] = table_for(
                question, viewer=self.viewer, hide_below=self.hide_below
            )
        return self.asked[question]


def as_report_table(key: str, title: str, table: Table) -> ReportTable:
    """A table of the statistics as it stands in a report: labels, number, part of n."""
    question = table.question
    heads = [gettext(dimension.label) for dimension in question.by]
    return ReportTable(
        key=key,
        title=title,
        heads=(*heads, gettext(question.count.label), gettext("Andel")),
        rows=tuple((*labels_of(table, row), *number_and_part(row)) for row in table.rows),
        n=table.n,
        notes=tuple(gettext(note.label) for note in table.notes),
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


def number_and_part(row: Row) -> tuple[Cell, Cell]:
    """A row's number and its part of n; both hidden, or both shown."""
    if row.count is None or row.n is None:
        return None, None
    return row.count, Part(row.count, row.n)


def pictured(key: str, title: str, table: Table) -> tuple[ReportTable | Picture, ...]:
    """A table, and before it its picture where there is something to draw."""
    chart = chart_of_table(table)
    below = as_report_table(key, title, table)
    return (picture_of(key, chart), below) if chart else (below,)


def picture_of(key: str, chart: Chart) -> Picture:
    """A chart as a part of a report."""
    return Picture(key, chart.title, chart.description, chart.spec)


def labelled(table: Table, label: str) -> Row | None:
    """The row with this label in a table of one dimension."""
    return next((row for row in table.rows if row.values[0].label == label), None)


def largest(table: Table) -> list[Row]:
    """The rows with a known value and a number that is shown, the largest first."""
    return [row for row in table.rows if row.count and not row.is_residual]


def with_heading(chapter: Chapter, chapters: Iterable[Chapter]) -> Chapter:
    """The chapter with chapters inside it."""
    return replace(chapter, chapters=tuple(chapters))
