"""Which limit holds for a table, and how has it come about?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

from django.conf import settings

from samsyn.disclosure.models import Decision
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.disclosing import SENSITIVE, SHOWS_ALL, PointsOut, Shown, pointed_out_by
from samsyn.domain.vocabulary import Dimension


@dataclass(frozen=True)
class Limit:
    """What holds for one kind of table; `is_decided` is False while it is only a proposal."""

    shown: Shown
    points_out: PointsOut
    limit: int
    is_decided: bool = False


@dataclass
class Limits:
    """What holds, read once for many tables, when the first of them asks."""

    read: Callable[[], Mapping[tuple[Shown, PointsOut], int]]

    @cached_property
    def decided(self) -> Mapping[tuple[Shown, PointsOut], int]:
        """The newest decision of each kind."""
        return self.read()

    def of(self, shown: Shown, dimensions: Iterable[Dimension], *, of_group: bool = False) -> int:
        """As `limit_for`."""
        kinds = _kinds(dimensions, of_group)
        return max(self.decided.get((shown, kind), _proposed(kind)) for kind in kinds)


@dataclass(frozen=True)
class Decided:
    """One decision of the past, or the one that holds."""

    shown: Shown
    points_out: PointsOut
    limit: int
    reason: str
    at: datetime
    by: str


def limit_for(
    shown: Shown,
    dimensions: Iterable[Dimension],
    *,
    viewer: Viewer | Everything,
    of_group: bool = False,
) -> int:
    """The smallest number that a table with these dimensions may show there; 0 when it may show all.

    A table that points out several kinds has the highest of their limits; `of_group`: all of it is of one
    local group. What the viewer may see regardless is decided where the table is made.
    """
    asked = list(dimensions)
    newest = partial(_newest, shown, _kinds(asked, of_group))
    return Limits(newest).of(shown, asked, of_group=of_group)


def limits_held(*, viewer: Viewer | Everything) -> Limits:
    """The limits of every kind of table; what the viewer may see regardless is decided elsewhere."""
    return Limits(_newest)


def _kinds(dimensions: Iterable[Dimension], of_group: bool) -> frozenset[PointsOut]:
    return pointed_out_by(dimensions) | ({PointsOut.GROUP} if of_group else set())


def limits(*, viewer: Viewer) -> list[Limit]:
    """What holds for every kind of table, for those who decide on it; else nothing."""
    if not viewer.may(Ability.DECIDE_DISCLOSURE):
        return []
    decided = _newest()
    return [
        Limit(
            shown,
            kind,
            decided.get((shown, kind), _proposed(kind)),
            is_decided=(shown, kind) in decided,
        )
        for shown in Shown
        for kind in PointsOut
    ]


def decisions(*, viewer: Viewer) -> list[Decided]:
    """All decisions, newest first, for those who decide; else nothing."""
    if not viewer.may(Ability.DECIDE_DISCLOSURE):
        return []
    return [
        Decided(
            Shown(one.shown),
            PointsOut(one.points_out),
            one.limit,
            one.reason,
            one.decided_at,
            one.decided_by.name,
        )
        for one in Decision.objects.select_related("decided_by").order_by("-id")
    ]


def _proposed(kind: PointsOut) -> int:
    limit: int = settings.SMALL_NUMBERS_BELOW
    return limit if kind in SENSITIVE else SHOWS_ALL


def _newest(
    shown: Shown | None = None, kinds: Iterable[PointsOut] = ()
) -> dict[tuple[Shown, PointsOut], int]:
    """The newest decision of each kind: a handful of rows, whatever has been decided before."""
    asked = Decision.objects.order_by("id")
    if shown:
        asked = asked.filter(shown=shown, points_out__in=list(kinds))
    return {
        (Shown(one), PointsOut(kind)): limit
        for one, kind, limit in asked.values_list("shown", "points_out", "limit")
    }
