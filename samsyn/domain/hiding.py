"""How does a table look with its small numbers hidden? Hidden rows, what n may say, and the note."""

from collections.abc import Iterable
from dataclasses import replace

from samsyn.domain.publications import Publication, Reports, Values
from samsyn.domain.suppression import Protected, protect
from samsyn.domain.tables import Question, Row, Table
from samsyn.domain.vocabulary import CountNote, Dimension

POINTS_OUT_UNIT = frozenset({Dimension.REPORTER_UNIT, Dimension.RECIPIENT_UNIT})
POINTS_OUT_AREA = frozenset(
    {Dimension.REPORTER_PRINCIPAL, Dimension.REPORTER_MUNICIPALITY, Dimension.REPORTER_DISTRICT}
)
"""Dimensions where a small number can tell who it was (rule 1.3.10 of the field)."""


def with_small_numbers_hidden(table: Table, below: int) -> Table:
    """The table without numbers from 1 to below - 1, nor one from which such a number follows.

    For one table by itself: what stands beside it (n, the sums of its columns) is taken as known. Tables
    that are published together are protected together, see `samsyn.domain.suppression.protect`.
    """
    if table.n is not None and 0 < table.n < below:
        return withheld(table)
    by = _place_first(table.question.by)
    alone = Question(table.question.years, by=by)
    margin = Question(table.question.years, by=by[:1])
    made = protect(Publication(tuple(_reports(table, by)), {alone: below, margin: below}))
    if made.withheld:
        return withheld(table)
    places = [by.index(dimension) for dimension in table.question.by]
    hidden = {tuple(values[place] for place in places) for values in made.hidden_in(alone)}
    return _told(with_hidden(table, hidden), below)


def with_protection(table: Table, made: Protected) -> Table:
    """A table of a publication as it may be shown; with a place's total goes n of what it is alone in."""
    if table.question in made.withheld or made.hides(replace(table.question, by=()), ()):
        return withheld(table)
    return with_hidden(table, made.hidden_in(table.question))


def with_hidden(table: Table, hidden: Iterable[Values]) -> Table:
    """The table without the numbers of these cells, also where there is no row for the cell."""
    asked = dict.fromkeys(hidden)
    if not asked:
        return table
    shown = tuple(row for row in table.rows if row.values not in asked)
    # An empty cell is hidden like the others: a missing row would say that there is nobody.
    rows = tuple(Row(values, None, table.n) for values in asked)
    return replace(table, rows=(*shown, *rows), notes=_noted(table))


def withheld(table: Table) -> Table:
    """The table without any number."""
    none = tuple(replace(row, count=None, n=None) for row in table.rows)
    return replace(table, n=None, rows=none, unclassified=None, notes=_noted(table))


def _place_first(by: tuple[Dimension, ...]) -> tuple[Dimension, ...]:
    """What points out first; in a table that points out nobody the first dimension stands for it."""
    pointing = POINTS_OUT_UNIT | POINTS_OUT_AREA
    return tuple(sorted(by, key=lambda dimension: dimension not in pointing))


def _reports(table: Table, by: tuple[Dimension, ...]) -> Iterable[Reports]:
    """The rows as if each report stood in one of them: then every sum is known, and more is hidden."""
    for row in table.rows:
        said = dict(zip(table.question.by, ((value,) for value in row.values), strict=True))
        place, about = ([(one, said[one]) for one in part] for part in (by[:1], by[1:]))
        yield Reports(tuple(place), tuple(about), count=row.count or 0)


def _told(table: Table, below: int) -> Table:
    """The table without an `unclassified` that is small, or that is itself a hidden row."""
    if table.unclassified is None:
        return table
    if not (0 < table.unclassified < below or _hides_theme(table)):
        return table
    return replace(table, unclassified=None, notes=_noted(table))


def _hides_theme(table: Table) -> bool:
    if Dimension.THEME not in table.question.by:
        return False
    place = table.question.by.index(Dimension.THEME)
    return any(row.is_suppressed and row.values[place].key is None for row in table.rows)


def _noted(table: Table) -> tuple[CountNote, ...]:
    note = CountNote.SMALL_NUMBERS
    return table.notes if note in table.notes else (note, *table.notes)
