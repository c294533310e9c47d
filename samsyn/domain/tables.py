"""In which shape do figures leave the statistics? A table: rows, n, what was counted, notes."""

from dataclasses import dataclass
from typing import Any

from samsyn.domain.access import ScopeKind
from samsyn.domain.shares import percent_in_words, share_of
from samsyn.domain.vocabulary import Counted, CountNote, Dimension, Naming, OwnSide, Scope


@dataclass(frozen=True)
class Value:
    """One value of a dimension. `key` is None for the residual (ej klassificerad, ej bedömd)."""

    key: str | None
    label: str

    def __hash__(self) -> int:
        # A crossed table looks values up half a million times.
        return hash(self.key)


@dataclass(frozen=True)
class Row:
    """One line of a table: its value in each dimension, and how many. A hidden row has no count."""

    values: tuple[Value, ...]
    count: int | None
    n: int | None

    @property
    def is_suppressed(self) -> bool:
        return self.count is None

    @property
    def is_residual(self) -> bool:
        """True when any of its values is missing."""
        return None in [value.key for value in self.values]

    @property
    def share(self) -> float | None:
        """The part of n, with four decimals; None when hidden."""
        return None if self.count is None or self.n is None else share_of(self.count, self.n)

    @property
    def percent(self) -> str:
        """The part of n in words; empty when hidden."""
        return "" if self.count is None or self.n is None else percent_in_words(self.count, self.n)


@dataclass(frozen=True)
class Own:
    """Only what one unit, principal or local group (primary key) has sent or received."""

    side: OwnSide
    scope: ScopeKind
    scope_id: int


@dataclass(frozen=True)
class Question:
    """What is asked for: which deviations, counted how, broken down by what."""

    years: tuple[int, ...]
    scope: Scope = Scope.BETWEEN
    count: Counted = Counted.DEVIATIONS
    by: tuple[Dimension, ...] = ()
    where: tuple[tuple[Dimension, str], ...] = ()
    naming: Naming = Naming.THEN
    own: Own | None = None
    """Never from an address: samsyn.statistics.permissions makes it from who is looking."""


@dataclass(frozen=True)
class Table:
    """The answer to a question. `n` is the number of deviations that the shares are of.

    `n` and `unclassified` (deviations without a theme) are None where they would tell a small one.
    """

    question: Question
    n: int | None
    rows: tuple[Row, ...]
    unclassified: int | None
    notes: tuple[CountNote, ...] = ()

    @property
    def hides_something(self) -> bool:
        return self.n is None or any(row.is_suppressed for row in self.rows)

    def as_dict(self) -> dict[str, Any]:
        """The table as interfaces.md writes it in JSON."""
        return {
            "years": list(self.question.years),
            "scope": self.question.scope.value,
            "count": self.question.count.value,
            "by": [dimension.value for dimension in self.question.by],
            "n": self.n,
            "rows": [
                {
                    "key": [value.key for value in row.values],
                    "label": [value.label for value in row.values],
                    "value": row.count,
                    "share": row.share,
                    "suppressed": row.is_suppressed,
                }
                for row in self.rows
            ],
            "unclassified": self.unclassified,
            "notes": [note.label for note in self.notes],
        }
