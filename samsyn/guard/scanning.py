"""Which personal data stands in a text, in order and without overlaps?"""

import re
from collections.abc import Collection

from samsyn.guard.birth_dates import birth_dates, birth_dates_after
from samsyn.guard.case_numbers import case_numbers
from samsyn.guard.finding import Finding, in_order
from samsyn.guard.links import links
from samsyn.guard.personal_numbers import personal_numbers
from samsyn.guard.persons import persons
from samsyn.guard.phones import phones
from samsyn.guard.plates import plates
from samsyn.guard.streets import streets

_BRACKETS = re.compile(r"\[(?!\s?(?:at|a|@|snabel-?a|punkt|dot|\.)\s?\])[^\[\]\n]{1,80}\](?!\()")
"""A placeholder of the text: never touched. [at] and [punkt] are an address in disguise, and before a
parenthesis stand the words of a link in Markdown, which people read."""
_PATTERNS = (links, case_numbers, streets, plates)
_NUMBERS = (personal_numbers, phones, birth_dates)
_FIGURES = re.compile(r"(?<![^\W_])[\dOolI][\dOolI./ –+-]{3,28}(?![^\W\d_])")
_LETTERS = re.compile(r"(?<=[\dOolI])[OolI]|[OolI](?=[\dOolI])")
"""O70 for 070, 2OO9 for 2009: letters that a scanner or a hurried hand wrote for figures."""
_FEWEST = 4
"""So many figures among the letters, so that it is a number."""


def _as_figures(match: re.Match[str]) -> str:
    if sum(map(str.isdigit, match[0])) < _FEWEST:
        return match[0]
    return _LETTERS.sub(lambda one: "0" if one[0] in "oO" else "1", match[0])


def scan(text: str, *, not_names: Collection[str] = ()) -> tuple[Finding, ...]:
    """Every finding in order, none overlapping; words of `not_names` are never persons."""
    seen = _BRACKETS.sub(lambda match: "\0" * len(match[0]), text)
    read = _FIGURES.sub(_as_figures, seen)
    patterns = in_order(
        [one for find in _PATTERNS for one in find(seen)]
        + [one for find in _NUMBERS for one in find(read)]
    )
    taken = [(one.start, one.end) for one in patterns]
    people = persons(seen, taken, not_names)
    births = birth_dates_after(seen, [one.end for one in people])
    return in_order([*patterns, *people, *births])
