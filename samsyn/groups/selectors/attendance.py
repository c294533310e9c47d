"""Who came to a meeting, which services were absent, and how often do they come? (39)"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from samsyn.domain.report import Part
from samsyn.domain.representing import Seated, Service, absent, attended
from samsyn.groups.cards import GroupCard, MemberCard
from samsyn.groups.models import Attendance, Meeting, Member
from samsyn.groups.selectors.groups import services_on
from samsyn.groups.vocabulary import (
    STANDING_LEVELS,
    TOOK_PART,
    ForumLevel,
    GroupKind,
    Presence,
    Seat,
)
from samsyn.organisations.selectors import valid_on


@dataclass(frozen=True)
class Absent:
    """A required service that nobody came for, and the units that its members come from."""

    service: Service
    unit_ids: tuple[int, ...]


@dataclass(frozen=True)
class Attends:
    """A member on the day of a meeting, and how they took part; None while nobody has said."""

    member: MemberCard
    presence: Presence | None


@dataclass(frozen=True)
class Representation:
    """In how many meetings with finished minutes each service was there: the group's beside the county's."""

    service: Service
    own: Part
    county: Part

    @property
    def beside(self) -> Part | None:
        """The county's part; None while only this group has meetings to count, which says nothing."""
        return self.county if self.county.n > self.own.n else None


def member_card_of(row: Member) -> MemberCard:
    """The seat as others see it; the row has forum, person, kind, unit and principal at hand."""
    return MemberCard(
        id=row.pk,
        forum_id=row.forum_id,
        level=ForumLevel(row.forum.level),
        forum_name=row.forum.name,
        person_id=row.person_id,
        name=row.person.name if row.person else "",
        title=row.person.title if row.person else "",
        email=row.person.email if row.person else "",
        kind_id=row.kind_id,
        kind_key=row.kind.key,
        kind_label=row.kind.short_label,
        unit_id=row.unit_id,
        unit_name=row.unit.name if row.unit else "",
        principal_name=row.principal.name if row.principal else "",
        principal_kind=row.principal.kind if row.principal else "",
        seat=Seat(row.seat),
        leads=row.leads,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        version=row.version,
    )


def members_of(group_id: int, *, day: date | None = None) -> list[MemberCard]:
    """The seats of a group, of a day or of all times, by level and service. Ask for the group first."""
    rows = Member.objects.filter(forum__group=group_id)
    if day:
        rows = rows.filter(valid_on(day))
    cards = [member_card_of(row) for row in _with_all(rows)]
    order = list(ForumLevel)
    return sorted(cards, key=lambda card: (order.index(card.level), card.forum_id))


def attendance_at(meeting: Meeting) -> list[Attends]:
    """Every member with a seat that day, in the order of the services; two queries."""
    day = timezone.localtime(meeting.starts_at).date()
    said = dict(Attendance.objects.filter(meeting=meeting).values_list("member", "presence"))
    rows = _with_all(Member.objects.filter(valid_on(day), forum=meeting.forum_id))
    return [
        Attends(member_card_of(row), Presence(said[row.pk]) if row.pk in said else None)
        for row in rows
    ]


def absent_at(meeting: Meeting, attendance: Sequence[Attends] | None = None) -> list[Absent]:
    """The required services with a seat that nobody came for; none before attendance is told."""
    told = attendance_at(meeting) if attendance is None else attendance
    if not any(one.presence for one in told):
        return []
    day = timezone.localtime(meeting.starts_at).date()
    seats = [Seated(*one.member.pair, is_ordinary=one.member.seat is Seat.ORDINARY) for one in told]
    came = {one.member.pair for one in told if one.presence in TOOK_PART}
    return [
        Absent(service, _units_of(service, told))
        for service in absent(services_on(day), seats, came, day)
    ]


def representation_of(
    group: GroupCard, services: Sequence[Service], *, since: date, until: date
) -> list[Representation]:
    """How often each service came to the group's meetings in a time, beside all local groups; n is told.

    Counted are meetings of the standing levels whose minutes are finished. Whoever has the group's card
    may see the group; what is told of the others is one sum for the county.
    """
    came = _came(since, until)
    own = attended(services, list(came.get(group.id, {}).values()))
    everybody = attended(services, [one for of in came.values() for one in of.values()])
    return [Representation(one, own[one.key], everybody[one.key]) for one in services]


def _came(since: date, until: date) -> dict[int, dict[int, set[tuple[str, str]]]]:
    """By local group and meeting: which kinds, at which sorts of principals, came."""
    meetings = Meeting.objects.filter(
        minutes_at__isnull=False,
        starts_at__date__gte=since,
        starts_at__date__lte=until,
        forum__level__in=STANDING_LEVELS,
        forum__group__kind=GroupKind.LOCAL,
    )
    found: dict[int, dict[int, set[tuple[str, str]]]] = defaultdict(dict)
    rows = Attendance.objects.filter(meeting__in=meetings).values_list(
        "meeting__forum__group",
        "meeting",
        "presence",
        "member__kind__key",
        "member__principal__kind",
    )
    for group, meeting, presence, kind, principal in rows:
        pairs = found[group].setdefault(meeting, set())
        if presence in TOOK_PART:
            pairs.add((kind, principal or ""))
    return found


def _units_of(service: Service, told: Iterable[Attends]) -> tuple[int, ...]:
    units = [
        one.member.unit_id
        for one in told
        if one.member.unit_id and service.is_spoken_for_by(*one.member.pair)
    ]
    return tuple(dict.fromkeys(units))


def _with_all(rows: QuerySet[Member]) -> list[Member]:
    related = rows.select_related("forum", "person", "kind", "unit", "principal")
    return list(related.order_by("kind__order", "seat", "pk"))
