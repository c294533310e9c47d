"""Which last days lie before a unit, its own and those of others that it waits for?"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from samsyn.deviations.models import WAITING, Addressing
from samsyn.deviations.selectors.visible import addressings_visible_to, sent_by
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import Listed, gettext_noop

_ = gettext_noop

MOST_ROWS = 500
"""The nearest days; a calendar with more of them helps nobody, and the inbox has all."""


class LastDay(Listed):
    """What is to have happened by a last day."""

    ACKNOWLEDGE = "acknowledge", _("Kvittera senast")
    ANSWER = "answer", _("Svara senast")
    AWAITED = "awaited", _("Väntar svar")


@dataclass(frozen=True)
class Deadline:
    """One last day of one recipient's part; the number and nothing of what is written."""

    part_id: int
    kind: LastDay
    day: date
    number: str
    version: int
    """Of the recipient's part: raised whenever something happens to it."""


def deadlines_of(*, viewer: Viewer) -> list[Deadline]:
    """What the viewer's unit or principal owes and waits for, nearest first, in two queries."""
    found = []
    for part in _nearest(addressings_visible_to(viewer=viewer)):
        if part.acknowledged_at is None and part.acknowledge_by:
            found.append(_deadline(part, LastDay.ACKNOWLEDGE, part.acknowledge_by))
        if part.answer_by:
            found.append(_deadline(part, LastDay.ANSWER, part.answer_by))
    standing = Addressing.objects.filter(redirected_at=None)
    for part in _nearest(standing.filter(deviation__in=sent_by(viewer=viewer))):
        if part.answer_by:
            found.append(_deadline(part, LastDay.AWAITED, part.answer_by))
    return sorted(found, key=lambda one: (one.day, one.number, one.kind, one.part_id))


def _nearest(parts: QuerySet[Addressing]) -> QuerySet[Addressing]:
    waiting = parts.filter(WAITING).select_related("deviation")
    columns = ("version", "acknowledged_at", "acknowledge_by", "answer_by", "deviation__number")
    return waiting.only(*columns).order_by("answer_by", "pk")[:MOST_ROWS]


def _deadline(part: Addressing, kind: LastDay, day: date) -> Deadline:
    return Deadline(part.pk, kind, day, part.deviation.number, part.version)
