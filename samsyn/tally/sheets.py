"""Many figures about the same years: what they rest on is read once, and summed here as often as asked.

A report asks some hundred questions, nearly all of them about a few columns of a few years. Each would walk
thousands of balances to answer a handful of rows.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.vocabulary import Scope
from samsyn.tally.asking import Asked, HowMany, Row, answers
from samsyn.tally.conditions import Both, Condition, Holds, In

EVERY = ("year", "between_principals", "is_coded")
"""The first columns of a sheet: what nearly every figure needs (where answers count, also `answered`)."""

type Single = In | Holds
"""A condition on one column, which can be asked of a value that has been read."""


@dataclass
class Sheet:
    """Some columns of some years, as the tally gives them; what has been picked out once is kept."""

    columns: tuple[str, ...]
    years: frozenset[int]
    of_recipient: bool
    rows: Sequence[Row]
    _parts: dict[tuple[Single, ...], Sequence[Row]] = field(default_factory=dict)
    _split: dict[tuple[tuple[Single, ...], str], dict[Any, list[Row]]] = field(default_factory=dict)

    def answers(self, columns: Collection[str], years: Collection[int], of_recipient: bool) -> bool:
        """Whether a question about these columns and years can be summed from it."""
        is_alike = self.of_recipient is of_recipient and self.years.issuperset(years)
        return is_alike and set(self.columns).issuperset(columns)

    def summed(self, columns: Sequence[str], conditions: Sequence[Single]) -> list[Row]:
        """The values of these columns, each once, with the two sums."""
        # A second place gives a tuple also of one column.
        places = [self.columns.index(column) for column in columns]
        key_of = itemgetter(*places, places[0]) if len(places) < 2 else itemgetter(*places)
        numbers: dict[Row, int] = {}
        times: dict[Row, int] = {}
        for row in self._where(tuple(conditions)):
            key = key_of(row)
            numbers[key] = numbers.get(key, 0) + row[-2]
            times[key] = times.get(key, 0) + row[-1]
        many = len(places)
        return [(*key[:many], number, times[key]) for key, number in numbers.items() if number]

    def _where(self, conditions: tuple[Single, ...]) -> Sequence[Row]:
        if not conditions:
            return self.rows
        if conditions not in self._parts:
            *before, last = conditions
            split = self._split_by(tuple(before), last.column)
            found = [rows for value, rows in split.items() if last.meets(value)]
            self._parts[conditions] = [row for rows in found for row in rows]
        return self._parts[conditions]

    def _split_by(self, conditions: tuple[Single, ...], column: str) -> dict[Any, list[Row]]:
        # Asked for one theme after the other, so it is divided once for all of them.
        if (conditions, column) not in self._split:
            split, place = defaultdict(list), self.columns.index(column)
            for row in self._where(conditions):
                split[row[place]].append(row)
            self._split[conditions, column] = split
        return self._split[conditions, column]


@dataclass
class Sheets:
    """What has been read for a report or a page; whatever they do not hold is asked of the tally."""

    viewer: Viewer | Everything
    sheets: list[Sheet] = field(default_factory=list)
    _foreseen: dict[Asked, list[Row]] = field(default_factory=dict)

    def foresee(self, questions: Iterable[Asked]) -> None:
        """Read all that will be asked for and is not held yet, in one query."""
        missing = [one for one in dict.fromkeys(questions) if not self._holds(one)]
        if missing:
            found = answers(missing, viewer=self.viewer)
            self._foreseen.update(zip(missing, found, strict=True))

    def _holds(self, asked: Asked) -> bool:
        of_sheet = isinstance(asked, HowMany) and self._sheet_for(asked) is not None
        return asked in self._foreseen or of_sheet

    def rows(self, asked: Asked) -> list[Row]:
        """What has been foreseen, or is read now."""
        if asked not in self._foreseen:
            return answers([asked], viewer=self.viewer)[0]
        return self._foreseen[asked]

    def read(self, *columns: str, years: Collection[int] | None = None) -> Sheet:
        """Read these columns of these years (or of all) and what every figure needs, in one query."""
        asked = sheet_of(*columns, years=years)
        rows = self.rows(asked)
        held = years if years is not None else {row[0] for row in rows}
        return self._keep(Sheet(asked.columns, frozenset(held), False, rows))

    def coarser(self, sheet: Sheet, *columns: str) -> Sheet:
        """Fewer columns of a sheet, as a sheet of its own: less to sum for each question about them."""
        every = (*EVERY, *columns)
        return self._keep(Sheet(every, sheet.years, False, sheet.summed(every, ())))

    def _keep(self, sheet: Sheet) -> Sheet:
        self.sheets = sorted([*self.sheets, sheet], key=lambda one: len(one.rows))
        return sheet

    def years_with_any(self) -> set[int]:
        """The years that have been read and in which anything counts."""
        return {row[0] for one in self.sheets for row in one.rows}

    def tally(
        self,
        *columns: str,
        years: Collection[int],
        scope: Scope = Scope.ALL,
        only_answered: bool = False,
        per_recipient: bool = False,
        where: Sequence[Condition] = (),
    ) -> list[Row]:
        """As `tally` with `with_received`, of the smallest sheet that holds what is asked for."""
        asked = (columns, tuple(years), scope, only_answered, per_recipient, tuple(where))
        return self.answer(HowMany(*asked))

    def answer(self, asked: HowMany) -> list[Row]:
        """The rows that answer a question, of the smallest sheet that holds what is asked for."""
        sheet = self._sheet_for(asked)
        if sheet is None:
            return self.rows(asked)
        return sheet.summed(asked.columns, _singles(asked.conditions) or ())

    def _sheet_for(self, asked: HowMany) -> Sheet | None:
        """The smallest sheet from which a question can be answered."""
        if asked.years is None or _singles(asked.conditions) is None:
            return None
        fits = (
            one for one in self.sheets if one.answers(asked.needs, asked.years, asked.per_recipient)
        )
        return next(fits, None)


def sheet_of(*columns: str, years: Collection[int] | None = None) -> HowMany:
    """What is asked for a sheet of these columns, and of what every figure needs."""
    return HowMany((*EVERY, *columns), None if years is None else tuple(years))


def _singles(conditions: Iterable[Condition]) -> list[Single] | None:
    """The conditions, each on one column; None where one of them needs more than a row of a sheet."""
    found: list[Single] = []
    for one in conditions:
        if isinstance(one, Both):
            found += (one.one, one.other)
        elif isinstance(one, In | Holds):
            found.append(one)
        else:
            return None
    return found
