"""How wide are the columns of a table in Word? Said here, for Word and LibreOffice guess differently."""

from docx.shared import Length, Mm

from samsyn.exports.docx_look import COLUMN
from samsyn.exports.report_layout import LaidTable

LETTER, AROUND, NARROWEST = 1.9, 4.0, 14.0
"""Millimetres: a letter of 9.5 points on the average, what stands around it, a column."""
MOST = 0.72
"""Of the page's column that figures may take; the rest is for the names of the rows."""


def widths_of(table: LaidTable) -> list[Length]:
    """The width of each column: figures as they need, words share the rest."""
    wanted = [
        _needed(table, column) if is_figures else 0.0
        for column, is_figures in enumerate(table.is_figures)
    ]
    whole = COLUMN.mm
    scale = min(1.0, MOST * whole / sum(wanted)) if sum(wanted) else 1.0
    columns_of_words = sum(not one for one in table.is_figures)
    rest = (whole - scale * sum(wanted)) / max(1, columns_of_words)
    return [Mm(scale * one) if one else Mm(rest) for one in wanted]


def _needed(table: LaidTable, column: int) -> float:
    """Room for the widest figure, and for the head in two lines or its longest word."""
    head = table.heads[column]
    letters = [0.6 * len(head), *(len(word) for word in head.split())]
    letters += [len(row[column]) for row in table.rows]
    return max(NARROWEST, max(letters) * LETTER + AROUND)
