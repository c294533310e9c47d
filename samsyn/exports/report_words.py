"""How is what stands in a report said in words? Cells, shares, hidden numbers, editions.

In the language that is spoken now: whoever makes a form of a report first speaks the report's own.
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samsyn.domain.report import Cell, Part, Report, ReportTable
from samsyn.exports.tables import number_in_words


def cell_in_words(cell: Cell, row: tuple[Cell, ...], table: ReportTable) -> str:
    """A cell as it stands in a table; a part says its number and n where the table does not."""
    if cell is None:
        return hidden_in_words()
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int):
        return number_in_words(cell)
    if _is_said(cell, row, table):
        return percent_in_words(cell)
    figures = {
        "share": percent_in_words(cell),
        "value": number_in_words(cell.value),
        "n": number_in_words(cell.n),
    }
    return _("%(share)s (%(value)s av %(n)s)") % figures


def _is_said(part: Part, row: tuple[Cell, ...], table: ReportTable) -> bool:
    """Whether the row says the part's number, and the row or the table its n: each in a place of its own."""
    numbers = [one for one in row if isinstance(one, int)]
    if part.value not in numbers:
        return False
    numbers.remove(part.value)
    return part.n == table.n or (table.n is None and part.n in numbers)


def percent_in_words(part: Part) -> str:
    """ "51 %" in Swedish, "51%" in English; "mindre än 1 %" of what rounds to none, "–" of nothing."""
    if part.percent is None:
        return "–"
    if part.percent == 0 and part.value:
        return _("mindre än 1 %%") % ()
    return _("%(share)s %%") % {"share": part.percent}


def hidden_in_words() -> str:
    """The word for a number that is hidden: never an empty cell, which looks like none."""
    return _("dold")


def whole_in_words(table: ReportTable) -> str:
    """What the parts of a table are of: "n = 106"; empty when it has no parts."""
    if table.n is None:
        return ""
    return _("n = %(n)s") % {"n": number_in_words(table.n)}


def is_number_column(table: ReportTable, column: int) -> bool:
    """Whether a column holds numbers, which stand to the right; the first names the rows."""
    cells = [row[column] for row in table.rows if column < len(row)]
    return column > 0 and bool(cells) and not any(isinstance(cell, str) for cell in cells)


def standing_in_words(report: Report) -> str:
    """ "Utkast", "Utgåva 2, 12 mars 2026", or for a local report "Räknad den 12 mars 2026"."""
    standing = report.standing
    if standing.is_draft:
        return _("Utkast")
    if standing.number is None:
        day = date_format(date.fromisoformat(standing.day), "j F Y")
        return _("Räknad den %(day)s") % {"day": day}
    edition = _("Utgåva %(number)s") % {"number": standing.number}
    if not standing.day:
        return edition
    return f"{edition}, {date_format(date.fromisoformat(standing.day), 'j F Y')}"
