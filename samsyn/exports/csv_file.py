"""What does a CSV file look like? UTF-8 with a mark, semicolons, CRLF: Swedish Excel opens it right."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from samsyn.domain.cells import safe_cell

ROWS_A_PIECE = 200
Cell = str | int | None


def csv_pieces(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The rows as pieces of a CSV file, with formulas made harmless; memory does not grow with them."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    yield codecs.BOM_UTF8
    for serial, row in enumerate(rows, 1):
        writer.writerow([safe_cell(one) if isinstance(one, str) else one for one in row])
        if serial % ROWS_A_PIECE == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
