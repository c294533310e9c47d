"""Which documents stand beside a group's plan, and what does its routine for SIP say of school? (44)"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samsyn.database.swedish import swedish_key
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.plans import SchoolCalls
from samsyn.groups.cards import GroupCard
from samsyn.organisations import selectors as organisations
from samsyn.plans.models import PlanDocument, SipRoutine
from samsyn.plans.selectors import group_with_plan


@dataclass(frozen=True)
class RoutineCard:
    """What holds for school and preschool in a group, since a day."""

    group: str
    """Its name."""
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
    return next(iter(_newest(SipRoutine.objects.filter(group=group.id))), None)


def routines_at(unit_id: int, *, viewer: Viewer, today: date) -> list[RoutineCard]:
    """What the routines say where a unit lies: of every local group that covers it, and has stated one.

    For whoever writes a deviation there; others get none. One query while no group has stated anything.
    """
    if viewer.unit_id != unit_id or not viewer.may(Ability.WRITE_DEVIATION):
        return []
    if not SipRoutine.objects.exists():
        return []
    unit = organisations.unit_by_pk(unit_id)
    areas = organisations.bus_areas_of_unit(unit, today) if unit else []
    works_there = Q(group__areas__valid_to=None) | Q(group__areas__valid_to__gte=today)
    rows = SipRoutine.objects.filter(works_there, group__areas__area__in=[one.id for one in areas])
    return _newest(rows.distinct())


def _newest(rows: QuerySet[SipRoutine]) -> list[RoutineCard]:
    newest = {row.group_id: row for row in rows.select_related("group").order_by("pk")}
    cards = (
        RoutineCard(row.group.name, SchoolCalls(row.calls), row.decided_on)
        for row in newest.values()
    )
    return sorted(cards, key=lambda one: swedish_key(one.group) or "")
