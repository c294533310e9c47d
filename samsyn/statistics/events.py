"""How are events counted? As deviations, less what is more than one of an event in the same row.

Few deviations are linked, so those are read one by one; all others are counted as ever, from the tally
or from the facts. So the figures are those of the deviations exactly when nothing is linked.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from samsyn.domain.counting import Cell, Figures
from samsyn.domain.tables import Value


@dataclass(frozen=True)
class LinkedRow:
    """One row of the table in which a linked deviation stands (primary keys of both)."""

    event: int
    deviation: int
    has_theme: bool
    values: tuple[Value, ...]


def once_an_event(of_deviations: Figures, linked: Iterable[LinkedRow]) -> Figures:
    """The figures of deviations with each event counted once: in n, without theme, in every row."""
    rows = list(linked)
    deviations = {(row.event, row.deviation, row.has_theme) for row in rows}
    all_of = Counter(event for event, _, _ in deviations)
    without_theme = Counter(event for event, _, has_theme in deviations if not has_theme)
    counts: Counter[tuple[Value, ...]] = Counter()
    for cell in of_deviations.cells:
        counts[cell.values] += cell.count
    for (_, values), many in Counter((row.event, row.values) for row in rows).items():
        counts[values] -= many - 1
    return Figures(
        of_deviations.n - _surplus(all_of),
        of_deviations.unclassified - _surplus(without_theme),
        tuple(Cell(values, count) for values, count in counts.items()),
    )


def _surplus(times: Counter[int]) -> int:
    return sum(many - 1 for many in times.values())
