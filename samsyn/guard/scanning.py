"""Which personal data stands in a text, in order and without overlaps?"""

import re
from collections.abc import Collection

from samsyn.guard.finding import Finding, in_order
from samsyn.guard.links import links
from samsyn.guard.personal_numbers import personal_numbers
from samsyn.guard.phones import phones
from samsyn.guard.plates import plates

_BRACKETS = re.compile(r"\[(?!\s?(?:at|a|@|snabel-?a|punkt|dot|\.)\s?\])[^\[\]\n]{1,80}\]")
"""A placeholder of the text: never touched. [at] and [punkt] are an address in disguise."""
LONGEST = 40
"""Longer runs of letters are no words, names or numbers: they are not looked at."""


def scan(text: str, *, not_names: Collection[str] = ()) -> tuple[Finding, ...]:
    """Every finding in order, none overlapping; words of `not_names` are never persons."""
    seen = _BRACKETS.sub(lambda match: "\0" * len(match[0]), text)
    return in_order([*links(seen), *personal_numbers(seen), *phones(seen), *plates(seen)])
