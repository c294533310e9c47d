"""What do the figures say? The database groups into cells, samsyn.domain.counting makes the table."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, QuerySet

from samsyn.database.swedish import swedish_key
from samsyn.deviations.selectors import counted
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.counting import Cell, Figures, table_of
from samsyn.domain.tables import Question, Row, Table, Value
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.events.selectors import only_linked
from samsyn.statistics.dimensions import COLUMNS, JUDGED, Names, read_value
from samsyn.statistics.events import LinkedRow, once_an_event
from samsyn.statistics.permissions import least_shown
from samsyn.statistics.tallied import (
    TallyRow,
    figures_of,
    is_tallied,
    n_and_uncoded,
    read,
    tallied,
)
from samsyn.statistics.wheres import condition
from samsyn.tally.selectors import years_tallied

RECIPIENT_KIND = "recipient__kind_id"


def table_for(question: Question, *, viewer: Viewer | Everything, hide_below: int = 0) -> Table:
    """The table that answers a question; every viewer may see the county's figures.

    Numbers below `hide_below` are hidden, and for all but the secretariat those below the setting
    SMALL_NUMBERS_BELOW in what points out an area (requirement 31). Refuses BreakdownRefused and,
    for a condition on something that does not exist, UnknownValue.
    """
    below = max(hide_below, least_shown(question, viewer=viewer))
    figures = figures_for(question, viewer=viewer)
    return table_of(question, figures, alphabetical=swedish_key, hide_below=below)


def figures_for(question: Question, *, viewer: Viewer | Everything) -> Figures:
    """What is counted for a question, before anything is hidden."""
    names = Names(question.naming)
    if question.count is Counted.EVENTS:
        reports = replace(question, count=Counted.DEVIATIONS)
        figures = _figures(reports, names, viewer)
        return once_an_event(figures, _linked(reports, names, viewer))
    return _figures(question, names, viewer)


def _figures(question: Question, names: Names, viewer: Viewer | Everything) -> Figures:
    if is_tallied(question):
        return tallied(question, names, viewer=viewer)
    return from_facts(question, names, viewer=viewer)


def from_facts(question: Question, names: Names, *, viewer: Viewer | Everything) -> Figures:
    """What the database counts, deviation by deviation: right for any question, slower with each year."""
    asked = _asked(question, names, viewer)
    if _is_whole(question):
        # Each deviation stands in one cell, and the cell tells its theme: nothing more to count.
        cells = tuple(_cells(question, asked, names))
        place = question.by.index(Dimension.THEME)
        uncoded = sum(cell.count for cell in cells if cell.values[place].key is None)
        return Figures(sum(cell.count for cell in cells), uncoded, cells)
    if question.where:
        n, uncoded = _n_and_uncoded(asked)
    else:
        n, uncoded = n_and_uncoded(question, viewer=viewer)
    if not question.by:
        cells = ()
        if question.count is Counted.RECIPIENTS:
            grouped = _grouped(asked, [RECIPIENT_KIND])
            cells = (Cell((), sum(count for kind, count in grouped if kind)),)
        return Figures(n, uncoded, cells or (Cell((), n),))
    return Figures(n, uncoded, tuple(_cells(question, asked, names)))


def _is_whole(question: Question) -> bool:
    """Whether the cells hold every deviation exactly once, by theme."""
    return (
        Dimension.THEME in question.by
        and question.count is not Counted.RECIPIENTS
        and not any(_joins_many(column) for dim in question.by for column in COLUMNS[dim])
    )


def _joins_many(column: str) -> bool:
    """Whether a deviation can stand in several groups of this column."""
    return "__" in column and column != "coding__theme_id"


def _asked(question: Question, names: Names, viewer: Viewer | Everything) -> QuerySet[Any]:
    """The deviations that a question is about, with the joins that its dimensions need."""
    asked: QuerySet[Any] = counted.counted_deviations(
        years=question.years, scope=question.scope, viewer=viewer
    )
    dimensions = {*question.by, *(dimension for dimension, _ in question.where)}
    if Dimension.RECIPIENT_SERVICES in dimensions:
        kinds = [kind.id for kind in names.kinds]
        asked = counted.with_services(asked, kinds, viewer=viewer)
    if Dimension.ANSWERED in question.by:
        asked = asked.annotate(answered=counted.is_answered(viewer=viewer))
    if Dimension.OUTCOME in question.by:
        asked = counted.with_judged(asked, JUDGED)
    asked = counted.with_recipients(asked)
    if question.count is Counted.ANSWERS:
        asked = asked.filter(counted.is_answered(viewer=viewer))
    for dimension, text in question.where:
        asked = asked.filter(condition(dimension, text, names, viewer=viewer))
    return asked


def _n_and_uncoded(asked: QuerySet[Any]) -> tuple[int, int]:
    both = asked.aggregate(n=Count("pk"), coded=Count("coding__theme_id"))
    return both["n"], both["n"] - both["coded"]


def _cells(question: Question, asked: QuerySet[Any], names: Names) -> Iterable[Cell]:
    columns = list(dict.fromkeys(column for dim in question.by for column in COLUMNS[dim]))
    per_recipient = question.count is Counted.RECIPIENTS
    if per_recipient and RECIPIENT_KIND not in columns:
        # One deviation counts once per distinct service: group by it as well, and add up.
        columns.append(RECIPIENT_KIND)
    known: dict[tuple[Dimension, tuple[object, ...]], Value] = {}
    for *stored, count in _grouped(asked, columns):
        by_column = dict(zip(columns, stored, strict=True))
        if per_recipient and by_column[RECIPIENT_KIND] is None:
            continue
        values = []
        for dimension in question.by:
            key = (dimension, tuple(by_column[column] for column in COLUMNS[dimension]))
            if key not in known:
                known[key] = read_value(dimension, names, key[1])
            values.append(known[key])
        yield Cell(tuple(values), count)


def _linked(question: Question, names: Names, viewer: Viewer | Everything) -> Iterable[LinkedRow]:
    """The linked deviations of a question, once for each row of the table that they stand in."""
    columns = list(dict.fromkeys(column for dim in question.by for column in COLUMNS[dim]))
    asked = only_linked(_asked(question, names, viewer), viewer=viewer)
    fixed = ["event_link__event_id", "pk", "coding__theme_id"]
    for *stored, event, deviation, theme, _ in _grouped(asked, [*columns, *fixed]):
        by_column = dict(zip(columns, stored, strict=True))
        keys = ([by_column[column] for column in COLUMNS[dim]] for dim in question.by)
        values = (read_value(dim, names, key) for dim, key in zip(question.by, keys, strict=True))
        yield LinkedRow(event, deviation, theme is not None, tuple(values))


def _grouped(asked: QuerySet[Any], columns: list[str]) -> QuerySet[Any, Any]:
    """Rows of (the columns' values, number of deviations)."""
    counted_once = Count("pk", distinct=any(map(_joins_many, columns)))
    grouped = asked.values(*columns).annotate(counted=counted_once)
    rows: QuerySet[Any, Any] = grouped.values_list(*columns, "counted")
    return rows


def distinct_count(dimension: Dimension, question: Question, *, viewer: Viewer | Everything) -> int:
    """How many different units, municipalities, districts, themes … there are among the counted ones."""
    least_shown(Question(question.years, by=(dimension,), where=question.where), viewer=viewer)
    asked = Question(question.years, question.scope, question.count, (dimension,), question.where)
    cells = figures_for(asked, viewer=viewer).cells
    return len({cell.values[0].key for cell in cells if cell.values[0].key is not None})


def years_counted(*, viewer: Viewer | Everything) -> list[int]:
    """The years that there are figures for, newest first."""
    return years_tallied(viewer=viewer)


@dataclass(frozen=True)
class Summary:
    """A year in a few figures; answers and outcomes are of those between principals."""

    total: int
    between: int
    within: int
    answered: int
    outcomes: tuple[Row, ...]


def summary_of(years: Collection[int], *, viewer: Viewer | Everything) -> Summary:
    """A year in short, for the whole county, as the yearly reports begin."""
    chosen = tuple(years)
    columns = ("between_principals", "answered", "outcomes", "theme_id")
    rows = read(Question(chosen, Scope.ALL), columns, viewer=viewer)
    between = [(row, count) for row, count in rows if row["between_principals"]]
    answered = [(row, count) for row, count in between if row["answered"]]
    answers = Question(chosen, Scope.BETWEEN, Counted.ANSWERS, (Dimension.OUTCOME,))
    figures = figures_of(answered, answers.by, Names())
    table = table_of(answers, figures, alphabetical=swedish_key)
    total, of_these = _sum(rows), _sum(between)
    return Summary(total, of_these, total - of_these, figures.n, table.rows)


def _sum(rows: Iterable[TallyRow]) -> int:
    return sum(count for _, count in rows)
