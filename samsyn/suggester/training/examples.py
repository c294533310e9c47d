"""Which texts are learned from? Invented ones in the repository, each with its theme and subtype."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

TEXTS = Path(__file__).parents[1] / "texts"
OWN, SHARED, HELD_OUT = (TEXTS / f"{name}.jsonl" for name in ("training", "shared", "heldout"))


@dataclass(frozen=True)
class Example:
    """One text and what it is about."""

    id: str
    text: str
    theme: str
    subtype: str
    hard: bool = False
    """The theme is told in a roundabout way, or something misleading is mentioned."""
    reporter_service: str | None = None
    recipient_services: tuple[str, ...] = ()


def read_examples(path: Path) -> list[Example]:
    """The examples of a file, one a line."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [
        Example(
            id=one["id"],
            text=one["text"],
            theme=one["theme"],
            subtype=one["subtype"],
            hard=one["hard"],
            reporter_service=one.get("reporter_service"),
            recipient_services=tuple(one.get("recipient_services", ())),
        )
        for one in lines
    ]


def training_texts() -> list[Example]:
    """What the shipped weights are learned from: our own texts and the shared ones, never the held-out."""
    return [*read_examples(OWN), *read_examples(SHARED)]


def fingerprint_of(examples: Iterable[Example]) -> str:
    """Changes when a text or its theme changes; the weights tell which texts they came of."""
    told = hashlib.sha256()
    for one in sorted(examples, key=lambda example: example.id):
        told.update(json.dumps(astuple(one), ensure_ascii=False).encode())
    return told.hexdigest()
