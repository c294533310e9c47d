"""Is every text that is to be translated gathered? xgettext looks into no f-string."""

import ast

import polib
import pytest

from samsyn.commands.messages import PO
from tests.house.source import inside, python_files, tree_of
from tests.house.test_code import TRANSLATIONS


@pytest.fixture(scope="module")
def gathered():
    return {entry.msgid for entry in polib.pofile(str(PO))}


def texts_in(path):
    """Every literal that is handed to a translating function."""
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func).split(".")[-1]
        if called in TRANSLATIONS:
            first = node.args[1 if "pgettext" in called else 0 :][:1]
            yield from (
                one.value
                for one in first
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )


def test_what_is_translated_is_in_the_catalogue(gathered):
    missing = [
        f"{inside(path)}: {text!r}"
        for path in python_files("samsyn")
        for text in texts_in(path)
        if text not in gathered
    ]
    assert not missing
