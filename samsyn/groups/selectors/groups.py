"""Which groups are there on a day, what do they work for, and who is missing in them? (38)"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from samsyn.database.swedish import Swedish
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.representing import Seated, Service, represented
from samsyn.domain.vocabulary import AreaKind
from samsyn.groups.cards import ForumCard, GroupCard, GroupLine
from samsyn.groups.models import Forum, Group, GroupArea, Member, RequiredService, StatedOfGroups
from samsyn.groups.selectors.visible import groups_visible_to
from samsyn.groups.vocabulary import (
    STANDING_LEVELS,
    ForumLevel,
    GroupKind,
    Seat,
    StatedFigure,
)
from samsyn.organisations import selectors as organisations
from samsyn.organisations.selectors import valid_on


@dataclass(frozen=True)
class Stated:
    """What a printed source says of a day, with what Samsyn knows by name beside it."""

    said_of: str
    day: date
    figure: StatedFigure
    place: str
    service: str
    value: int
    among: int | None
    source: str
    known: int | None
    """How many groups are known by name; None where members would be needed and nobody entered any."""

    @property
    def differs(self) -> bool:
        """True when source and registry say different numbers."""
        return self.known is not None and self.known != self.value


def group_by_pk(pk: int, *, viewer: Viewer | Everything, today: date) -> GroupCard | None:
    """One group, if the viewer may see it."""
    rows = groups_visible_to(viewer=viewer, today=today).filter(pk=pk)
    return next(iter(cards_of(rows)), None)


def groups_on(
    day: date | None, *, viewer: Viewer | Everything, today: date, kind: GroupKind | None = None
) -> list[GroupCard]:
    """The groups that exist on a day (None: of all times) and that the viewer sees, in Swedish order."""
    rows = groups_visible_to(viewer=viewer, today=today)
    if day:
        rows = rows.filter(valid_on(day))
    return cards_of(rows.filter(kind=kind) if kind else rows)


def cards_of(rows: QuerySet[Group]) -> list[GroupCard]:
    """Cards of some groups, regional ones first, in two queries."""
    groups = list(rows.order_by("-kind", Swedish("name"), "pk"))
    areas = _areas_of([group.pk for group in groups])
    return [_card(group, areas.get(group.pk, {})) for group in groups]


def card_of_group(group: Group) -> GroupCard:
    """The card of a group that somebody has at hand; one query."""
    return _card(group, _areas_of([group.pk]).get(group.pk, {}))


def _areas_of(groups: Collection[int]) -> dict[int, dict[int, list[str]]]:
    """By group and area: the names of what a BUS area covers, else the area's own, in Swedish order."""
    found: dict[int, dict[int, list[str]]] = {}
    rows = GroupArea.objects.filter(group__in=groups).values_list(
        "group", "area", "area__name", "area__kind", "area__covers__name"
    )
    for group, area, name, kind, covered in rows.order_by("pk", Swedish("area__covers__name")):
        places = found.setdefault(group, {}).setdefault(area, [])
        if covered or kind != AreaKind.BUS:
            places.append(covered or name)
    return found


def _card(group: Group, areas: Mapping[int, list[str]]) -> GroupCard:
    return GroupCard(
        id=group.pk,
        key=group.key,
        name=group.name,
        kind=GroupKind(group.kind),
        valid_from=group.valid_from,
        valid_to=group.valid_to,
        source=group.source,
        area_ids=tuple(areas),
        places=tuple(dict.fromkeys(name for places in areas.values() for name in places)),
        version=group.version,
    )


def line_of(group: GroupCard, day: date) -> GroupLine:
    """How the group's services are spoken for on a day; two queries."""
    services, seats = services_on(day), seats_of_groups([group.id], day)[group.id]
    ordinary = sum(seat.is_ordinary for seat in seats)
    return GroupLine(group, ordinary, represented(services, seats, day))


def local_group_of_area(area_id: int, *, viewer: Viewer | Everything, today: date) -> int | None:
    """Primary key of the group that works for an area today, if the viewer sees it."""
    rows = groups_visible_to(viewer=viewer, today=today).filter(valid_on(today))
    of_area = GroupArea.objects.filter(valid_on(today), area=area_id).values("group")
    return rows.filter(pk__in=of_area).values_list("pk", flat=True).first()


def forums_of(group_id: int, *, day: date | None = None) -> list[ForumCard]:
    """The levels of a group, of all times or of a day, in the order of the list. Ask for the group first."""
    rows = Forum.objects.filter(group=group_id)
    if day:
        rows = rows.filter(valid_on(day))
    order = list(ForumLevel)
    cards = [forum_card_of(row) for row in rows.order_by("pk")]
    return sorted(cards, key=lambda card: order.index(card.level))


def forum_card_of(row: Forum) -> ForumCard:
    """The level as others see it."""
    return ForumCard(
        id=row.pk,
        group_id=row.group_id,
        level=ForumLevel(row.level),
        name=row.name,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def services_on(day: date) -> tuple[Service, ...]:
    """The services that a local group must have, or is asked to have, on a day."""
    return tuple(
        Service(row.key, row.label, frozenset(row.kind_keys), row.principal_kind, row.is_required)
        for row in RequiredService.objects.filter(valid_on(day)).order_by("order", "pk")
    )


def lines_on(
    day: date, *, viewer: Viewer | Everything, today: date, kind: GroupKind | None = None
) -> list[GroupLine]:
    """The groups of a day, each with how its services are spoken for; four queries however many."""
    groups = groups_on(day, viewer=viewer, today=today, kind=kind)
    services = services_on(day)
    seats = seats_of_groups([group.id for group in groups], day)
    return [
        GroupLine(
            group,
            sum(seat.is_ordinary for seat in seats[group.id]),
            represented(services, seats[group.id], day) if group.is_local else (),
        )
        for group in groups
    ]


def groups_lacking(
    service_key: str, day: date, *, viewer: Viewer | Everything, today: date
) -> list[GroupLine]:
    """The local groups of a day in which nobody ordinary speaks for the service, as far as members are
    known: the question behind 2014's "BUMM saknas i fyra BUS-grupper"."""
    lines = lines_on(day, viewer=viewer, today=today, kind=GroupKind.LOCAL)
    return [line for line in lines if line.lacks(service_key)]


def seats_of_groups(groups: Collection[int], day: date) -> dict[int, list[Seated]]:
    """The seats in the standing levels of some groups on a day, by group."""
    rows = Member.objects.filter(
        valid_on(day), forum__group__in=groups, forum__level__in=STANDING_LEVELS
    ).values_list("forum__group", "kind__key", "principal__kind", "seat", "valid_from", "valid_to")
    found: dict[int, list[Seated]] = defaultdict(list)
    for group, kind, principal, seat, first, last in rows:
        found[group].append(Seated(kind, principal or "", seat == Seat.ORDINARY, first, last))
    return found


def stated_of_groups(*, viewer: Viewer | Everything, today: date) -> list[Stated]:
    """What printed sources count, beside what is known; for who sees every group."""
    rows = list(StatedOfGroups.objects.order_by("day", "figure", "place", "pk"))
    days = {row.day for row in rows}
    groups = groups_on(None, viewer=viewer, today=today, kind=GroupKind.LOCAL)
    lines = {
        day: lines_on(day, viewer=viewer, today=today, kind=GroupKind.LOCAL)
        for day in {row.day for row in rows if row.figure == StatedFigure.MISSING}
    }
    in_city = organisations.areas_of_districts() if days else set()
    return [_stated(row, groups, lines, in_city) for row in rows]


def _stated(
    row: StatedOfGroups,
    groups: Sequence[GroupCard],
    lines: dict[date, list[GroupLine]],
    in_city: set[int],
) -> Stated:
    known: int | None
    if row.figure == StatedFigure.GROUPS:
        there = [one for one in groups if one.is_valid_on(row.day)]
        known = len(_in_place(row.place, there, in_city))
    else:
        of_place = [line for line in lines[row.day] if _in_place(row.place, [line.group], in_city)]
        with_members = [line for line in of_place if line.members]
        known = sum(line.lacks(row.service) for line in with_members) if with_members else None
    return Stated(
        row.said_of,
        row.day,
        StatedFigure(row.figure),
        row.place,
        row.service,
        row.value,
        row.among,
        row.source,
        known,
    )


def _in_place(place: str, groups: Iterable[GroupCard], in_city: set[int]) -> list[GroupCard]:
    return [one for one in groups if place == "county" or set(one.area_ids) & in_city]
