"""What is a finding, which of two that overlap stands, and what is the text with all replaced?"""

import re
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

Level = Literal["certain", "possible"]

SUGGESTIONS = {
    "PERSONNUMMER": "[personnummer]",
    "PHONE": "[telefonnummer]",
    "EMAIL": "[e-postadress]",
    "URL": "[länk]",
    "PLATE": "[bil]",
    "ADDRESS": "[bostadsadress]",
    "DATE_OF_BIRTH": "[ålder]",
    "CASE_NUMBER": "[ärendenummer]",
    "PERSON": "[person]",
}
"""Every label, the one that wins first, and what is written instead. A person's follows the role."""
_ORDER = {
    label: place
    for place, label in enumerate(
        (
            *("EMAIL", "URL", "PERSONNUMMER", "CASE_NUMBER", "DATE_OF_BIRTH", "ADDRESS"),
            *("PHONE", "PLATE", "PERSON"),
        )
    )
}


@dataclass(frozen=True)
class Finding:
    """Where something stands (code points), what it is, how sure that is, and what to write instead."""

    start: int
    end: int
    label: str
    level: Level
    suggestion: str


def found(start: int, end: int, label: str, *, certain: bool) -> Finding:
    """A finding with its label's usual replacement."""
    return Finding(start, end, label, "certain" if certain else "possible", SUGGESTIONS[label])


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by place; of two that overlap the more telling label stays, then the longer one."""
    taken: list[Finding] = []  # by place, so that only the neighbours can overlap
    for one in sorted(findings, key=lambda each: (_ORDER[each.label], each.start - each.end)):
        at = bisect(taken, one.start, key=attrgetter("start"))
        is_free_before = at == 0 or taken[at - 1].end <= one.start
        if is_free_before and (at == len(taken) or one.end <= taken[at].start):
            taken.insert(at, one)
    return tuple(taken)


def replaced(text: str, findings: Iterable[Finding]) -> str:
    """The text with each finding's suggestion in its place: kurator Annika becomes [kurator].

    A role that the suggestion says again is left out of the text: mamman, Hoa becomes mamman.
    """
    for one in sorted(findings, key=lambda each: each.start, reverse=True):
        start = one.start - _said_before(text[: one.start], one.suggestion)
        text = text[:start] + one.suggestion + text[one.end :]
    return text


def _said_before(before: str, suggestion: str) -> int:
    """How many characters before a finding say what is written for it."""
    word = suggestion.strip("[]")
    said = re.search(rf"(?<!\w){re.escape(word)}[ ,\u00a0]{{1,2}}$", before, re.IGNORECASE)
    return len(said[0]) if said else 0
