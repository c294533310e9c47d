"""One case as a PDF that can be read aloud (PDF/UA-1), made by typst. ADR "PDF by typst".

Texts go to typst as data and never as its markup; the fonts are the ones that typst carries, so the
same case at the same time is the same file, byte for byte, on every machine.
"""

import json
import re
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any

from samsyn.exports.case import Case
from samsyn.exports.case_pages import document_of

TEMPLATE = Path(__file__).parent / "case.typ"

# What the fonts in typst's wheel can show; a test compiles every one of these characters. PDF/UA-1
# refuses the whole file for a single character that no font has.
_SHOWN = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u0377\u0384-\u038a\u038e-\u03a1\u03a3-\u0484\u0487-\u04ff"
    "\u0621-\u063a\u0640-\u064a\u1e00-\u1eff\u2000-\u200a\u2010-\u2027\u202f-\u2040"
    "\u20a0-\u20bf\u2190-\u22ff\u2500-\u25ff\u2713\u2717]"
)


def pdf_of(case: Case, *, language: str, now: datetime) -> bytes:
    """The case as PDF/UA-1, in the language of the labels."""
    import typst  # 80 MB that only this needs

    document = _shown_throughout(document_of(case, language=language))
    pdf = typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"document": json.dumps(document)},
        pdf_standards="ua-1",
        ignore_system_fonts=True,
        timestamp=int(now.timestamp()),
    )
    assert isinstance(pdf, bytes)
    return pdf


def shown(text: str) -> str:
    """The text with the name in place of each character that no font can show: [grinning face]."""
    return _SHOWN.sub(_in_words, unicodedata.normalize("NFC", text.replace("\t", " ")))


def _shown_throughout(value: Any) -> Any:
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {name: _shown_throughout(one) for name, one in value.items()}
    return [_shown_throughout(one) for one in value]


def _in_words(found: re.Match[str]) -> str:
    kind = unicodedata.category(found[0])
    if kind[0] in "ZCM" and kind != "Co":
        return " " if kind[0] == "Z" else ""  # nothing to see by itself
    return f"[{unicodedata.name(found[0], f'U+{ord(found[0]):04X}').lower()}]"
