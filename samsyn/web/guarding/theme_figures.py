"""How often are the proposed themes right? The suggester's figures on texts that it has not learned from."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from samsyn.suggester import suggest
from samsyn.suggester.training.examples import HELD_OUT, Example, read_examples

SHOWN = 6
"""So many wrong proposals are shown."""
THEMES = {
    "sip": _("SIP"),
    "remiss": _("Remisshantering"),
    "uppdrag": _("Utförande av uppdrag"),
    "struktur": _("Samverkan på strukturell nivå"),
    "individ": _("Övrig samverkan runt individ"),
}
"""The themes of the taxonomy as a page calls them, in its order."""


@dataclass(frozen=True)
class Hits:
    """Of so many texts, which share (0 to 1) has its theme proposed first, and among the first two."""

    texts: int
    right: float
    in_first_two: float


@dataclass(frozen=True)
class ThemeLine:
    """One theme: its texts, how many of them were proposed it first, and how many others were."""

    name: str
    texts: int
    right: int
    wrongly: int

    @property
    def missed(self) -> int:
        return self.texts - self.right


@dataclass(frozen=True)
class Surest:
    """Of so many proposals with at least this probability, the share (0 to 1) that is right."""

    least: float
    texts: int
    right: float


@dataclass(frozen=True)
class ThemeFigures:
    """The figures of the weights that come with Samsyn."""

    usual: Hits
    hard: Hits
    lines: tuple[ThemeLine, ...]
    surest: Surest


@dataclass(frozen=True)
class WrongProposal:
    """A text, the theme that is proposed first, and the one that it has."""

    text: str
    proposed: str
    right: str


@cache
def theme_figures() -> ThemeFigures:
    """What was measured when the shipped weights were made."""
    kept = json.loads((files("samsyn.suggester") / "figures.json").read_text(encoding="utf-8"))
    unseen, sure = kept["held_out"], kept["cross_validated"]["held"][-1]
    return ThemeFigures(
        usual=_hits(unseen["plain"]),
        hard=_hits(unseen["hard"]),
        lines=tuple(_line(theme, unseen["confusion"]) for theme in THEMES),
        surest=Surest(sure["from"], sure["texts"], sure["right"]),
    )


@cache
def wrong_proposals() -> tuple[WrongProposal, ...]:
    """Some texts whose first proposal is wrong, the hard ones before the others.

    Proposed anew, once a process and only until enough are found.
    """
    examples = sorted(read_examples(HELD_OUT), key=lambda one: not one.hard)
    return tuple(islice(_wrong(examples), SHOWN))


def _wrong(examples: Iterable[Example]) -> Iterator[WrongProposal]:
    for one in examples:
        proposed = next(iter(suggest(one.text).themes), None)
        if proposed and proposed.id != one.theme:
            yield WrongProposal(one.text, THEMES[proposed.id], THEMES[one.theme])


def _hits(kept: Mapping[str, Any]) -> Hits:
    return Hits(kept["texts"], kept["right"], kept["in_first_two"])


def _line(theme: str, confusion: Mapping[str, Mapping[str, int]]) -> ThemeLine:
    own = confusion[theme]
    others = sum(row[theme] for other, row in confusion.items() if other != theme)
    return ThemeLine(THEMES[theme], sum(own.values()), own[theme], others)
