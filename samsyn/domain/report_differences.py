"""What has changed between two reports? Table by table and cell by cell."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from samsyn.domain.report import Cell, Report, ReportTable

type RowName = tuple[str, ...]


class Changed(StrEnum):
    """What has happened to a table."""

    NEW = "new"
    GONE = "gone"
    FIGURES = "figures"
    ORDER = "order"
    """The same figures in another order."""
    WORDS = "words"
    """The same figures under another title, head or note."""


@dataclass(frozen=True)
class CellDifference:
    """One figure that is another now. `is_new` and `is_gone` tell of its row or column, not of hiding."""

    row: RowName
    head: str
    before: Cell
    after: Cell
    is_new: bool = False
    is_gone: bool = False


@dataclass(frozen=True)
class TableDifference:
    """A table that is not as it was."""

    key: str
    title: str
    changed: Changed
    cells: tuple[CellDifference, ...] = ()


def differences(before: Report, after: Report) -> list[TableDifference]:
    """Every table that differs, in the order of the later report; those that are gone stand last."""
    old = {table.key: table for table in before.tables()}
    new = {table.key: table for table in after.tables()}
    found = [
        _difference(old[key], table)
        if key in old
        else TableDifference(key, table.title, Changed.NEW)
        for key, table in new.items()
        if old.get(key) != table
    ]
    gone = [table for key, table in old.items() if key not in new]
    return found + [TableDifference(one.key, one.title, Changed.GONE) for one in gone]


def _difference(before: ReportTable, after: ReportTable) -> TableDifference:
    cells = tuple(_cells(_by_place(before), _by_place(after)))
    if cells:
        return TableDifference(after.key, after.title, Changed.FIGURES, cells)
    same_rows = before.rows == after.rows
    return TableDifference(after.key, after.title, Changed.WORDS if same_rows else Changed.ORDER)


def _cells(
    old: dict[tuple[RowName, int, str], Cell], new: dict[tuple[RowName, int, str], Cell]
) -> Iterator[CellDifference]:
    for place in dict.fromkeys([*new, *old]):
        row, _, head = place
        if place not in old:
            yield CellDifference(row, head, None, new[place], is_new=True)
        elif place not in new:
            yield CellDifference(row, head, old[place], None, is_gone=True)
        elif old[place] != new[place]:
            yield CellDifference(row, head, old[place], new[place])


def _by_place(table: ReportTable) -> dict[tuple[RowName, int, str], Cell]:
    """Each figure by its row's words and its head; a row's name may come twice, a head too."""
    found: dict[tuple[RowName, int, str], Cell] = {}
    seen: Counter[RowName] = Counter()
    for row in table.rows:
        name = tuple(cell for cell in row if isinstance(cell, str))
        seen[name] += 1
        for at, cell in enumerate(row):
            if not isinstance(cell, str):
                head = table.heads[at] if at < len(table.heads) else ""
                found[name, seen[name], _unlike(head, at, table.heads)] = cell
    return found


def _unlike(head: str, at: int, heads: tuple[str, ...]) -> str:
    """A head that stands twice gets the number of its column."""
    return head if heads.count(head) == 1 else f"{head} {at + 1}".strip()
