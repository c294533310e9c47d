"""Which characters can a PDF show? Those of the fonts in typst's wheel; the others are said by name."""

import re
import unicodedata
from typing import Any

# What the fonts in typst's wheel can show; a test compiles every one of these characters. PDF/UA-1
# refuses the whole file for a single character that no font has.
NOT_SHOWN = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u0377\u0384-\u038a\u038e-\u03a1\u03a3-\u0484\u0487-\u04ff"
    "\u0621-\u063a\u0640-\u064a\u1e00-\u1eff\u2000-\u200a\u2010-\u2027\u202f-\u2040"
    "\u20a0-\u20bf\u2190-\u22ff\u2500-\u25ff\u2713\u2717]"
)


def shown(text: str) -> str:
    """The text with the name in place of each character that no font can show: [grinning face]."""
    return NOT_SHOWN.sub(_in_words, unicodedata.normalize("NFC", text.replace("\t", " ")))


def shown_throughout(value: Any) -> Any:
    """The same for every text in plain data (dicts, lists and tuples; numbers stay)."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {name: shown_throughout(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [shown_throughout(one) for one in value]
    return value


def _in_words(found: re.Match[str]) -> str:
    kind = unicodedata.category(found[0])
    if kind[0] in "ZCM" and kind != "Co":
        return " " if kind[0] == "Z" else ""  # nothing to see by itself
    return f"[{unicodedata.name(found[0], f'U+{ord(found[0]):04X}').lower()}]"
