"""What goes on between units in a group's area: numbers, parties and days, never what it is about (41)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value

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
    standing = Addressing.objects.filter(redirected_at=None).order_by("pk")
    return (
        _sent(area_ids, since, until)
        .only("number", "sent_on", "reporter_name_then", "closed_at", "withdrawn_at")
        .prefetch_related(Prefetch("addressings", standing))
        .order_by("-sent_at", "-pk")
    )


def _sent(area_ids: Collection[int], since: date, until: date) -> QuerySet[Deviation]:
    units = organisations.units_in_areas(area_ids)
    parts = Addressing.objects.filter(deviation=OuterRef("pk"), unit__in=units, redirected_at=None)
    return Deviation.objects.filter(
        Q(reporter_unit__in=units) | Exists(parts),
        sent_on__gte=since,
        sent_on__lte=until,
        withdrawn_at=None,
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
    """What is new since a day and what is late today, in one query; None for who may not see it."""
    if not _may_see(area_ids, viewer):
        return None
    units = organisations.units_in_areas(area_ids)
    late = Addressing.objects.filter(WAITING, unit__in=units).annotate(next_day=NEXT_DAY)
    new = _counted("new", _sent(area_ids, since, today))
    found = dict(new.union(_counted("late", late.filter(next_day__lt=today)), all=True))
    return AreaCounts(found.get("new", 0), found.get("late", 0))


def _counted(name: str, rows: QuerySet[Any]) -> Any:
    """One row: the name and how many; no row of none."""
    named = rows.order_by().annotate(which=Value(name)).values("which")
    return named.annotate(n=Count("pk")).values_list("which", "n")


def _may_see(area_ids: Collection[int], viewer: Viewer | Everything) -> bool:
    if isinstance(viewer, Everything) or viewer.may(Ability.READ_COPIES):
        return True
    return viewer.may(Ability.READ_WAITING) and viewer.area_id in area_ids
