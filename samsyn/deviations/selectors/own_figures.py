"""From what are the figures on answering made, and what waits at one's own unit?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count

from samsyn.deviations.calendar import STOCKHOLM, day_in_stockholm
from samsyn.deviations.models import WAITING, Addressing, Deviation
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.periods import Period

ROWS_A_TIME = 5_000


@dataclass(frozen=True)
class PartAnswered:
    """One recipient's part by its days: calendar days in Stockholm from the day it came."""

    unit_id: int
    kind_id: int
    came_on: date
    days_to_acknowledge: int | None
    days_to_answer: int | None
    is_declined: bool


def parts_answered(*, viewer: Everything) -> Iterator[PartAnswered]:
    """Every part that counts, for a job that sums them; memory does not grow with them."""
    rows = (
        Addressing.objects.filter(redirected_at=None, deviation__withdrawn_at=None)
        .order_by()
        .values_list(
            "unit_id", "kind_id", "addressed_at", "acknowledged_at", "answered_at", "declined_at"
        )
    )
    for unit, kind, came, acknowledged, answered, declined in rows.iterator(ROWS_A_TIME):
        came_on = day_in_stockholm(came)
        yield PartAnswered(
            unit,
            kind,
            came_on,
            _days(came_on, acknowledged),
            _days(came_on, answered),
            declined is not None,
        )


def _days(since: date, moment: datetime | None) -> int | None:
    return max(0, (day_in_stockholm(moment) - since).days) if moment else None


def sent_by_month(*, viewer: Everything) -> Iterator[tuple[int, date, int]]:
    """How many each unit has sent each month: unit, the month's first day, number."""
    rows = (
        Deviation.objects.filter(withdrawn_at=None)
        .order_by()
        .values("year", "month", "reporter_unit")
        .annotate(number=Count("pk"))
        .values_list("reporter_unit", "year", "month", "number")
    )
    return ((unit, date(year, month, 1), number) for unit, year, month, number in rows.iterator())


def waited_days(*, viewer: Viewer, today: date) -> list[int]:
    """For each part that waits at the viewer's unit, how many days the writer has waited."""
    if not viewer.may(Ability.READ_WAITING) or viewer.unit_id is None:
        return []
    waiting = Addressing.objects.filter(WAITING, unit=viewer.unit_id)
    return [(today - day).days for day in waiting.values_list("clock_started_on", flat=True)]


def has_sent_in(period: Period, *, viewer: Viewer) -> bool:
    """True when the viewer's unit has sent a deviation in the period that it has not withdrawn."""
    first = datetime.combine(period.first, time.min, STOCKHOLM)
    after = datetime.combine(period.last + timedelta(days=1), time.min, STOCKHOLM)
    return Deviation.objects.filter(
        reporter_unit=viewer.unit_id, withdrawn_at=None, sent_at__gte=first, sent_at__lt=after
    ).exists()
