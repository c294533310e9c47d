"""Do a sentence and the data still say the same? Figures are kept as they were said when accepted."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_NUMBER = re.compile(r"\d[\d \u00a0\u202f]*(?:,\d+)?(?:\s?%)?")


@dataclass(frozen=True)
class Proposal:
    """A sentence worked out from figures. `figures` holds each number as the sentence says it."""

    key: str
    """Stable over the years, such as "received.total"."""
    text: str
    figures: Mapping[str, str]
    is_finding: bool = False
    """May be one of the year's findings in a summary."""
    change: float = 0.0
    """Of a finding: by how much it differs from the year before, in percentage points; 0 when not known."""
    share: float = 0.0
    """Of a finding: which part of the year's deviations it is about, in percent."""


@dataclass(frozen=True)
class Parted:
    """Where a sentence and the data part ways: what was said, and what holds now (empty: nothing does)."""

    said: str
    now: str


MOST_FINDINGS = 3


def chosen_findings(found: Iterable[Proposal]) -> list[Proposal]:
    """The findings of a summary, three at most, in the order in which they came.

    Förslag, ej fastställt: the largest changes against the year before, in percentage points up or
    down; where no year before is known, what the largest part of the deviations is about.
    """
    every = list(found)
    order = sorted(every, key=lambda one: (-abs(one.change), -one.share))
    chosen = order[:MOST_FINDINGS]
    return [one for one in every if one in chosen]


def parted(
    text: str, accepted: Mapping[str, str], current: Mapping[str, str] | None
) -> tuple[Parted, ...]:
    """Each figure of a kept sentence that the data no longer say, or that its text does not say.

    `current` is None when the data no longer give the sentence at all.
    """
    found = []
    for name, said in accepted.items():
        now = (current or {}).get(name, "")
        if said != now:
            found.append(Parted(said, now))
        elif not says(text, said):
            found.append(Parted(text, said))
    return tuple(found)


def says(text: str, figure: str) -> bool:
    """Whether a text says this figure as a whole number or share: "54" is not said by "154"."""
    wanted = _plain(figure)
    return any(
        _plain(found) == wanted or _plain(found).rstrip("%") == wanted
        for found in _NUMBER.findall(text)
    ) or (not _NUMBER.fullmatch(figure) and figure in text)


def _plain(number: str) -> str:
    return re.sub(r"\s", "", number)
