"""What can be asked of the tally? Each question is a SELECT; several are one statement."""
# ruff: noqa: S608  (the SQL is put together from this app's own constants)

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any, Protocol

from django.db import connection

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.vocabulary import Scope
from samsyn.tally.balancing import BALANCES, BLANK, LINES, marked, one_of
from samsyn.tally.conditions import Condition, Part, all_of, basic
from samsyn.tally.facts import VIEW
from samsyn.tally.grains import grain_for
from samsyn.tally.models import COMMON, KEY, RECIPIENT

AS_STORED = "number, received"
ONE_MORE = "1 AS number, received AS received"
ONE_LESS = "-1 AS number, -received AS received"
EMPTY = BLANK | {one: "0" if one == "year" else "FALSE" for one in COMMON}
"""What stands in a column that only another question of the same statement asks for."""
TEXTS = frozenset(column for column, value in EMPTY.items() if value == "''")
UNIT_OF_NAME = {
    "reporter_name": "reporter_unit_id",
    "recipient_name": "recipient_unit_id",
}

type Few = tuple[str, tuple[object, ...]]
"""A SELECT of `deviation_id` and `label` of few deviations, and its parameters."""
type Row = tuple[Any, ...]
"""The values of the columns, and two numbers."""


class Asked(Protocol):
    """One SELECT of a statement: `columns` of KEY, and two numbers."""

    @property
    def columns(self) -> tuple[str, ...]: ...

    def sql(self, told: str) -> Part:
        """The SELECT; `told` begins it: its number, and these and others' columns."""


@dataclass(frozen=True)
class HowMany:
    """How many deviations have which values; the two numbers are those, and how often they were received.

    `per_recipient` counts a deviation once for each recipient (once, with empty columns, when it has none).
    No `years` are all years.
    """

    columns: tuple[str, ...]
    years: tuple[int, ...] | None = None
    scope: Scope = Scope.ALL
    only_answered: bool = False
    per_recipient: bool = False
    where: tuple[Condition, ...] = ()

    @property
    def conditions(self) -> list[Condition]:
        """All that a line must meet."""
        return [*basic(self.years, self.scope, self.only_answered), *self.where]

    @property
    def needs(self) -> frozenset[str]:
        """The columns that are asked for, and those that the conditions are about."""
        of_conditions = (column for one in self.conditions for column in one.columns)
        return frozenset((*self.columns, *of_conditions))

    def sql(self, told: str) -> Part:
        """The balances, less the lines of marked deviations, more what the facts say of them now."""
        grain = grain_for(self.needs, of_recipient=self.per_recipient)
        names, conditions = ", ".join(self.columns), self.conditions
        of_lines = f"of_recipient = {str(self.per_recipient).upper()}"
        if grain:
            stored = _arm(names, AS_STORED, BALANCES, f"grain = {grain.number}", conditions)
        else:
            stored = _arm(names, ONE_MORE, LINES, of_lines, conditions)
        before = _arm(names, ONE_LESS, LINES, f"{marked()} AND {of_lines}", conditions)
        now = _arm(names, ONE_MORE, VIEW, f"{marked()} AND {of_lines}", conditions)
        arms = " UNION ALL ".join(sql for sql, _ in (stored, before, now))
        # PostgreSQL sums whole numbers to decimals, which a chart or JSON cannot write.
        sums = "CAST(SUM(number) AS bigint), CAST(SUM(received) AS bigint)"
        # Numbers first: rows are sorted to be grouped, and a unit's name need not be compared then.
        groups = ", ".join(sorted(self.columns, key=TEXTS.__contains__))
        sql = (
            f"SELECT {told}, {sums} FROM ({arms}) counted GROUP BY {groups} HAVING SUM(number) <> 0"
        )
        return sql, [value for _, values in (stored, before, now) for value in values]


@dataclass(frozen=True)
class OneByOne:
    """What few deviations count as, from the facts, a row for each (or for each of its recipients).

    The two numbers are the deviation's primary key and its label.
    """

    columns: tuple[str, ...]
    few: Few
    only_answered: bool = False
    per_recipient: bool = False
    where: tuple[Condition, ...] = ()

    def sql(self, told: str) -> Part:
        """Looks the few up; their label is found by each of them."""
        few, values = self.few
        conditions = [*basic(None, Scope.ALL, self.only_answered), *self.where]
        meets, more = all_of(conditions, VIEW)
        label = f"SELECT label FROM ({few}) few WHERE few.deviation_id = {VIEW}.deviation_id"
        sql = (
            f"SELECT {told}, deviation_id, ({label}) FROM {VIEW}"
            f" WHERE {one_of(f'SELECT deviation_id FROM ({few}) few')}"
            f" AND of_recipient = {str(self.per_recipient).upper()}{meets}"
        )
        return sql, [*values, *values, *more]


def answers(questions: Sequence[Asked], *, viewer: Viewer | Everything) -> list[list[Row]]:
    """The rows that answer each of some questions, all read in one query (and one for names).

    Every viewer counts the same county; what it may be broken down by statistics decides.
    """
    named = [_named_apart(one) for one in questions]
    found = _read(
        [each.question if each else one for one, each in zip(questions, named, strict=True)]
    )
    try:
        return [
            each.with_names(rows) if each else rows for rows, each in zip(found, named, strict=True)
        ]
    except KeyError:  # a unit's first deviation came in between
        return _read(questions)


@dataclass(frozen=True)
class _NamedApart:
    """A question about both units of a deviation, asked without their names, which take half of its time."""

    columns: tuple[str, ...]
    question: HowMany
    names: dict[str, dict[int, str]]
    """By the column of the names: what each unit was called, and nothing else, in these years."""

    def with_names(self, rows: list[Row]) -> list[Row]:
        """The rows as they were asked for; KeyError for a unit that has come since."""
        if not rows:
            return rows
        *read, numbers, received = zip(*rows, strict=True)
        known = dict(zip(self.question.columns, read, strict=True))
        for column, name_of in self.names.items():
            known[column] = tuple(name_of[unit] for unit in known[UNIT_OF_NAME[column]])
        return list(zip(*(known[one] for one in self.columns), numbers, received, strict=True))


def _named_apart(asked: Asked) -> _NamedApart | None:
    """None where a balance answers, or where a unit has had two names, which its lines then tell apart."""
    wanted = {*UNIT_OF_NAME, *UNIT_OF_NAME.values()}
    if not isinstance(asked, HowMany) or not wanted.issubset(asked.columns):
        return None
    sides = [
        HowMany((unit, name), asked.years, per_recipient=name in RECIPIENT)
        for name, unit in UNIT_OF_NAME.items()
    ]
    names = {}
    for side, rows in zip(sides, _read(sides), strict=True):
        names[side.columns[1]] = {unit: name for unit, name, *_ in rows}
        if len(names[side.columns[1]]) < len(rows):
            return None
    slim = tuple(one for one in asked.columns if one not in names)
    return _NamedApart(asked.columns, replace(asked, columns=slim), names)


def _read(questions: Sequence[Asked]) -> list[list[Row]]:
    every = list(dict.fromkeys(column for one in questions for column in one.columns))
    if unknown := set(every) - set(KEY):
        raise ValueError(unknown)
    parts = [one.sql(_told(n, one.columns, every)) for n, one in enumerate(questions)]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(sql for sql, _ in parts),
            [value for _, values in parts for value in values],
        )
        rows: list[Row] = cursor.fetchall()
    if len(questions) == 1:
        return [[row[1:] for row in rows]]
    found: list[list[Row]] = [[] for _ in questions]
    picks = [_pick(one.columns, every) for one in questions]
    for row in rows:
        found[row[0]].append(picks[row[0]](row))
    return found


def _told(number: int, columns: Collection[str], every: Iterable[str]) -> str:
    return ", ".join((str(number), *(one if one in columns else EMPTY[one] for one in every)))


def _pick(columns: Iterable[str], every: Sequence[str]) -> Callable[[Row], Row]:
    return itemgetter(*(every.index(one) + 1 for one in columns), -2, -1)


def _arm(
    names: str, numbers: str, source: str, which: str, conditions: Sequence[Condition]
) -> Part:
    meets, values = all_of(conditions, source)
    return f"SELECT {names}, {numbers} FROM {source} WHERE {which}{meets}", values
