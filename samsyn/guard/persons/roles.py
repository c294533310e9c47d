"""Is this word a role, and what is written instead of the name of somebody with that role?"""

from dataclasses import dataclass
from functools import cache

from samsyn.guard.lists import lines_of
from samsyn.guard.words import fold

_SHORTEST_TAIL = 5
"""A role from so many letters on is found at the end of a longer word: skolkurator, bonuspappa."""


@dataclass(frozen=True, slots=True)
class Role:
    """A child, a relative or staff; `word` as it stands in the text, `base` the plain form."""

    kind: str
    word: str
    base: str

    @property
    def suggestion(self) -> str:
        """What is written for the name."""
        if self.kind == "child":
            return "[barnet]"
        return self.word if self.kind == "relative" else f"[{self.base}]"


@cache
def _roles() -> dict[str, tuple[str, str]]:
    roles: dict[str, tuple[str, str]] = {}
    for line in lines_of("roles.words"):
        kind, *words = line.split()
        roles |= {one: (kind, words[0]) for word in words for one in (fold(word), word)}
    return roles


def role_of(plain: str) -> Role | None:
    """The role that a word in small letters names, in any form, alone or at the end of a longer word."""
    roles = _roles()
    for word in (plain, plain.removesuffix("s")):
        if word in roles:
            kind, base = roles[word]
            return Role(kind, word, base)
    word = plain.removesuffix("s")
    for at in range(2, len(word) - _SHORTEST_TAIL + 1):
        if word[at:] in roles:
            kind, base = roles[word[at:]]
            return Role(kind, word, word[:at] + base)
    return None
