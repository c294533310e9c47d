"""A report as a Word file, in which chapters, tables, captions and pictures are what they look like.

Whoever opens it in Word or LibreOffice can go by its headings, hear its tables read with their heads,
and write on in its styles. The same report is the same file, byte for byte (ADR 0037).
"""

from samsyn.domain.report import Report
from samsyn.exports.report_layout import laid_out


def docx_of(report: Report) -> bytes:
    """The report as DOCX, in its own language; charts are drawn the first time, then kept."""
    from samsyn.exports.docx_writing import Writing  # 20 MB that only this needs

    return Writing(laid_out(report)).file()
