"""What do official SIP-kollen results, read in as figures, say of a year? Never counted with our own."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.groups.selectors.groups import group_by_pk
from samsyn.organisations.selectors import areas_worked_for
from samsyn.surveys.models import OfficialFigure


@dataclass(frozen=True)
class Official:
    """One figure as its source gave it."""

    period: str
    place: str
    """Name of the group or area; empty for the whole county."""
    question: str
    option: str
    count: int | None
    mean: Decimal | None
    n: int
    source: str


def official_of_county(year: int, *, viewer: Viewer | Everything) -> list[Official]:
    """The county's figures of a year, for those who read surveys; in the file's order."""
    return _of(year, Q(area=None, group=None), viewer)


def official_of_group(
    year: int, group_id: int, *, viewer: Viewer | Everything, today: date
) -> list[Official]:
    """A year's figures of a group and of the places that it works for, if the viewer sees the group."""
    group = group_by_pk(group_id, viewer=viewer, today=today)
    if group is None:
        return []
    places = {*group.area_ids, *(one.id for one in areas_worked_for(group.area_ids))}
    return _of(year, Q(group=group_id) | Q(area__in=places), viewer)


def _of(year: int, place: Q, viewer: Viewer | Everything) -> list[Official]:
    if isinstance(viewer, Viewer) and not viewer.may(Ability.READ_SURVEYS):
        return []
    rows = OfficialFigure.objects.filter(place, period__startswith=str(year))
    found = rows.select_related("area", "group").order_by("period", "pk")
    return [
        Official(
            period=row.period,
            place=place_of.name if (place_of := row.group or row.area) else "",
            question=row.question,
            option=row.option,
            count=row.count,
            mean=row.mean,
            n=row.n,
            source=row.source,
        )
        for row in found
    ]
