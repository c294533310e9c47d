"""How are events counted? As deviations, less what is more than one of an event in the same row.

Few deviations are linked, so those are read one by one; all others are counted as ever, from the tally.
So the figures are those of the deviations exactly when nothing is linked.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F

from samsyn.deviations.selectors.counted import counted_deviations
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.counting import Cell, Figures
from samsyn.domain.tables import Question, Value
from samsyn.events.selectors import only_linked
from samsyn.statistics.rows import Reading
from samsyn.tally.asking import Few


@dataclass(frozen=True)
class LinkedRow:
    """One row of the table in which a linked deviation stands (primary keys of both)."""

    event: int
    deviation: int
    has_theme: bool
    values: tuple[Value, ...]


def linked_few(question: Question, *, viewer: Viewer | Everything) -> Few:
    """The linked deviations that a question may be about, each with its event as label."""
    counted = counted_deviations(years=question.years, scope=question.scope, viewer=viewer)
    linked = only_linked(counted, viewer=viewer)
    named = linked.annotate(deviation_id=F("pk"), label=F("event_link__event_id"))
    few: Few = named.values("deviation_id", "label").query.sql_with_params()
    return few


def linked_rows(reading: Reading) -> Iterator[LinkedRow]:
    """The linked deviations of a question, once for each row of the table that they stand in."""
    for row, pk, event in reading.labelled(linked_few(reading.question, viewer=reading.viewer)):
        for values in reading.values(row):
            yield LinkedRow(event, pk, bool(row["is_coded"]), values)


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
