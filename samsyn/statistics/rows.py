"""What does the tally hold for a question? Its rows, and the cells of a table that stand in each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, cast

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.counting import Cell, Figures
from samsyn.domain.tables import Question, Value
from samsyn.domain.vocabulary import Counted, Dimension
from samsyn.statistics.dimensions import COLUMNS, Names, keys_in, read_value
from samsyn.statistics.own import own_condition
from samsyn.statistics.wheres import condition
from samsyn.tally.conditions import Condition
from samsyn.tally.outcomes import outcomes_in
from samsyn.tally.selectors import lines_of
from samsyn.tally.sheets import Sheets

type Key = tuple[object, ...]
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
        self.where: list[Condition] = [
            condition(dimension, text, self.names, viewer=self.viewer)
            for dimension, text in self.question.where
        ]
        if self.question.own:
            self.where.append(own_condition(self.question.own))

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

    def figures(self) -> Figures:
        """n, the unclassified and the cells."""
        rows = self.rows(self.columns, per_recipient=self.is_per_recipient)
        cells = tuple(self.cells(rows))
        if self.is_per_recipient:
            rows = self.rows(["is_coded"], per_recipient=False)
        n = sum(number for _, number, _ in rows)
        uncoded = sum(number for row, number, _ in rows if not row["is_coded"])
        if not self.question.by and not cells:
            cells = (Cell((), 0),)
        return Figures(n, uncoded, cells)

    def rows(self, columns: Collection[str], *, per_recipient: bool) -> list[TallyRow]:
        """These columns of what the question is about, and how many deviations have them."""
        return read(
            self.question, columns, self.where, per_recipient, self.viewer, sheets=self.sheets
        )

    def cells(self, rows: Iterable[TallyRow]) -> Iterator[Cell]:
        """The cells of a table; a row stands in several when something has several values."""
        received = self.question.count is Counted.RECIPIENTS
        # By service, each of a row's cells is already another one of those that received.
        takes_received = received and not self._splits_services
        for row, number, times in rows:
            if times or not received:
                for values in self.values(row):
                    yield Cell(values, times if takes_received else number)

    def values(self, row: Mapping[str, Any]) -> Iterable[tuple[Value, ...]]:
        """Every combination of values that the row stands at."""
        return product(*self.said(row))

    def said(self, row: Mapping[str, Any]) -> list[Sequence[Value]]:
        """What the row holds in each dimension that the question is broken down by."""
        return [self._values(dimension, row) for dimension in self.question.by]

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
        stored = tuple([row[column] for column in self._columns(dimension)])
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
    rows = (sheets or Sheets(viewer)).tally(
        *columns,
        years=question.years,
        scope=question.scope,
        only_answered=question.count is Counted.ANSWERS,
        per_recipient=per_recipient,
        where=where,
    )
    return [(dict(zip(columns, row, strict=False)), *row[-2:]) for row in rows]


def as_reports(question: Question) -> Question:
    """The same question about deviations, not events."""
    return replace(question, count=Counted.DEVIATIONS)
