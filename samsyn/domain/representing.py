"""Which services are spoken for in a group, and how often did they come to its meetings? (38, 39)

Which services must be there is data (`groups.RequiredService`); here stands how it is told.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from samsyn.domain.report import Part
from samsyn.domain.time_valid import is_valid_on


@dataclass(frozen=True)
class Service:
    """A service that a group must have in it, or is asked to have."""

    key: str
    label: str
    kinds: frozenset[str]
    """Keys of the kinds of units of which any one is enough."""
    principal_kind: str = ""
    """Only of this sort of principal (independent schools); empty for any."""
    is_required: bool = True

    def is_spoken_for_by(self, kind: str, principal_kind: str) -> bool:
        """True for somebody of such a kind, at such a principal."""
        return kind in self.kinds and self.principal_kind in {"", principal_kind}


@dataclass(frozen=True)
class Seated:
    """A seat: for which kind, of which sort of principal, ordinary or not, in which time."""

    kind: str
    principal_kind: str
    is_ordinary: bool
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Represented:
    """How one service stands in a group on a day."""

    service: Service
    ordinary: int
    substitutes: int

    @property
    def is_missing(self) -> bool:
        """True when a required service has nobody who is ordinary."""
        return self.service.is_required and not self.ordinary

    @property
    def lacks_substitute(self) -> bool:
        """True when nobody can come instead."""
        return self.service.is_required and bool(self.ordinary) and not self.substitutes


def represented(
    services: Sequence[Service], seats: Iterable[Seated], day: date
) -> tuple[Represented, ...]:
    """Every service in its order, with how many speak for it on the day."""
    valid = [seat for seat in seats if is_valid_on(seat.valid_from, seat.valid_to, day)]
    return tuple(
        Represented(
            one,
            sum(seat.is_ordinary for seat in _of(one, valid)),
            sum(not seat.is_ordinary for seat in _of(one, valid)),
        )
        for one in services
    )


def missing(services: Sequence[Service], seats: Iterable[Seated], day: date) -> tuple[Service, ...]:
    """The required services without anybody ordinary on the day."""
    return tuple(one.service for one in represented(services, seats, day) if one.is_missing)


def absent(
    services: Sequence[Service],
    seats: Iterable[Seated],
    came: Collection[tuple[str, str]],
    day: date,
) -> tuple[Service, ...]:
    """The required services that have a seat on the day and for which nobody came, substitutes counted.

    `came` are pairs of kind and sort of principal. Who has no seat at all is missing, not absent.
    """
    return tuple(
        one.service
        for one in represented(services, seats, day)
        if one.service.is_required
        and one.ordinary + one.substitutes
        and not any(one.service.is_spoken_for_by(*pair) for pair in came)
    )


def attended(
    services: Sequence[Service], meetings: Sequence[Collection[tuple[str, str]]]
) -> dict[str, Part]:
    """For every service's key: in how many of the meetings somebody spoke for it."""
    return {
        one.key: Part(
            sum(any(one.is_spoken_for_by(*pair) for pair in came) for came in meetings),
            len(meetings),
        )
        for one in services
    }


def _of(service: Service, seats: Iterable[Seated]) -> list[Seated]:
    return [seat for seat in seats if service.is_spoken_for_by(seat.kind, seat.principal_kind)]
