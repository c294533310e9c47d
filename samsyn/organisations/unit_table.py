"""Which columns has a list of units as CSV, and what stands in each row? Reads and writes text.

docs/registry.md tells the same to those who fill the table in.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samsyn.domain.cells import plain_text, safe_cell
from samsyn.organisations.cards import UnitCard

COLUMNS = (
    "id",
    "name",
    "kind",
    "principal",
    "area",
    "aliases",
    "valid_from",
    "valid_to",
    "successor",
    "contact_function",
    "function_phone",
    "function_mailbox",
    "sdk_address",
    "external",
    "note",
)
REQUIRED = ("name", "kind", "principal")
BETWEEN_ALIASES = "|"
YES, NO = "ja", "nej"


class NotATable(ValueError):
    """The file is no table of units: the columns are wrong."""


@dataclass(frozen=True)
class UnitRow:
    """One line of the table, cells by column; a column that the file lacks is not in `cells`."""

    line: int
    cells: dict[str, str]

    def cell(self, column: str) -> str:
        """What stands in the column; empty when the file does not have it."""
        return self.cells.get(column, "")


def read_unit_table(text: str) -> list[UnitRow]:
    """The rows that are not empty, separated by comma or semicolon; refuses wrong columns."""
    text = text.removeprefix("\ufeff")
    heading = text.partition("\n")[0]
    separator = max(",;\t", key=heading.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=separator)
    names = [name.strip().lower() for name in reader.fieldnames or []]
    missing = [column for column in REQUIRED if column not in names]
    unknown = [name for name in names if name not in COLUMNS]
    if missing:
        raise NotATable(_("Kolumner saknas: %s.") % ", ".join(missing))
    if unknown or len(set(names)) < len(names):
        wrong = unknown or [name for name in names if names.count(name) > 1]
        raise NotATable(_("Okända eller dubbla kolumner: %s.") % ", ".join(wrong))
    reader.fieldnames = names
    rows = []
    for cells in reader:
        clean = {name: plain_text(cells[name] or "") for name in names}
        if None in cells:
            raise NotATable(_("Rad %d har fler celler än rubriken.") % reader.line_num)
        if any(clean.values()):
            rows.append(UnitRow(reader.line_num, clean))
    return rows


def unit_table(
    units: Iterable[UnitCard], aliases: dict[int, list[str]], keys: dict[int, str]
) -> str:
    """The units as a table that can be read back; `keys` are the successors' by primary key."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for unit in units:
        cells = (
            unit.key,
            unit.name,
            unit.kind_label,
            unit.principal_name,
            _area_path(unit),
            BETWEEN_ALIASES.join(aliases.get(unit.id, [])),
            unit.valid_from.isoformat() if unit.valid_from else "",
            unit.valid_to.isoformat() if unit.valid_to else "",
            keys.get(unit.successor_id or 0, ""),
            unit.contact_function,
            unit.function_phone,
            unit.function_mailbox,
            unit.sdk_address,
            YES if unit.is_external else NO,
            unit.note,
        )
        writer.writerow(safe_cell(cell) for cell in cells)
    return "\ufeff" + out.getvalue()


def _area_path(unit: UnitCard) -> str:
    if unit.municipality_name and unit.municipality_name != unit.area_name:
        return f"{unit.municipality_name}/{unit.area_name}"
    return unit.area_name
