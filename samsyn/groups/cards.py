"""What does a group look like to those who only read? Frozen, ready to show and to build on."""

from dataclasses import dataclass
from datetime import date

from samsyn.domain.representing import Represented, Service
from samsyn.domain.time_valid import is_valid_on
from samsyn.groups.vocabulary import ForumLevel, GroupKind, Seat


@dataclass(frozen=True)
class GroupCard:
    """A group with what it works for."""

    id: int
    key: str
    name: str
    kind: GroupKind
    valid_from: date | None
    valid_to: date | None
    source: str
    area_ids: tuple[int, ...]
    """Areas of all times: the BUS area, or municipalities and districts by themselves."""
    places: tuple[str, ...]
    """Names of the municipalities and districts that it works for, in Swedish order."""
    version: int

    @property
    def is_local(self) -> bool:
        return self.kind is GroupKind.LOCAL

    def is_valid_on(self, day: date) -> bool:
        """True when the group exists on the day."""
        return is_valid_on(self.valid_from, self.valid_to, day)


@dataclass(frozen=True)
class ForumCard:
    """A level of a group that meets."""

    id: int
    group_id: int
    level: ForumLevel
    name: str
    """Of a temporary one; else empty, and the level says it."""
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class MemberCard:
    """Somebody's seat in a forum."""

    id: int
    forum_id: int
    level: ForumLevel
    forum_name: str
    person_id: int | None
    name: str
    """Empty when the person has been removed."""
    title: str
    email: str
    kind_id: int
    kind_key: str
    kind_label: str
    unit_id: int | None
    unit_name: str
    principal_name: str
    principal_kind: str
    seat: Seat
    leads: bool
    valid_from: date
    valid_to: date | None
    version: int

    @property
    def pair(self) -> tuple[str, str]:
        """Kind and sort of principal, as domain.representing asks for."""
        return self.kind_key, self.principal_kind

    def is_valid_on(self, day: date) -> bool:
        """True when the seat is held on the day."""
        return is_valid_on(self.valid_from, self.valid_to, day)


@dataclass(frozen=True)
class GroupLine:
    """One group in the overview of a day."""

    group: GroupCard
    members: int
    """Ordinary seats in the standing levels that day; 0 means that nobody has entered any."""
    representation: tuple[Represented, ...]

    @property
    def missing(self) -> tuple[Service, ...]:
        """The required services that nobody speaks for; nothing is known without members."""
        if not self.members:
            return ()
        return tuple(one.service for one in self.representation if one.is_missing)

    def lacks(self, service_key: str) -> bool:
        """True when members are known and nobody ordinary among them speaks for the service."""
        return bool(self.members) and any(
            one.service.key == service_key and not one.ordinary for one in self.representation
        )
