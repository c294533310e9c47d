"""What does a report hold? Sections of prose, sentences, tables, pictures and quotes.

One model that every form is made of: page, PDF, Word, workbook, open data. It knows no form and no
database, and can be written as JSON and read back without losing anything: a frozen edition is that JSON.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from samsyn.domain.shares import percent_of, share_of

type Cell = str | int | Part | None
"""Words, a number, a part of n, or None for a number that is hidden."""


@dataclass(frozen=True)
class Part:
    """So many of n. Written as percent with its n at hand, never from hand (requirement 30)."""

    value: int
    n: int

    @property
    def share(self) -> float | None:
        """The part with four decimals; None of nothing."""
        return share_of(self.value, self.n)

    @property
    def percent(self) -> int | None:
        """The part in whole percent, halves upwards; None of nothing."""
        return percent_of(self.value, self.n)


@dataclass(frozen=True)
class Asked:
    """Which question a table answers, in the codes of interfaces.md, so that it can be asked again."""

    years: tuple[int, ...]
    scope: str
    """A code of Scope; empty where the scopes stand beside each other."""
    count: str
    by: tuple[str, ...]
    """Codes of the dimensions in the first columns; "year" where each row is one."""
    where: tuple[tuple[str, str], ...] = ()
    across: str = ""
    """The code of a dimension (or "scope") whose values are the heads of the following columns."""
    different: str = ""
    """What different ones are counted of, such as "reporter_unit", where it is not deviations."""


@dataclass(frozen=True)
class Prose:
    """What a person has written, as Markdown without HTML."""

    key: str
    text: str
    kind: Literal["prose"] = "prose"


@dataclass(frozen=True)
class Sentence:
    """A sentence with figures in it, proposed from the data and accepted or rewritten by a person."""

    key: str
    text: str
    kind: Literal["sentence"] = "sentence"


@dataclass(frozen=True)
class Quote:
    """Somebody's words, redacted and approved by a second reader (requirement 18)."""

    text: str
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True)
class Picture:
    """A chart of a table: its name, what it shows in words, and its Vega-Lite specification."""

    key: str
    title: str
    description: str
    spec: dict[str, Any]
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True)
class ReportTable:
    """A table of figures that nobody can write in. The first head names the rows."""

    key: str
    """Stable over the years, such as "recipients": files and open data are named by it."""
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    n: int | None
    """What the parts are of; None when it is hidden, or when there are none."""
    notes: tuple[str, ...] = ()
    residual_rows: tuple[int, ...] = ()
    """Places of the rows of what is missing (ej klassificerad), which stand last and quieter."""
    asked: Asked | None = None
    """None for a table that is put together of several answers."""
    kind: Literal["table"] = "table"

    @property
    def by(self) -> tuple[str, ...]:
        """Codes of the dimensions that its numbers are broken down by, down and across."""
        return (
            tuple(one for one in (*self.asked.by, self.asked.across) if one) if self.asked else ()
        )

    @property
    def where(self) -> tuple[str, ...]:
        """Codes of the dimensions that it is limited by: of one theme, to one service."""
        return tuple(one for one, _ in self.asked.where) if self.asked else ()


type Block = Prose | Sentence | Quote | Picture | ReportTable
KINDS: dict[str, type[Block]] = {
    "prose": Prose,
    "sentence": Sentence,
    "quote": Quote,
    "picture": Picture,
    "table": ReportTable,
}


@dataclass(frozen=True)
class Section:
    """A chapter, or a part of one."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True)
class Standing:
    """Which edition this is, in the words that stand on its first page."""

    number: int | None = 0
    """0 while it is a draft; None for what is counted when it is asked for and has no editions."""
    day: str = ""
    """ISO day of the edition, or of the counting."""
    errata: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether its words and figures may still change."""
        return self.number == 0


@dataclass(frozen=True)
class Report:
    """A whole report."""

    title: str
    subtitle: str
    language: str
    year: int
    sections: tuple[Section, ...]
    summary: tuple[str, ...] = ()
    """The year's findings, a sentence each; at most three."""
    standing: Standing = field(default_factory=Standing)

    def walk(self) -> Iterator[tuple[int, Section]]:
        """Every section with its depth, from 1, in reading order."""
        yield from _walked(self.sections, 1)

    def tables(self) -> list[ReportTable]:
        """Every table, in the order of its number."""
        return [one for one in self.blocks() if isinstance(one, ReportTable)]

    def pictures(self) -> list[Picture]:
        """Every picture, in the order of its number."""
        return [one for one in self.blocks() if isinstance(one, Picture)]

    def blocks(self) -> Iterator[Block]:
        """Every block, in reading order."""
        for _depth, section in self.walk():
            yield from section.blocks

    @property
    def is_short(self) -> bool:
        """One chapter alone: it needs neither a page for its title nor a list of contents."""
        return len(self.sections) == 1 and not self.sections[0].sections

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all figures: the same as long as the data say the same, whatever the prose."""
        return hashlib.sha256(_as_json([asdict(table) for table in self.tables()])).hexdigest()


def _walked(sections: tuple[Section, ...], depth: int) -> Iterator[tuple[int, Section]]:
    for section in sections:
        yield depth, section
        yield from _walked(section.sections, depth + 1)


def to_json(report: Report) -> str:
    """The report as JSON; the same report is the same text, byte for byte."""
    return _as_json(asdict(report)).decode()


def _as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()


def from_json(text: str) -> Report:
    """The report that `to_json` wrote."""
    read = json.loads(text)
    return Report(
        **{name: read[name] for name in ("title", "subtitle", "language", "year")},
        sections=tuple(_section(one) for one in read["sections"]),
        summary=tuple(read["summary"]),
        standing=Standing(**read["standing"]),
    )


def _section(read: dict[str, Any]) -> Section:
    return Section(
        read["key"],
        read["title"],
        tuple(_block(one) for one in read["blocks"]),
        tuple(_section(one) for one in read["sections"]),
    )


def _block(read: dict[str, Any]) -> Block:
    if read["kind"] == "table":
        read = read | {
            "heads": tuple(read["heads"]),
            "rows": tuple(tuple(_cell(cell) for cell in row) for row in read["rows"]),
            "notes": tuple(read["notes"]),
            "residual_rows": tuple(read["residual_rows"]),
            "asked": _asked(read["asked"]),
        }
    return KINDS[read["kind"]](**read)


def _asked(read: dict[str, Any] | None) -> Asked | None:
    if read is None:
        return None
    lists = {name: tuple(read[name]) for name in ("years", "by")}
    return Asked(**read | lists | {"where": tuple((one, value) for one, value in read["where"])})


def _cell(read: Any) -> Cell:
    return Part(**read) if isinstance(read, dict) else read
