"""How does a text stand in a cell of a spreadsheet without being taken for a formula? (fault F12)"""

_STARTS_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet could run it as a formula.

    Blanks before the sign do not help: some programs cut them off when they read a CSV file.
    """
    first = text.lstrip(" \u00a0")[:1]
    return f"'{text}" if first in _STARTS_FORMULA and first else text


def plain_text(cell: str) -> str:
    """The text that `safe_cell` was given, for a file that is read back."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and safe_cell(text[1:]) != text[1:] else text
