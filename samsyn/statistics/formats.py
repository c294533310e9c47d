"""How is a table written as text, CSV and JSON?"""

import csv
import io
import json

from samsyn.domain.cells import safe_cell
from samsyn.domain.tables import Row, Table


def as_json(table: Table) -> str:
    """The table as interfaces.md has it, on one line."""
    return json.dumps(table.as_dict(), ensure_ascii=False)


def as_csv(table: Table) -> str:
    """One line a row: the dimensions' labels, the value, its share and n; a hidden value is empty."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    dimensions = [dimension.value for dimension in table.question.by]
    writer.writerow([*dimensions, "value", "share", "n", "suppressed"])
    for row in table.rows:
        labels = [safe_cell(value.label) for value in row.values]
        hidden = "yes" if row.is_suppressed else "no"
        writer.writerow(
            [*labels, _or_empty(row.count), _or_empty(row.share), _or_empty(table.n), hidden]
        )
    return target.getvalue()


def as_text(table: Table) -> str:
    """The table for a terminal, with what was counted above it and the notes below."""
    question = table.question
    years = ", ".join(str(year) for year in question.years)
    head = [*(dimension.label for dimension in question.by), question.count.label, "Andel"]
    lines = [head, *(_cells(row) for row in table.rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    n = "-" if table.n is None else str(table.n)
    return "\n".join(
        [
            f"{question.count.label}, {question.scope.label.casefold()}, {years} (n = {n})",
            "",
            *(_aligned(line, widths) for line in lines),
            "",
            *(note.label for note in table.notes),
        ]
    )


def _cells(row: Row) -> list[str]:
    count = "dold" if row.count is None else str(row.count)
    return [*(value.label for value in row.values), count, row.percent]


def _aligned(line: list[str], widths: list[int]) -> str:
    """Words to the left, the two last columns of numbers to the right."""
    padded = [
        text.rjust(width) if place >= len(line) - 2 else text.ljust(width)
        for place, (text, width) in enumerate(zip(line, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()


def _or_empty(number: float | None) -> float | str:
    return "" if number is None else number
