"""What do the yearly figures count? Cells in, a table out; and which small numbers are hidden.

The counting unit is a type because the reports of 2020 and 2021 differ in it: 2020 counted reports
("BUMM och BUP" was one row), 2021 counted each recipient. Both are right when it is said which.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from samsyn.domain.tables import Question, Row, Table, Value
from samsyn.domain.vocabulary import Counted, CountNote, Dimension, Naming

TIME = frozenset({Dimension.MONTH, Dimension.YEAR})
RECIPIENT = frozenset({Dimension.RECIPIENT_SERVICE, Dimension.RECIPIENT_UNIT})
SEVERAL_A_DEVIATION = RECIPIENT | {Dimension.SUBTYPE, Dimension.OUTCOME}
"""Dimensions in which one deviation can have several values."""

POINTS_OUT_UNIT = frozenset({Dimension.REPORTER_UNIT, Dimension.RECIPIENT_UNIT})
POINTS_OUT_AREA = frozenset(
    {Dimension.REPORTER_PRINCIPAL, Dimension.REPORTER_MUNICIPALITY, Dimension.REPORTER_DISTRICT}
)
"""Dimensions where a small number can tell who it was (rule 1.3.10 of the field)."""


@dataclass(frozen=True)
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
) -> Table:
    """The table of a question: largest first, time in its order, residuals last.

    `hide_below` is the smallest number that may be shown; 0 shows all (policy "none" of 2020).
    """
    counts: dict[tuple[Value, ...], int] = defaultdict(int)
    for cell in figures.cells:
        counts[cell.values] += cell.count
    rows = [Row(values, count, figures.n) for values, count in counts.items() if count]
    table = Table(question, figures.n, tuple(rows), figures.unclassified, notes_on(question))
    if hide_below:
        table = with_small_numbers_hidden(table, hide_below)
    ordered = sorted(table.rows, key=lambda row: _place(row, question.by, alphabetical))
    return replace(table, rows=tuple(ordered))


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


def with_small_numbers_hidden(table: Table, below: int) -> Table:
    """The table without numbers from 1 to below - 1, nor one from which such a number follows.

    In the whole table, and in each line of a two-way table, either nothing is hidden or at least
    two rows, together no smaller than `below`: else the sum would tell what was hidden.
    """
    if table.n is not None and 0 < table.n < below:
        none = tuple(replace(row, count=None, n=None) for row in table.rows)
        return replace(
            table, n=None, rows=none, unclassified=None, notes=_said(table, CountNote.SMALL_NUMBERS)
        )
    hidden = _hidden(table.rows, below)
    rows = tuple(replace(row, count=None) if row in hidden else row for row in table.rows)
    unclassified = table.unclassified
    if unclassified is not None and (0 < unclassified < below or _hides_theme(table, hidden)):
        unclassified = None
    if not hidden and unclassified == table.unclassified:
        return table
    notes = _said(table, CountNote.SMALL_NUMBERS)
    return replace(table, rows=rows, unclassified=unclassified, notes=notes)


def _said(table: Table, note: CountNote) -> tuple[CountNote, ...]:
    return (note, *table.notes)


def _hides_theme(table: Table, hidden: set[Row]) -> bool:
    """True when the missing theme is itself a hidden row, so that its number would tell."""
    if Dimension.THEME not in table.question.by:
        return False
    place = table.question.by.index(Dimension.THEME)
    return any(row.values[place].key is None for row in hidden)


def _hidden(rows: Sequence[Row], below: int) -> set[Row]:
    hidden = {row for row in rows if 0 < (row.count or 0) < below}
    lines = _lines(rows)
    grew = True
    while grew:
        # Hiding one more in a row of the table can leave a lonely hidden one in its column.
        grew = any([_cover(line, hidden, below) for line in lines])
    return hidden


def _lines(rows: Sequence[Row]) -> list[list[Row]]:
    """The whole table, and every row and column of it when it has two dimensions."""
    lines = [list(rows)]
    if rows and len(rows[0].values) > 1:
        for place in range(len(rows[0].values)):
            of: dict[Value, list[Row]] = defaultdict(list)
            for row in rows:
                of[row.values[place]].append(row)
            lines.extend(of.values())
    return lines


def _cover(line: list[Row], hidden: set[Row], below: int) -> bool:
    """Hide the next smallest until the line's hidden ones protect each other; True when any was."""
    grew = False
    while True:
        inside = [row for row in line if row in hidden]
        total = sum(row.count or 0 for row in inside)
        shown = [row for row in line if row not in hidden]
        if not inside or not shown or (len(inside) > 1 and total >= below):
            return grew
        hidden.add(min(shown, key=lambda row: (row.count or 0, _plain(row))))
        grew = True


def _plain(row: Row) -> tuple[str, ...]:
    return tuple(value.key or "" for value in row.values)


def _place(
    row: Row, by: Iterable[Dimension], alphabetical: Callable[[str], str | None]
) -> tuple[object, ...]:
    # A hidden row stands by its name among the hidden: its place must not tell its size.
    time = [value.key or "" for value, dim in zip(row.values, by, strict=True) if dim in TIME]
    labels = [alphabetical(value.label) or "" for value in row.values]
    return (time, row.is_suppressed, row.is_residual, -(row.count or 0), labels)
