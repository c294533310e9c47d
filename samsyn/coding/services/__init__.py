"""Everything that decides what a deviation is about, and the reading in of earlier years."""

from samsyn.coding.services.code_books import ensure_code_book, ensure_subtype, ensure_theme
from samsyn.coding.services.coding import (
    CodingRefused,
    code_deviation,
    register_and_code,
    send_and_code,
)
from samsyn.coding.services.desk import AtTheDesk, NotVerbatim, Overtaken, code_at_desk, undo_coding
from samsyn.coding.services.importing import import_history

__all__ = [
    "AtTheDesk",
    "CodingRefused",
    "NotVerbatim",
    "Overtaken",
    "code_at_desk",
    "code_deviation",
    "ensure_code_book",
    "ensure_subtype",
    "ensure_theme",
    "import_history",
    "register_and_code",
    "send_and_code",
    "undo_coding",
]
