"""The tables of a report as a workbook: a sheet for each, and a first sheet with contents and notes.

Numbers are numbers: shares are fractions shown as percent, with n in a column of its own. Every text is
a text, never a formula. The same report is the same file, byte for byte.
"""

import io
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from samsyn.domain.cells import safe_cell
from samsyn.domain.report import Cell, Part, Report, ReportTable
from samsyn.exports.report_columns import Column, columns_of
from samsyn.exports.report_numbers import labels_of, numbers_of, place_of
from samsyn.exports.report_words import hidden_in_words, standing_in_words, whole_in_words

LONGEST_SHEET_NAME = 31
HEAD_ROW, FIRST_ROW = 2, 3
NARROWEST, WIDEST = 10, 60
"""Widths of a column in characters."""
_REFUSED_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))
_TEXTS_STAY_TEXTS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def xlsx_of(report: Report) -> bytes:
    """The workbook, in the report's own language."""
    import xlsxwriter

    target = io.BytesIO()
    with (
        translation.override(report.language),
        xlsxwriter.Workbook(target, _TEXTS_STAY_TEXTS) as book,
    ):
        book.set_properties(_properties(report))
        looks = _looks(book)
        names = sheet_names(report)
        labels = labels_of(report)
        _contents(book.add_worksheet(_("Innehåll")), report, names, labels, looks)
        for table, name in zip(report.tables(), names, strict=True):
            _sheet(book.add_worksheet(name), table, labels[place_of(table)], looks)
    return target.getvalue()


def sheet_names(report: Report) -> list[str]:
    """A short name for each table's sheet: its number, which no other has, and its key."""
    numbers = numbers_of(report)
    names = (f"{numbers[place_of(table)]} {table.key}" for table in report.tables())
    return [
        name.translate(_REFUSED_IN_SHEET_NAMES)[:LONGEST_SHEET_NAME].rstrip(" -") for name in names
    ]


def _properties(report: Report) -> dict[str, Any]:
    """What the file says of itself; never the clock, so that the same report is the same file."""
    day = (
        date.fromisoformat(report.standing.day) if report.standing.day else date(report.year, 1, 1)
    )
    return {
        "title": report.title,
        "subject": report.subtitle,
        "comments": standing_in_words(report),
        "created": datetime.combine(day, time()),
    }


def _looks(book: Any) -> dict[str, Any]:
    quiet = {"font_color": "#4d5b5f"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "caption": book.add_format({"bold": True, "font_size": 12}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}),
        "head_right": book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "align": "right"}
        ),
        "number": book.add_format({"num_format": "#,##0"}),
        "share": book.add_format({"num_format": "0%"}),
        "hidden": book.add_format({"align": "right", "italic": True, **quiet}),
        "quiet": book.add_format(quiet),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        "link": book.add_format({"underline": 1, "font_color": "#0b5766"}),
    }


def _contents(
    sheet: Any, report: Report, names: list[str], labels: dict[Any, str], looks: dict[str, Any]
) -> None:
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, WIDEST + 20)
    sheet.set_column(2, 2, NARROWEST)
    sheet.hide_gridlines(2)
    row = _lines(sheet, 0, [report.title], looks["title"])
    row = _lines(sheet, row, [report.subtitle, standing_in_words(report)])
    if report.standing.errata:
        row = _lines(sheet, row + 1, [_("Vad utgåvan rättar")], looks["caption"])
        row = _lines(sheet, row, report.standing.errata.splitlines())
    row = _lines(sheet, row + 1, [_("Innehåll")], looks["caption"])
    for head, words in enumerate((_("Tabell"), _("Vad den visar"), "n")):
        sheet.write_string(row, head, words, looks["head_right" if words == "n" else "head"])
    for table, name in zip(report.tables(), names, strict=True):
        row += 1
        label = labels[place_of(table)]
        sheet.write_url(row, 0, f"internal:'{name}'!A1", looks["link"], label)
        sheet.write_string(row, 1, safe_cell(table.title))
        if table.n is not None:
            sheet.write_number(row, 2, table.n, looks["number"])
    row = _lines(sheet, row + 2, [_("Att veta")], looks["caption"])
    _lines(sheet, row, _notes(report))


def _notes(report: Report) -> list[str]:
    """Every note of every table, once."""
    notes = dict.fromkeys(note for table in report.tables() for note in table.notes)
    said = [_("Andelar är lagrade som bråk och visas i hela procent; n står i en egen kolumn.")]
    if any(cell is None for table in report.tables() for row in table.rows for cell in row):
        words = _("Där det står %(hidden)s är talet dolt, för att ingen ska kunna pekas ut.")
        said.append(words % {"hidden": hidden_in_words()})
    return [*notes, *said]


def _sheet(sheet: Any, table: ReportTable, label: str, looks: dict[str, Any]) -> None:
    columns = columns_of(table)
    sheet.write_string(0, 0, safe_cell(f"{label}. {table.title}"), looks["caption"])
    sheet.write_string(1, 0, whole_in_words(table), looks["quiet"])
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.repeat_rows(HEAD_ROW)
    sheet.fit_to_pages(1, 0)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _width(column))
        look = looks["head" if column.kind == "words" else "head_right"]
        sheet.write_string(HEAD_ROW, at, safe_cell(column.title), look)
        for row, cell in enumerate(column.cells, FIRST_ROW):
            _write(sheet, row, at, cell, column, looks)
    _lines(sheet, FIRST_ROW + len(table.rows) + 1, table.notes, looks["quiet"])


def _write(
    sheet: Any, row: int, at: int, cell: Cell, column: Column, looks: dict[str, Any]
) -> None:
    if cell is None:
        sheet.write_string(row, at, hidden_in_words(), looks["hidden"])
    elif isinstance(cell, str):
        sheet.write_string(row, at, safe_cell(cell), looks["wrapped"])
    elif isinstance(cell, Part):
        if cell.share is None:
            sheet.write_string(row, at, "–", looks["hidden"])
        else:
            sheet.write_number(row, at, cell.value / cell.n, looks["share"])
    else:
        sheet.write_number(row, at, cell, looks["number"])


def _width(column: Column) -> int:
    words = [column.title, *(one for one in column.cells if isinstance(one, str))]
    longest = max(len(one) for one in words) + 2
    return max(NARROWEST, min(longest, WIDEST if column.kind == "words" else 18))


def _lines(sheet: Any, row: int, lines: Iterable[str], look: Any = None) -> int:
    """Write each line in a row of its own; the row after the last."""
    for line in lines:
        sheet.write_string(row, 0, safe_cell(line), look)
        row += 1
    return row
