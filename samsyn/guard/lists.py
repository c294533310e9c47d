"""Which words stand in a list of the package?"""

from functools import cache
from importlib.resources import files

DATA = files("samsyn.guard") / "data"


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """The lines of a text file in data/ without blank ones and those that begin with #."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))


@cache
def words_in(name: str, kind: str = "") -> frozenset[str]:
    """The words of a text file in data/; of one kind: those of the lines that begin with it."""
    lines = (line.split() for line in lines_of(name))
    if not kind:
        return frozenset(word for words in lines for word in words)
    return frozenset(word for first, *words in lines if first == kind for word in words)
