"""How much of what stands in texts with known answers does the guard find, and what does it mark wrongly?

The texts are lines of JSON, see tests/data/guard/README.md. Measured as ../shared/data/score_guard.py does.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samsyn.guard.figures import Count, Example, Figures, Part
from samsyn.guard.finding import Finding
from samsyn.guard.scanning import scan

SETS = ("dev", "held_out")
"""What the rules are made after, and what nobody who makes them reads."""
Scan = Callable[[str], tuple[Finding, ...]]


@dataclass(frozen=True)
class _Standing:
    """Something that stands in a text, and the least certain mark over it; "" when it is not covered."""

    example: Example
    level: str


@dataclass(frozen=True)
class _Read:
    """One text that the guard has read."""

    standing: list[_Standing]
    marks: list[Example]
    wrong: list[Example]


def measured_sets(texts: Path) -> dict[str, Figures]:
    """The figures of both sets of texts in this folder."""
    return {
        name: measured((texts / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
        for name in SETS
    }


def measured(lines: Iterable[str], find: Scan = scan) -> Figures:
    """The figures of these texts, one JSON object on each line."""
    usual: list[_Read] = []
    hard: list[_Read] = []
    for item in map(json.loads, lines):
        (hard if item["hard"] else usual).append(_read(item, find(item["text"])))
    return Figures(_part(usual), _part(hard))


def _read(item: dict[str, Any], findings: tuple[Finding, ...]) -> _Read:
    text = item["text"]
    spans = [Example(text, one["start"], one["end"], one["label"]) for one in item["spans"]]
    marks = [
        Example(text, one.start, one.end, one.label, one.level == "certain") for one in findings
    ]
    return _Read(
        [_Standing(one, _level(one, marks)) for one in spans],
        marks,
        [one for one in marks if not any(_touch(one, span) for span in spans)],
    )


def _level(span: Example, marks: list[Example]) -> str:
    over = [one for one in marks if _touch(one, span)]
    covered = {place for one in over for place in range(one.start, one.end)}
    letters = (place for place in range(span.start, span.end) if span.text[place].isalnum())
    if not all(place in covered for place in letters):
        return ""
    return "certain" if all(one.is_certain for one in over) else "possible"


def _touch(one: Example, other: Example) -> bool:
    return one.start < other.end and other.start < one.end


def _part(read: list[_Read]) -> Part:
    standing = [one for each in read for one in each.standing]
    marks = [one for each in read for one in each.marks]
    wrong = [one for each in read for one in each.wrong]
    clean = [one for one in read if not one.standing]
    labels = {one.example.label for one in standing} | {one.label for one in marks}
    return Part(
        texts=len(read),
        clean=len(clean),
        clean_marked=sum(bool(one.marks) for one in clean),
        counts=tuple(_count(label, standing, marks, wrong) for label in sorted(labels)),
        missed=tuple(one.example for one in standing if not one.level),
        wrong=tuple(wrong),
    )


def _count(
    label: str, standing: list[_Standing], marks: list[Example], wrong: list[Example]
) -> Count:
    levels = [one.level for one in standing if one.example.label == label]
    certain = [one.is_certain for one in wrong if one.label == label]
    return Count(
        label,
        standing=len(levels),
        found=sum(bool(level) for level in levels),
        found_certain=levels.count("certain"),
        marks=sum(one.label == label for one in marks),
        wrong=len(certain),
        wrong_certain=sum(certain),
    )
