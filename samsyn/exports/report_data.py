"""The tables of a report as data: CSV and JSON of each, and all of them in one archive with a read-me.

Files are named by year and the table's key, which stays the same over the years: "2021-recipients.csv".
The same report is the same bytes. In the report's own language.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from samsyn.domain.report import Cell, Part, Report, ReportTable
from samsyn.exports.csv_file import Cell as Written
from samsyn.exports.csv_file import csv_pieces
from samsyn.exports.report_columns import Column, columns_of, hidden_in
from samsyn.exports.report_numbers import labels_of, place_of
from samsyn.exports.report_words import standing_in_words, whole_in_words

FORMAT = "samsyn.report-table/1"
UNIX, ALWAYS = 3, (1980, 1, 1, 0, 0, 0)
"""What a file in an archive says of where and when it was made: never anything else."""


def table_of(report: Report, key: str) -> ReportTable | None:
    """The table with this key; None when the report has none."""
    return next((one for one in report.tables() if one.key == key), None)


def file_name(report: Report, table: ReportTable, ending: str) -> str:
    """The name of a table's file: "2021-recipients.csv"."""
    return f"{report.year}-{table.key}.{ending}"


def csv_of(report: Report, table: ReportTable) -> bytes:
    """The table alone, without notes: shares in whole percent beside n, hidden numbers empty and named."""
    with translation.override(report.language):
        columns = columns_of(table)
        heads = [*(_head(one) for one in columns), _("Dolda tal")]
        rows = [
            [*(_written(column.cells[at]) for column in columns), _hidden(table, row)]
            for at, row in enumerate(table.rows)
        ]
        return b"".join(csv_pieces([heads, *rows]))


def json_of(report: Report, table: ReportTable) -> bytes:
    """The table with all that is known of it, as docs/exports.md describes."""
    with translation.override(report.language):
        label = labels_of(report)[place_of(table)]
    told = {
        "format": FORMAT,
        "report": {
            "title": report.title,
            "year": report.year,
            "language": report.language,
            "edition": report.standing.number or None,
            "day": report.standing.day or None,
        },
        "key": table.key,
        "label": label,
        "title": table.title,
        "asked": _asked(table),
        "n": table.n,
        "columns": list(table.heads),
        "rows": [_row(table, at, row) for at, row in enumerate(table.rows)],
        "notes": list(table.notes),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def zip_of(report: Report) -> bytes:
    """Every table as CSV and JSON, and a README.txt that says in words what they are."""
    files = {"README.txt": _read_me(report).encode()}
    for table in report.tables():
        files[file_name(report, table, "csv")] = csv_of(report, table)
        files[file_name(report, table, "json")] = json_of(report, table)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            # Stored as it is: another machine's compression would make other bytes of the same.
            info = zipfile.ZipInfo(name, ALWAYS)
            info.create_system = UNIX
            archive.writestr(info, content)
    return target.getvalue()


def _head(column: Column) -> str:
    if column.kind == "share":
        return _("%(column)s, procent") % {"column": column.title}
    return column.title


def _written(cell: Cell) -> Written:
    return cell.percent if isinstance(cell, Part) else cell


def _hidden(table: ReportTable, row: tuple[Cell, ...]) -> str:
    return ", ".join(table.heads[at] for at in hidden_in(table, row))


def _asked(table: ReportTable) -> dict[str, Any] | None:
    if table.asked is None:
        return None
    asked = table.asked
    return {
        "years": list(asked.years),
        "scope": asked.scope,
        "count": asked.count,
        "by": list(asked.by),
        "where": [list(one) for one in asked.where],
        "across": asked.across,
        "different": asked.different,
    }


def _row(table: ReportTable, at: int, row: tuple[Cell, ...]) -> dict[str, Any]:
    return {
        "cells": [_cell(cell) for cell in row],
        "hidden": list(hidden_in(table, row)),
        "residual": at in table.residual_rows,
    }


def _cell(cell: Cell) -> Any:
    if isinstance(cell, Part):
        return {"value": cell.value, "n": cell.n, "share": cell.share, "percent": cell.percent}
    return cell


def _read_me(report: Report) -> str:
    with translation.override(report.language):
        return "\n".join(_read_me_lines(report))


def _read_me_lines(report: Report) -> Iterator[str]:
    labels = labels_of(report)
    yield from (report.title, report.subtitle, standing_in_words(report))
    if report.standing.errata:
        yield f"{_('Vad utgåvan rättar')}: {report.standing.errata}"
    yield ""
    yield _("Varje tabell i rapporten ligger här som CSV och som JSON.")
    yield _("Namnen följer rapportens år och tabellens nyckel, som är densamma år från år.")
    yield _("CSV är UTF-8 med semikolon; andelar är hela procent och står bredvid sitt n.")
    yield _("Ett dolt tal är tomt i CSV, och sista kolumnen säger vilket; i JSON är det null.")
    for table in report.tables():
        yield ""
        whole = whole_in_words(table)
        yield f"{labels[place_of(table)]}. {table.title}" + (f" ({whole})" if whole else "")
        yield f"  {file_name(report, table, 'csv')}, {file_name(report, table, 'json')}"
        yield from (f"  {note}" for note in table.notes)
    yield ""
