"""Is each form of forms.txt found, and is nothing else marked?"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from samsyn.guard import Finding, scan

MARK = re.compile(r"\{([A-Z_]+):([^{}]+)\}")
FOUND, RIGHT = 0.98, 0.98
"""What must be found of all that is marked, and how much of what is found must be marked."""


@dataclass(frozen=True)
class Marked:
    text: str
    spans: tuple[tuple[int, int, str], ...]


def read(line: str) -> Marked:
    """A line without its marks, and where they stood."""
    text, spans, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        at = mark.end()
    return Marked(text + line[at:], tuple(spans))


LINES = (Path(__file__).parent / "forms.txt").read_text("utf-8").splitlines()
FORMS = [read(line) for line in LINES if line and not line.startswith("#")]


def is_covered(form: Marked, span: tuple[int, int, str], findings: tuple[Finding, ...]) -> bool:
    letters = (place for place in range(*span[:2]) if form.text[place].isalnum())
    return all(any(one.start <= place < one.end for one in findings) for place in letters)


def touches(one: Finding, form: Marked) -> bool:
    return any(start < one.end and one.start < end for start, end, _ in form.spans)


@pytest.fixture(scope="module")
def scanned():
    return [(form, scan(form.text)) for form in FORMS]


def test_there_are_hundreds_of_forms():
    labels = Counter(label for form in FORMS for *_, label in form.spans)
    assert len(FORMS) > 500
    assert sum(not form.spans for form in FORMS) > 150
    assert len(labels) == 9
    assert min(labels.values()) >= 4


def test_what_is_marked_is_found(scanned):
    spans = [(form, span, found) for form, found in scanned for span in form.spans]
    missed = [(form.text, span) for form, span, found in spans if not is_covered(form, span, found)]
    assert len(missed) <= (1 - FOUND) * len(spans), missed


def test_little_else_is_marked(scanned):
    findings = [(form, one) for form, found in scanned for one in found]
    wrong = [
        (form.text, form.text[one.start : one.end])
        for form, one in findings
        if not touches(one, form)
    ]
    assert len(wrong) <= (1 - RIGHT) * len(findings), wrong
