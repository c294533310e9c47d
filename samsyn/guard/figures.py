"""The guard's own figures, as they were measured last and are shown to whoever wants to doubt it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "figures.json"


@dataclass(frozen=True)
class Count:
    """How many of one label stand in the texts and are found, and how many marks of it are wrong.

    Found: every letter and digit lies within a mark, whatever its label. Wrong: a mark of what is none.
    """

    label: str
    standing: int
    found: int
    found_certain: int
    """Of the found: those that stop sending by themselves; the others ask."""
    marks: int
    wrong: int
    wrong_certain: int

    @property
    def missed(self) -> int:
        return self.standing - self.found


@dataclass(frozen=True)
class Example:
    """A text and the words in it that were missed, or marked wrongly."""

    text: str
    start: int
    end: int
    label: str
    is_certain: bool = False

    @property
    def parts(self) -> tuple[str, str, str]:
        """The text before the words, the words, the text after."""
        return self.text[: self.start], self.text[self.start : self.end], self.text[self.end :]


@dataclass(frozen=True)
class Part:
    """The figures of texts that are alike: the usual ones, or the hard ones."""

    texts: int
    clean: int
    """Texts in which nothing is to be found."""
    clean_marked: int
    counts: tuple[Count, ...]
    missed: tuple[Example, ...]
    wrong: tuple[Example, ...]

    @property
    def total(self) -> Count:
        """All labels together."""
        names = ("standing", "found", "found_certain", "marks", "wrong", "wrong_certain")
        return Count("", *(sum(getattr(one, name) for one in self.counts) for name in names))


@dataclass(frozen=True)
class Figures:
    """The figures of one set of texts."""

    usual: Part
    hard: Part


def as_json(figures: Mapping[str, Figures]) -> str:
    """The figures of sets by name, as they stand in the file."""
    plain = {name: asdict(one) for name, one in figures.items()}
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def from_json(kept: str) -> dict[str, Figures]:
    """The figures of sets by name, as they were written."""
    return {
        name: Figures(_part(one["usual"]), _part(one["hard"]))
        for name, one in json.loads(kept).items()
    }


@cache
def kept_figures() -> dict[str, Figures]:
    """The figures of the package, by set: `dev` and `held_out`."""
    return from_json(FILE.read_text(encoding="utf-8"))


def _part(kept: Mapping[str, Any]) -> Part:
    return Part(
        texts=kept["texts"],
        clean=kept["clean"],
        clean_marked=kept["clean_marked"],
        counts=tuple(Count(**one) for one in kept["counts"]),
        missed=tuple(Example(**one) for one in kept["missed"]),
        wrong=tuple(Example(**one) for one in kept["wrong"]),
    )
