"""What does the tally hold for a question? Its rows, and the cells of a table that stand in each."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from operator import itemgetter
from typing import Any, cast

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.counting import Cell, Figures
from samsyn.domain.tables import Question, Value
from samsyn.domain.vocabulary import Counted, Dimension
from samsyn.statistics.dimensions import COLUMNS, Names, keys_in, read_value
from samsyn.statistics.own import own_condition
from samsyn.statistics.wheres import condition
from samsyn.tally.asking import Asked, Few, HowMany, OneByOne
from samsyn.tally.conditions import Condition, SomeRecipient
from samsyn.tally.outcomes import outcomes_in
from samsyn.tally.selectors import lines_of
from samsyn.tally.sheets import Sheets

type Key = tuple[object, ...]
type Said = Sequence[Sequence[Value]]
"""In each dimension of a question the values that a row stands at."""
type TallyRow = tuple[Mapping[str, Any], int, int]
"""The columns' values, how many deviations have them, and how often they were received (tally.Line)."""


@dataclass
class Reading:
    """A question on its way to the tally and back; each value is translated once."""

    question: Question
    names: Names
    viewer: Viewer | Everything
    sheets: Sheets | None = None
    """What has been read already, when many questions are asked."""

    def __post_init__(self) -> None:
        self._known: dict[Dimension, dict[Key, Sequence[Value]]] = defaultdict(dict)
        once, own = self.names.once, self.question.own
        self.where: list[Condition] = [
            once(each, partial(condition, *each, self.names, viewer=self.viewer))
            for each in self.question.where
        ]
        if own:
            self.where.append(once(own, partial(own_condition, own)))

    @property
    def is_per_recipient(self) -> bool:
        """Whether a deviation must be read once for each recipient: only their units need it."""
        return Dimension.RECIPIENT_UNIT in self.question.by

    @property
    def _splits_services(self) -> bool:
        return Dimension.RECIPIENT_SERVICE in self.question.by and not self.is_per_recipient

    @property
    def columns(self) -> list[str]:
        """What must be known of each row."""
        columns = (each for one in self.question.by for each in self._columns(one))
        return list(dict.fromkeys(["is_coded", *columns]))

    def foreseen(self) -> list[HowMany]:
        """What `figures` asks of the tally, so that it can be read together with more."""
        found = [self._asked(self.columns, per_recipient=self.is_per_recipient)]
        if self.is_per_recipient:
            found.append(self._asked(["is_coded"], per_recipient=False))
        return found

    def _asked(self, columns: Collection[str], *, per_recipient: bool) -> HowMany:
        return _how_many(self.question, columns, self.where, per_recipient)

    def figures(self) -> Figures:
        """n, the unclassified and the cells."""
        columns, sheets = self.columns, self.sheets or Sheets(self.viewer)
        rows, *others = (sheets.answer(one) for one in self.foreseen())
        says = [self._said_in(dimension, columns) for dimension in self.question.by]
        cells = tuple(self.cells(([say(row) for say in says], *row[-2:]) for row in rows))
        # A deviation has a row for each recipient, if it is asked so: then it is counted apart.
        of_deviations = others[0] if others else rows
        n = sum(row[-2] for row in of_deviations)
        uncoded = sum(row[-2] for row in of_deviations if not row[columns.index("is_coded")])
        if not self.question.by and not cells:
            cells = (Cell((), 0),)
        return Figures(n, uncoded, cells)

    def rows(self, columns: Collection[str], *, per_recipient: bool) -> list[TallyRow]:
        """These columns of what the question is about, and how many deviations have them."""
        return read(
            self.question, columns, self.where, per_recipient, self.viewer, sheets=self.sheets
        )

    def cells(self, rows: Iterable[tuple[Said, int, int]]) -> Iterator[Cell]:
        """The cells of a table; a row stands in several when something has several values.

        Of each row what it says in each dimension, how many deviations do, and how often they were received.
        """
        received = self.question.count is Counted.RECIPIENTS
        # By service, each of a row's cells is already another one of those that received.
        takes_received = received and not self._splits_services
        for said, number, times in rows:
            if times or not received:
                count = times if takes_received else number
                for values in product(*said):
                    yield Cell(values, count)

    def values(self, row: Mapping[str, Any]) -> Iterable[tuple[Value, ...]]:
        """Every combination of values that the row stands at."""
        return product(*self.said(row))

    def said(self, row: Mapping[str, Any]) -> Said:
        """What the row holds in each dimension that the question is broken down by."""
        return [self._values(dimension, row) for dimension in self.question.by]

    def _said_in(
        self, dimension: Dimension, columns: Sequence[str]
    ) -> Callable[[Sequence[Any]], Sequence[Value]]:
        """What rows of these columns hold in a dimension."""
        places = [columns.index(one) for one in self._columns(dimension)]
        known, one = self._known[dimension], slice(places[0], places[0] + 1)
        stored_in = itemgetter(*places) if len(places) > 1 else itemgetter(one)

        def said(row: Sequence[Any]) -> Sequence[Value]:
            stored = stored_in(row)
            found = known.get(stored)
            return self._translated(dimension, stored) if found is None else found

        return said

    def one_by_one(self, few: Few) -> Asked:
        """What `labelled` asks of the tally."""
        only_answered = self.question.count is Counted.ANSWERS
        columns, where = tuple(self.columns), tuple(self.where)
        return OneByOne(columns, few, only_answered, self.is_per_recipient, where)

    def labelled(self, few: Few) -> Iterator[TallyRow]:
        """Few deviations one by one, as the facts have them: the row, the primary key and the label."""
        sheets = self.sheets or Sheets(self.viewer)
        for row in sheets.rows(self.one_by_one(few)):
            yield dict(zip(self.columns, row, strict=False)), *row[-2:]

    def lines(self, deviation_ids: Sequence[int]) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """These deviations one by one: the primary key and the row, for those that the question wants."""
        columns = self.columns
        for pk, *stored in lines_of(
            deviation_ids,
            *columns,
            only_answered=self.question.count is Counted.ANSWERS,
            per_recipient=self.is_per_recipient,
            where=self.where,
            viewer=self.viewer,
        ):
            yield pk, dict(zip(columns, stored, strict=True))

    def _columns(self, dimension: Dimension) -> tuple[str, ...]:
        # Beside a recipient's unit it is that recipient's service, not every one of the deviation's.
        if dimension is Dimension.RECIPIENT_SERVICE and self.is_per_recipient:
            return ("recipient_kind_id",)
        return COLUMNS[dimension]

    def _values(self, dimension: Dimension, row: Mapping[str, Any]) -> Sequence[Value]:
        """What the row holds in a dimension: one value, or several, or the missing one."""
        return self._translated(dimension, tuple(row[one] for one in self._columns(dimension)))

    def _translated(self, dimension: Dimension, stored: Key) -> Sequence[Value]:
        known = self._known[dimension]
        if stored not in known:
            keys = self._keys(dimension, stored)
            known[stored] = [read_value(dimension, self.names, key) for key in keys]
        return known[stored]

    def _keys(self, dimension: Dimension, stored: Key) -> Sequence[Key]:
        if dimension is Dimension.OUTCOME:
            (total,) = stored
            return [(one,) for one in outcomes_in(cast("int", total))] or [(None,)]
        holds_set = dimension is Dimension.SUBTYPE or (
            dimension is Dimension.RECIPIENT_SERVICE and self._splits_services
        )
        if holds_set:
            return [(one,) for one in keys_in(str(stored[0]))] or [(None,)]
        return [stored]


def read(
    question: Question,
    columns: Collection[str],
    where: Sequence[Condition],
    per_recipient: bool,
    viewer: Viewer | Everything,
    *,
    sheets: Sheets | None = None,
) -> list[TallyRow]:
    """These columns of what a question is about, and how many deviations have them."""
    asked = _how_many(question, columns, where, per_recipient)
    rows = (sheets or Sheets(viewer)).answer(asked)
    return [(dict(zip(asked.columns, row, strict=False)), *row[-2:]) for row in rows]


def _how_many(
    question: Question, columns: Collection[str], where: Sequence[Condition], per_recipient: bool
) -> HowMany:
    conditions = list(where)
    received = [one for one in where if isinstance(one, SomeRecipient) and one.is_of_one_unit]
    if received and not per_recipient and question.count is not Counted.RECIPIENTS:
        # That recipient has a line for each of these deviations: its balances answer.
        conditions[conditions.index(received[0])] = received[0].meets
        per_recipient = True
    return HowMany(
        tuple(columns),
        question.years,
        question.scope,
        question.count is Counted.ANSWERS,
        per_recipient,
        tuple(conditions),
    )


def as_reports(question: Question) -> Question:
    """The same question about deviations, not events."""
    return replace(question, count=Counted.DEVIATIONS)
