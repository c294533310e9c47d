"""What do official SIP-kollen results, read in as figures, say? Never counted with our own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.groups.cards import GroupCard
from samsyn.groups.selectors.groups import group_by_pk
from samsyn.organisations.selectors import places_of
from samsyn.surveys.models import OfficialFigure
from samsyn.surveys.selectors.questionnaires import may_keep


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

    @property
    def year(self) -> int:
        """The year of the period, also of half a year."""
        return int(self.period[:4])


def official_of_county(*, viewer: Viewer | Everything, year: int | None = None) -> list[Official]:
    """The county's figures of a year (None: of all), for those who read surveys; in the file's order."""
    return _of(Q(area=None, group=None), viewer, year)


def official_of_places(*, viewer: Viewer | Everything) -> list[Official]:
    """Every figure of an area or a group, for those who keep surveys: none lies unseen."""
    if not may_keep(viewer=viewer):
        return []
    return _of(~Q(area=None, group=None), viewer, None)


def official_of_group(
    group_id: int, *, viewer: Viewer | Everything, today: date, year: int | None = None
) -> list[Official]:
    """The figures of a group and of the places that it works for, if the viewer sees the group."""
    group = group_by_pk(group_id, viewer=viewer, today=today)
    return official_of_groups([group], viewer=viewer, year=year) if group else []


def official_words(*, viewer: Viewer | Everything) -> set[str]:
    """The questions, answers and sources of all figures, as their files have them, for who reads surveys."""
    if not (isinstance(viewer, Everything) or viewer.may(Ability.READ_SURVEYS)):
        return set()
    rows = OfficialFigure.objects.values_list("question", "option", "source").distinct()
    return {words for row in rows for words in row if words}


def official_of_groups(
    groups: Iterable[GroupCard], *, viewer: Viewer | Everything, year: int | None = None
) -> list[Official]:
    """The figures of some groups that the viewer sees, and of all places that they work for, each once."""
    cards = list(groups)
    areas = {pk for one in cards for pk in one.area_ids}
    place = Q(area__in=areas) | Q(area__in=places_of(areas))
    return _of(place | Q(group__in=[one.id for one in cards]), viewer, year)


def _of(place: Q, viewer: Viewer | Everything, year: int | None) -> list[Official]:
    if isinstance(viewer, Viewer) and not viewer.may(Ability.READ_SURVEYS):
        return []
    rows = OfficialFigure.objects.filter(place)
    if year:
        rows = rows.filter(period__startswith=str(year))
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
