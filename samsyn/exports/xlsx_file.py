"""What does an XLSX file look like? One sheet with a head that stays; every text is a text."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import BinaryIO

from samsyn.domain.cells import safe_cell
from samsyn.exports.csv_file import Cell

_TEXTS_STAY_TEXTS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LONGEST = 32_767
"""Characters in a cell; the format holds no more."""


def write_xlsx(
    rows: Iterable[Sequence[Cell]], target: BinaryIO, *, name: str, now: datetime
) -> None:
    """Write the rows, of which the first is the head; memory does not grow with them."""
    import xlsxwriter

    with xlsxwriter.Workbook(target, _TEXTS_STAY_TEXTS) as book:
        book.set_properties({"title": name, "created": now.replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 30, 18)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                look = bold if at == 0 else None
                if isinstance(cell, str):
                    sheet.write_string(at, column, safe_cell(cell)[:_LONGEST], look)
                elif cell is not None:
                    sheet.write_number(at, column, cell, look)
