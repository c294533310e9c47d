"""Which documents stand beside a group's plan, and what does its routine for SIP say of school? (44)"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.plans import SchoolCalls
from samsyn.groups.cards import GroupCard
from samsyn.groups.selectors.groups import groups_on
from samsyn.organisations import selectors as organisations
from samsyn.plans.models import PlanDocument, SipRoutine
from samsyn.plans.selectors import group_with_plan

OPEN_TO_ALL = Everything("what a group's routine says of SIP holds for everybody who works there")


@dataclass(frozen=True)
class RoutineCard:
    """What holds for school and preschool in a group, since a day."""

    group: GroupCard
    calls: SchoolCalls
    decided_on: date


def document_of(pk: int, *, viewer: Viewer, today: date) -> PlanDocument | None:
    """One document with its file, when the viewer reads the group's plan."""
    row = PlanDocument.objects.filter(pk=pk).first()
    if row is None or group_with_plan(row.group_id, viewer=viewer, today=today) is None:
        return None
    return row


def routine_of(group: GroupCard) -> RoutineCard | None:
    """What a group's routine says now, or None while nobody has stated it; no secret to anybody."""
    return next(iter(_routines([group])), None)


def routines_at(unit_id: int, *, viewer: Viewer, today: date) -> list[RoutineCard]:
    """What the routines say where a unit lies: of every local group that covers it, and has stated one.

    For whoever writes a deviation or looks up who does what; others get none.
    """
    if not (viewer.may(Ability.READ_DEVIATIONS) or viewer.may(Ability.READ_STATISTICS)):
        return []
    unit = organisations.unit_by_pk(unit_id)
    if unit is None:
        return []
    areas = {one.id for one in organisations.bus_areas_of_unit(unit, today)}
    groups = groups_on(today, viewer=OPEN_TO_ALL, today=today) if areas else []
    return _routines([one for one in groups if areas & set(one.area_ids)])


def _routines(groups: Collection[GroupCard]) -> list[RoutineCard]:
    newest: dict[int, SipRoutine] = {}
    for row in SipRoutine.objects.filter(group__in=[one.id for one in groups]).order_by("pk"):
        newest[row.group_id] = row
    return [
        RoutineCard(group, SchoolCalls(newest[group.id].calls), newest[group.id].decided_on)
        for group in groups
        if group.id in newest
    ]
