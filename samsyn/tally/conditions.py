"""Which lines does a question want? Conditions on their columns, as SQL with its parameters."""
# ruff: noqa: S608  (the SQL is put together from this app's own constants)

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection

from samsyn.domain.vocabulary import AnswerOutcome, Scope
from samsyn.tally.facts import VIEW
from samsyn.tally.models import KEY
from samsyn.tally.outcomes import BIT_OF_OUTCOME

type Part = tuple[str, list[Any]]
"""A piece of SQL and its parameters."""


class Condition(Protocol):
    """What a line must meet. `columns` must be among those of the balances that it is asked of."""

    @property
    def columns(self) -> tuple[str, ...]: ...

    def sql(self, source: str) -> Part: ...


@dataclass(frozen=True)
class In:
    """The column has one of these values; 0 or "" is a missing one."""

    column: str
    values: tuple[object, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def sql(self, source: str) -> Part:
        """Never true when there are no values."""
        if not self.values:
            return "1 = 0", []
        return f"{_known(self.column)} IN ({_places(self.values)})", list(self.values)

    def meets(self, value: object) -> bool:
        """The same of a value that has been read."""
        return value in self.values


@dataclass(frozen=True)
class Holds:
    """The column, a set of keys in one text, holds at least one of these keys."""

    column: str
    keys: tuple[int, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def sql(self, source: str) -> Part:
        """Between spaces, so that 12 is not found in 112."""
        # Not LIKE: SQLite's is in Python here, for å, ä and ö (samsyn/database/sqlite.py).
        find = "strpos" if connection.vendor == "postgresql" else "instr"
        one = f"{find}(' ' || {_known(self.column)} || ' ', %s) > 0"
        return f"({' OR '.join([one] * len(self.keys))})", [f" {key} " for key in self.keys]

    def meets(self, value: object) -> bool:
        """The same of a value that has been read."""
        return not set(map(str, self.keys)).isdisjoint(str(value).split())


@dataclass(frozen=True)
class Both:
    """Two columns have what is wanted, as a month and its year."""

    one: In
    other: In

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.one.columns, *self.other.columns)

    def sql(self, source: str) -> Part:
        """Joined by AND."""
        (one, some), (other, more) = self.one.sql(source), self.other.sql(source)
        return f"{one} AND {other}", [*some, *more]


@dataclass(frozen=True)
class SomeRecipient:
    """Some recipient's line meets this, whichever of the deviation's lines is being counted."""

    meets: In | Both

    @property
    def columns(self) -> tuple[str, ...]:
        """No balance says which deviations: only lines do."""
        return ("deviation_id",)

    @property
    def is_of_one_unit(self) -> bool:
        """Whether at most one line of a deviation meets it: a unit receives a deviation once.

        Then those lines can be counted instead of the deviations, and they have balances.
        """
        unit = self.meets.one if isinstance(self.meets, Both) else self.meets
        return unit.column == "recipient_unit_id" and len(unit.values) == 1

    def sql(self, source: str) -> Part:
        """Asked of the same source: a marked deviation's lines as they were, or as they are now."""
        meets, values = self.meets.sql(source)
        if source == VIEW:  # of few deviations: never look through all facts
            same = f"other.deviation_id = {VIEW}.deviation_id AND other.of_recipient"
            return f"EXISTS (SELECT 1 FROM {VIEW} other WHERE {same} AND {meets})", values
        lines = f"SELECT deviation_id FROM {source} WHERE of_recipient AND {meets}"
        return f"deviation_id IN ({lines})", values


def some_outcome(outcome: AnswerOutcome | None) -> In:
    """Some recipient's answer got this outcome; None: nothing is judged."""
    if outcome is None:
        return In("outcomes", (0,))
    bit, every = BIT_OF_OUTCOME[outcome], sum(BIT_OF_OUTCOME.values())
    return In("outcomes", tuple(one for one in range(every + 1) if one & bit))


def basic(years: Collection[int] | None, scope: Scope, only_answered: bool) -> list[Condition]:
    """Which deviations a question is about: of which years, between whom, and whether answered."""
    conditions: list[Condition] = []
    if years is not None:
        conditions.append(In("year", tuple(years)))
    # Both values are named so that the index, which begins with year and this column, is used.
    between = (True, False) if scope is Scope.ALL else (scope is Scope.BETWEEN,)
    conditions.append(In("between_principals", between))
    if only_answered:
        conditions.append(In("answered", (True,)))
    return conditions


def all_of(conditions: Sequence[Condition], source: str) -> Part:
    """Every condition, as " AND …"."""
    parts = [one.sql(source) for one in conditions]
    return "".join(f" AND {sql}" for sql, _ in parts), [each for _, some in parts for each in some]


def _known(column: str) -> str:
    if column not in KEY:
        raise ValueError(column)
    return column


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
