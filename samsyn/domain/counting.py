"""What do the yearly figures count? Cells in, a table out; and which small numbers are hidden.

The counting unit is a type because the reports of 2020 and 2021 differ in it: 2020 counted reports
("BUMM och BUP" was one row), 2021 counted each recipient. Both are right when it is said which.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

from samsyn.domain.hiding import with_small_numbers_hidden
from samsyn.domain.tables import Question, Row, Table, Value
from samsyn.domain.vocabulary import Counted, CountNote, Dimension, Naming

TIME = frozenset({Dimension.MONTH, Dimension.YEAR})
RECIPIENT = frozenset({Dimension.RECIPIENT_SERVICE, Dimension.RECIPIENT_UNIT})
SEVERAL_A_DEVIATION = RECIPIENT | {Dimension.SUBTYPE, Dimension.OUTCOME}
"""Dimensions in which one deviation can have several values."""


@dataclass(slots=True)
class Cell:
    """How many were counted with these values; the same values may come in several cells."""

    values: tuple[Value, ...]
    count: int


@dataclass(frozen=True)
class Figures:
    """What the database counted for one question."""

    n: int
    unclassified: int
    cells: tuple[Cell, ...]


def table_of(
    question: Question,
    figures: Figures,
    *,
    alphabetical: Callable[[str], str | None],
    hide_below: int = 0,
    hide: Callable[[Table], Table] | None = None,
) -> Table:
    """The table of a question: largest first, time in its order, residuals last.

    `hide_below` is the smallest number that may be shown; 0 shows all (policy "none" of 2020). `hide` says
    instead what is hidden, for a table that is published together with others.
    """
    counts: dict[tuple[Value, ...], int] = defaultdict(int)
    for cell in figures.cells:
        counts[cell.values] += cell.count
    rows = [Row(values, count, figures.n) for values, count in counts.items() if count]
    table = Table(question, figures.n, tuple(rows), figures.unclassified, notes_on(question))
    if hide:
        table = hide(table)
    elif hide_below:
        table = with_small_numbers_hidden(table, hide_below)
    return replace(table, rows=tuple(sorted(table.rows, key=_place_in(question, alphabetical))))


def notes_on(question: Question) -> tuple[CountNote, ...]:
    """What must be said beside a table, by what was asked."""
    by = set(question.by)
    per_recipient = question.count is Counted.RECIPIENTS
    holds = {
        CountNote.SEVERAL_RECIPIENTS: per_recipient or bool(by & RECIPIENT),
        CountNote.SEVERAL_VALUES: bool(by & {Dimension.SUBTYPE, Dimension.OUTCOME}),
        CountNote.PER_DEVIATION: (per_recipient or bool(by & RECIPIENT))
        and bool(by & {Dimension.OUTCOME, Dimension.ANSWERED}),
        CountNote.EVENTS: question.count is Counted.EVENTS,
        CountNote.AS_NOW: question.naming is Naming.NOW,
        CountNote.NOT_JUDGED: Dimension.OUTCOME in by and question.count is not Counted.ANSWERS,
        CountNote.UNCLASSIFIED: Dimension.THEME in by,
        CountNote.WITHDRAWN: True,
        CountNote.WHO_REPORTS: True,
    }
    return tuple(note for note, is_true in holds.items() if is_true)


def _place_in(
    question: Question, alphabetical: Callable[[str], str | None]
) -> Callable[[Row], tuple[object, ...]]:
    timed = [place for place, dimension in enumerate(question.by) if dimension in TIME]

    def place_of(row: Row) -> tuple[object, ...]:
        # A hidden row stands by its name among the hidden: its place must not tell its size.
        values, count = row.values, row.count
        time = [values[place].key or "" for place in timed]
        labels = [alphabetical(value.label) or "" for value in values]
        return (time, count is None, row.is_residual, -(count or 0), labels)

    return place_of
