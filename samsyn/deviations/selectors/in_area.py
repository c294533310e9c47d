"""What goes on between units in a group's area: numbers, parties and days, never what it is about (41)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from samsyn.deviations.facts import addressing_facts
from samsyn.deviations.models import WAITING, Addressing, Deviation
from samsyn.deviations.models.addressing import NEXT_DAY
from samsyn.domain import lifecycle
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.vocabulary import AddressingState
from samsyn.organisations import selectors as organisations


@dataclass(frozen=True)
class RecipientInArea:
    """A recipient as the group sees it."""

    name: str
    state: AddressingState


@dataclass(frozen=True)
class DeviationInArea:
    """A deviation as the group sees it: no title and no text."""

    id: int
    number: str
    sent_on: date
    reporter: str
    recipients: tuple[RecipientInArea, ...]


@dataclass(frozen=True)
class AreaCounts:
    """How many were sent to or by the area's units since a day, and how many of its answers are late."""

    new: int
    late: int


def deviations_in_area(
    area_ids: Collection[int], *, since: date, until: date, viewer: Viewer | Everything
) -> QuerySet[Deviation]:
    """The deviations to or from units in the areas that were sent in a time, the newest first.

    For the local group itself and the secretariat; for everybody else none.
    """
    if not _may_see(area_ids, viewer):
        return Deviation.objects.none()
    units = organisations.units_in_areas(area_ids)
    parts = Addressing.objects.filter(deviation=OuterRef("pk"), unit__in=units, redirected_at=None)
    rows = Deviation.objects.filter(
        Q(reporter_unit__in=units) | Exists(parts),
        sent_on__gte=since,
        sent_on__lte=until,
        withdrawn_at=None,
    )
    standing = Addressing.objects.filter(redirected_at=None).order_by("pk")
    return (
        rows.only("number", "sent_on", "reporter_name_then", "closed_at", "withdrawn_at")
        .prefetch_related(Prefetch("addressings", standing))
        .order_by("-sent_at", "-pk")
    )


def in_area_as_seen(row: Deviation) -> DeviationInArea:
    """One row of the list."""
    return DeviationInArea(
        row.pk,
        row.number,
        row.sent_on,
        row.reporter_name_then,
        tuple(
            RecipientInArea(part.name_then, lifecycle.addressing_state(addressing_facts(part)))
            for part in row.addressings.all()
        ),
    )


def area_counts(
    area_ids: Collection[int], *, since: date, today: date, viewer: Viewer | Everything
) -> AreaCounts | None:
    """What is new since a day and what is late today, in two queries; None for who may not see it."""
    if not _may_see(area_ids, viewer):
        return None
    units = organisations.units_in_areas(area_ids)
    new = deviations_in_area(area_ids, since=since, until=today, viewer=viewer).count()
    late = Addressing.objects.filter(WAITING, unit__in=units).annotate(next_day=NEXT_DAY)
    return AreaCounts(new, late.filter(next_day__lt=today).aggregate(n=Count("pk"))["n"])


def _may_see(area_ids: Collection[int], viewer: Viewer | Everything) -> bool:
    if isinstance(viewer, Everything) or viewer.may(Ability.READ_COPIES):
        return True
    return viewer.may(Ability.READ_WAITING) and viewer.area_id in area_ids
