"""How are rows of figures put together? Counts add up, medians come from the histograms."""

from collections import Counter
from collections.abc import Iterable

from samsyn.domain.answering import Answering, median_of
from samsyn.domain.joined_rows import Size
from samsyn.participation.models import Figures


def answering(row: Figures) -> Answering:
    """One row as figures on answering."""
    return Answering(
        received=row.received,
        declined=row.declined,
        answered=row.answered,
        acknowledged=row.acknowledged,
        median_acknowledge=row.median_acknowledge,
        median_answer=row.median_answer,
        units=row.units,
        sent=row.sent,
    )


def together(rows: Iterable[Figures]) -> Answering:
    """Several rows of one year that share no part, as figures on answering."""
    all_rows = list(rows)
    if len(all_rows) == 1:
        return answering(all_rows[0])
    acknowledge: Counter[int] = Counter()
    answer: Counter[int] = Counter()
    for row in all_rows:
        own_acknowledge, own_answer = row.days
        acknowledge.update(own_acknowledge)
        answer.update(own_answer)
    return Answering(
        received=sum(row.received for row in all_rows),
        declined=sum(row.declined for row in all_rows),
        answered=sum(row.answered for row in all_rows),
        acknowledged=sum(row.acknowledged for row in all_rows),
        median_acknowledge=median_of(acknowledge),
        median_answer=median_of(answer),
        units=sum(row.units for row in all_rows),
        sent=sum(row.sent for row in all_rows),
    )


def size_of(row: Figures) -> Size:
    """How much there is to tell of in a row."""
    return Size(row.received - row.declined, row.units)
