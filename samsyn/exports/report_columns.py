"""From a table of a report to columns that each hold one kind of thing, as files of data want them.

A part of n becomes its share and its n in columns of their own, and its number too where the row does not
say it already. What is hidden stays None; `hidden_in` says where.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from samsyn.domain.report import Cell, Part, ReportTable

type Kind = Literal["words", "number", "share"]


@dataclass(frozen=True)
class Column:
    """One column. Of kind "share" its cells are parts, which the file writes as a fraction or percent."""

    title: str
    kind: Kind
    cells: tuple[Cell, ...]


def columns_of(table: ReportTable) -> tuple[Column, ...]:
    """The columns of a table, in the language that is spoken now."""
    several = sum(any(isinstance(row[at], Part) for row in table.rows) for at in _places(table)) > 1
    return tuple(one for at in _places(table) for one in _columns(table, at, several))


def hidden_in(table: ReportTable, row: tuple[Cell, ...]) -> tuple[int, ...]:
    """Places of the row's hidden numbers, from 0."""
    return tuple(at for at in _places(table) if row[at] is None)


def _places(table: ReportTable) -> range:
    return range(len(table.heads))


def _columns(table: ReportTable, at: int, several: bool) -> Iterator[Column]:
    title, cells = table.heads[at], tuple(row[at] for row in table.rows)
    if not any(isinstance(cell, Part) for cell in cells):
        is_words = at == 0 or any(isinstance(cell, str) for cell in cells)
        yield Column(title, "words" if is_words else "number", cells)
        return
    yield Column(title, "share", cells)
    if not all(_is_said(row, row[at]) for row in table.rows):
        yield Column(_("%(column)s, antal") % {"column": title}, "number", _values(cells))
    if "n" in table.heads:
        return
    whole = tuple(cell.n if isinstance(cell, Part) else table.n for cell in cells)
    yield Column(f"{title}, n" if several else "n", "number", whole)


def _is_said(row: tuple[Cell, ...], cell: Cell) -> bool:
    return not isinstance(cell, Part) or any(type(one) is int and one == cell.value for one in row)


def _values(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(cell.value if isinstance(cell, Part) else cell for cell in cells)
