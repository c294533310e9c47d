"""Which times has an individforum, which are taken under which code, and what came of them?"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from samsyn.domain.access import Viewer
from samsyn.groups.models import CaseBooking, CaseTime
from samsyn.groups.selectors.visible import groups_visible_to
from samsyn.groups.vocabulary import CaseOutcome


@dataclass(frozen=True)
class Booked:
    """What is known of a taken time."""

    id: int
    code: str
    sip_held_on: date
    services: tuple[str, ...]
    outcome: CaseOutcome | None
    version: int


@dataclass(frozen=True)
class TimeCard:
    """A time, free or taken."""

    id: int
    forum_id: int
    group_id: int
    starts_at: datetime
    ends_at: datetime
    place: str
    booked: Booked | None


def times_of(group_id: int, *, viewer: Viewer, today: date) -> list[TimeCard]:
    """The times of a group's individforum, the earliest first; none for who does not see the group."""
    rows = CaseTime.objects.filter(
        forum__group__in=groups_visible_to(viewer=viewer, today=today).filter(pk=group_id),
        withdrawn_at=None,
    )
    taken = CaseBooking.objects.filter(cancelled_at=None).prefetch_related("services")
    shown = rows.select_related("forum").prefetch_related(Prefetch("bookings", taken))
    return [_card(row) for row in shown.order_by("starts_at", "pk")]


def outcomes_of(times: list[TimeCard]) -> dict[CaseOutcome, int]:
    """How often each outcome was told, in the order of the list."""
    told = Counter(time.booked.outcome for time in times if time.booked and time.booked.outcome)
    return {outcome: told[outcome] for outcome in CaseOutcome if told[outcome]}


def _card(row: CaseTime) -> TimeCard:
    booked = next((_booked(one) for one in row.bookings.all()), None)
    return TimeCard(
        row.pk, row.forum_id, row.forum.group_id, row.starts_at, row.ends_at, row.place, booked
    )


def _booked(booking: CaseBooking) -> Booked:
    return Booked(
        booking.pk,
        booking.code,
        booking.sip_held_on,
        tuple(sorted(kind.short_label for kind in booking.services.all())),
        CaseOutcome(booking.outcome) if booking.outcome else None,
        booking.version,
    )
