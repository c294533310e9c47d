"""What is taken out of a passage before it is proposed as a quote, and what stands in its place?

Names of the registry and all that the guard finds, also where it is not certain: a word that was
taken out without need is put back by whoever reads the two beside each other.
"""

import re
from collections.abc import Iterable

from samsyn.domain.known_names import FoundName
from samsyn.domain.redaction import LEFT_OUT, PLACEHOLDERS, may_be_one
from samsyn.guard import Finding

SOMEBODY = "[namn]"
"""For a person whose role has no placeholder in a quote."""

_WORD = re.compile(r"\w+")


def taken_out(
    text: str, names: Iterable[FoundName], findings: Iterable[Finding]
) -> list[FoundName]:
    """What to replace in the text, in order. Where two overlap both go, as what the longer one is."""
    every = [*names, *(_as_name(text, one) for one in findings)]
    made: list[FoundName] = []
    for one in sorted(every, key=lambda each: (each.start, -each.end)):
        if made and one.start < made[-1].end:
            made[-1] = _both(made[-1], one)
        else:
            made.append(one)
    return made


def _as_name(text: str, one: Finding) -> FoundName:
    start, end = _whole_words(text, one.start, one.end)
    placeholder = one.suggestion if one.suggestion in PLACEHOLDERS else SOMEBODY
    return FoundName(start, end, placeholder if may_be_one(text[start:end]) else LEFT_OUT)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The words that it stands in: a quote takes no word apart. A genitive s stays outside."""
    for word in _WORD.finditer(text):
        if word.start() < start < word.end():
            start = word.start()
        if word.start() < end < word.end() and text[end : word.end()] != "s":
            end = word.end()
    return start, end


def _both(one: FoundName, other: FoundName) -> FoundName:
    longer = other if other.end - other.start > one.end - one.start else one
    return FoundName(one.start, max(one.end, other.end), longer.placeholder)
