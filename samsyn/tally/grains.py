"""By which columns are balances kept? The coarser they are, the fewer rows a figure is summed from."""

from collections.abc import Collection
from dataclasses import dataclass

from samsyn.tally.models import COMMON, KEY, RECIPIENT, REPORTER


@dataclass(frozen=True)
class Grain:
    """Columns that balances are kept by. `number` stands in the rows: never give it to another one."""

    number: int
    of_recipient: bool
    columns: tuple[str, ...]

    def answers(self, columns: Collection[str]) -> bool:
        """Whether a question about these columns can be summed from it."""
        return {*self.columns, *COMMON}.issuperset(columns)


def _deviation(number: int, *columns: str) -> Grain:
    return Grain(number, False, columns)


def _recipient(number: int, *columns: str) -> Grain:
    return Grain(number, True, (*RECIPIENT, *columns))


GRAINS = (
    _deviation(3, "subtypes", "reporter_kind_id", "theme_id"),
    _deviation(8, "subtypes", "theme_id", "outcomes"),
    _deviation(6, "services", "outcomes"),
    _deviation(9, "subtypes", "theme_id", "services"),
    _deviation(7, "subtypes", "theme_id", "month"),
    _deviation(5, "services", "month"),
    _deviation(2, "services", "reporter_kind_id", "theme_id"),
    _deviation(1, "month", "reporter_kind_id", "theme_id", "outcomes"),
    _deviation(20, *REPORTER),
    _deviation(4, *REPORTER, "theme_id"),
    _deviation(11, *REPORTER, "outcomes"),
    _deviation(10, *REPORTER, "month"),
    _deviation(13, *REPORTER, "subtypes"),
    _deviation(12, *REPORTER, "services"),
    _recipient(21),
    _recipient(14, "theme_id"),
    _recipient(16, "outcomes"),
    _recipient(17, "services"),
    _recipient(19, "reporter_kind_id"),
    _recipient(15, "month"),
    _recipient(18, "subtypes"),
    _recipient(22, *REPORTER),
)
"""The smallest first: a question takes the first that answers it, and else reads a year's lines. Which are
small was counted at 10,000 and at 200,000 deviations a year; a wrong place costs time, never a figure.

Every two columns that can be crossed stand together in one. The two units of a deviation are nearly as many
pairs as deviations in a small county, and a fifth as many balances as lines in a large one. What another
grain costs to keep, and what it saves, stands in docs/speed.md.
"""


def grain_for(columns: Collection[str], *, of_recipient: bool) -> Grain | None:
    """The smallest grain that answers a question about these columns; None when the lines must be read."""
    fitting = (one for one in GRAINS if one.of_recipient is of_recipient)
    return next((one for one in fitting if one.answers(columns)), None)


def empty_columns(grain: Grain) -> tuple[str, ...]:
    """The columns that a grain leaves empty."""
    return tuple(one for one in KEY if one not in COMMON and one not in grain.columns)
