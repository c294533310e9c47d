"""One case as a PDF that can be read aloud (PDF/UA-1), made by typst. ADR "PDF by typst".

Texts go to typst as data and never as its markup; the fonts are the ones that typst carries, so the
same case at the same time is the same file, byte for byte, on every machine.
"""

import json
from datetime import datetime
from pathlib import Path

from samsyn.exports.case import Case
from samsyn.exports.case_pages import document_of
from samsyn.exports.pdf_letters import shown_throughout

TEMPLATE = Path(__file__).parent / "case.typ"


def pdf_of(case: Case, *, language: str, now: datetime) -> bytes:
    """The case as PDF/UA-1, in the language of the labels."""
    import typst  # 80 MB that only this needs

    document = shown_throughout(document_of(case, language=language))
    pdf = typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"document": json.dumps(document)},
        pdf_standards="ua-1",
        ignore_system_fonts=True,
        timestamp=int(now.timestamp()),
    )
    assert isinstance(pdf, bytes)
    return pdf
