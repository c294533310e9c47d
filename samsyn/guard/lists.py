"""Which words stand in a list of the package?"""

from functools import cache
from importlib.resources import files

DATA = files("samsyn.guard") / "data"


@cache
def words_in(name: str) -> frozenset[str]:
    """The words of a text file in data/, between blanks; what follows # is a comment."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].split())
