"""A report as a PDF that can be read aloud (PDF/UA-1), made by typst (ADRs 0014 and 0037).

Texts go to typst as data and never as its markup. The fonts are those in typst's wheel and our own, and
the only time in the file is the edition's day: the same report is the same file, byte for byte.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from samsyn.domain.report import Report
from samsyn.exports.charts import FONTS, svg_of
from samsyn.exports.pdf_letters import shown_throughout
from samsyn.exports.report_layout import LaidBlock, LaidPicture, LaidTable, laid_out

TEMPLATE = Path(__file__).parent / "report.typ"


def pdf_of(report: Report) -> bytes:
    """The report as PDF/UA-1, in its own language; charts are drawn the first time, then kept."""
    import typst  # 80 MB that only this needs

    pdf = typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"document": json.dumps(shown_throughout(document_of(report)))},
        pdf_standards="ua-1",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)]),
        timestamp=_moment(report.standing.day),
    )
    assert isinstance(pdf, bytes)
    return pdf


def document_of(report: Report) -> dict[str, Any]:
    """All that the template reads, as plain data."""
    laid = laid_out(report)
    day = laid.standing.day
    return {
        **asdict(laid),
        "day": [int(part) for part in day.split("-")] if day else [],
        "sections": [
            {**asdict(one), "blocks": [_plain(block) for block in one.blocks]}
            for one in laid.sections
        ],
    }


def _plain(block: LaidBlock) -> dict[str, Any]:
    if isinstance(block, LaidPicture):
        return {
            "kind": "picture",
            "caption": asdict(block.caption),
            "alt": block.chart.description,
            "svg": svg_of(block.chart),
        }
    if isinstance(block, LaidTable):
        return {"kind": "table", **asdict(block)}
    return {"kind": "quote" if block.is_quote else "text", **asdict(block)}


def _moment(day: str) -> int:
    """The time that the file is said to be made at: the edition's day, and none for a draft."""
    return int(datetime.fromisoformat(day or "1970-01-01").replace(tzinfo=UTC).timestamp())
