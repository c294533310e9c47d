"""What do the invented people write? Sentences put together by chance, always the same for one seed."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

TEXTS = Path(__file__).parent / "texts.toml"


@cache
def texts() -> dict[str, Any]:
    """Everything in texts.toml."""
    return tomllib.loads(TEXTS.read_text())


@dataclass(frozen=True)
class Subject:
    """What a deviation can be about, as texts.toml has it."""

    key: str
    weight: int
    theme: str
    subtype: str
    point: str
    level: str
    senders: tuple[str, ...]
    """Kinds of units that write about this."""
    recipients: tuple[str, ...]
    """Kinds of units that it is written to; the commoner stand more often."""
    texts: dict[str, list[str]]


@cache
def subjects() -> tuple[Subject, ...]:
    """All subjects, as frequent as their weights."""
    return tuple(
        Subject(
            key=one["key"],
            weight=one["weight"],
            theme=one["theme"],
            subtype=one["subtype"],
            point=one["point"],
            level=one.get("level", "individual"),
            senders=tuple(one["from"]),
            recipients=tuple(one["to"]),
            texts={part: one[part] for part in ("titles", "happened", "expected", "measures")},
        )
        for one in texts()["subjects"]
    )


class Voice:
    """Writes for one deviation: the same child, parties and weeks in all its sentences."""

    def __init__(self, rng: Random, *, reporter_kind: str, recipient_kind: str, week: int) -> None:
        self.rng = rng
        words, kinds = texts()["words"], texts()["kinds"]
        reporter, recipient = kinds[reporter_kind], kinds[recipient_kind]
        child, childs = rng.choice(words["barnet"])
        self.slots = {
            "m": recipient["name"],
            "r": reporter["name"],
            "rm": recipient["function"][0],
            "rm_obest": recipient["function"][1],
            "rr": reporter["function"][0],
            "barnet": child,
            "barnets": childs,
            "antal": rng.choice(words["antal"]),
            "tid": rng.choice(words["tid"]),
            "vecka": f"vecka {week}",
        }
        for name in ("m", "r", "barnet"):
            self.slots[name.capitalize()] = _capital(self.slots[name])
        for name in ("antal", "rm", "rr"):
            self.slots[f"{name}_stor"] = _capital(self.slots[name])
        self.slots["Rm_stor"], self.slots["Rr_stor"] = self.slots["rm_stor"], self.slots["rr_stor"]

    def one(self, sentences: list[str]) -> str:
        """One of the sentences, with its blanks filled."""
        return self.rng.choice(sentences).format(**self.slots)

    def some(self, sentences: list[str], at_least: int, at_most: int) -> list[str]:
        """Some of the sentences, each at most once."""
        chosen = self.rng.sample(sentences, self.rng.randint(at_least, at_most))
        return [sentence.format(**self.slots) for sentence in chosen]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
