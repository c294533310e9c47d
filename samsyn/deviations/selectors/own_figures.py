"""From what are the figures on answering made, and what waits at one's own unit?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max

from samsyn.deviations.calendar import STOCKHOLM, day_in_stockholm, is_red_day
from samsyn.deviations.models import WAITING, Addressing, Deviation
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.periods import Period
from samsyn.domain.working_days import WorkingDays

ROWS_A_TIME = 5_000


@dataclass(frozen=True)
class PartAnswered:
    """One recipient's part by its days, counted in Stockholm from the day it came."""

    unit_id: int
    kind_id: int
    principal_id: int
    came_on: date
    is_between: bool
    """Whether the deviation is between principals."""
    days_to_acknowledge: int | None
    """Working days, as the agreements promise it."""
    days_to_answer: int | None
    """Calendar days."""
    is_declined: bool


@dataclass(frozen=True)
class SentInMonth:
    """How many a unit sent in a month, between principals or within one, and the last day of it."""

    unit_id: int
    month: date
    """The month's first day."""
    is_between: bool
    number: int
    last_on: date


def parts_answered(*, viewer: Everything) -> Iterator[PartAnswered]:
    """Every part that counts, for a job that sums them; memory does not grow with them."""
    rows = (
        Addressing.objects.filter(redirected_at=None, deviation__withdrawn_at=None)
        .order_by()
        .values_list(
            "unit_id",
            "kind_id",
            "principal_id",
            "addressed_at",
            "deviation__between_principals",
            "acknowledged_at",
            "answered_at",
            "declined_at",
        )
    )
    worked = WorkingDays(is_red_day)
    for unit, kind, principal, came, between, acknowledged, answered, declined in rows.iterator(
        ROWS_A_TIME
    ):
        came_on = day_in_stockholm(came)
        yield PartAnswered(
            unit,
            kind,
            principal,
            came_on,
            between,
            worked.between(came_on, day_in_stockholm(acknowledged)) if acknowledged else None,
            _days(came_on, answered),
            declined is not None,
        )


def _days(since: date, moment: datetime | None) -> int | None:
    return max(0, (day_in_stockholm(moment) - since).days) if moment else None


def sent_by_month(*, viewer: Everything) -> Iterator[SentInMonth]:
    """How many each unit has sent each month."""
    rows = (
        Deviation.objects.filter(withdrawn_at=None)
        .order_by()
        .values("year", "month", "reporter_unit", "between_principals")
        .annotate(number=Count("pk"), last_on=Max("sent_on"))
        .values_list("reporter_unit", "year", "month", "between_principals", "number", "last_on")
    )
    for unit, year, month, between, number, last_on in rows.iterator():
        yield SentInMonth(unit, date(year, month, 1), between, number, last_on)


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
