"""Who reads which plan, what stands in it, and which points are late over all groups?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from samsyn.domain.access import Ability, Everything, ScopeKind, Viewer
from samsyn.domain.vocabulary import MeasureStatus
from samsyn.groups.cards import GroupCard
from samsyn.groups.selectors.groups import groups_on
from samsyn.groups.vocabulary import GroupKind
from samsyn.plans.content import DocumentCard, PlanCard, PlanHappened, PlanPoint
from samsyn.plans.models import Plan
from samsyn.plans.reading import (
    card_of,
    document_cards,
    place_of_item,
    plan_cards,
    points_in,
    steps_of,
    versions_of,
)

COUNTY = Everything("secretariat and regional forum read the plans of all local groups")


@dataclass(frozen=True)
class GroupPlan:
    """A group in the overview: its plan of the year, if it has one, and the points that were asked for."""

    group: GroupCard
    plan: PlanCard | None
    points: tuple[PlanPoint, ...]
    open_count: int
    overdue_count: int


def groups_with_plans(*, viewer: Viewer | Everything, today: date) -> list[GroupCard]:
    """The local groups of today whose plans the viewer reads: the own one, or all for the county's roles."""
    if isinstance(viewer, Viewer):
        if not viewer.may(Ability.READ_PLANS):
            return []
        if viewer.scope is ScopeKind.COUNTY:
            viewer = COUNTY
    return groups_on(today, viewer=viewer, today=today, kind=GroupKind.LOCAL)


def group_with_plan(group_id: int, *, viewer: Viewer | Everything, today: date) -> GroupCard | None:
    """One of these groups."""
    groups = groups_with_plans(viewer=viewer, today=today)
    return next((one for one in groups if one.id == group_id), None)


def may_keep(group_id: int, *, viewer: Viewer, today: date) -> bool:
    """True for who writes this group's plan: its contact person, and nobody else."""
    return (
        viewer.may(Ability.KEEP_PLAN)
        and group_with_plan(group_id, viewer=viewer, today=today) is not None
    )


@dataclass(frozen=True)
class PlanPage:
    """A group's plan of a year with all that stands beside it; no plan where the year has none."""

    group: GroupCard
    plan: PlanCard | None
    plans: tuple[PlanCard, ...]
    """Of every year, the newest first."""
    points: tuple[PlanPoint, ...]
    steps: tuple[PlanHappened, ...]
    documents: tuple[DocumentCard, ...]
    may_keep: bool


@dataclass(frozen=True)
class PointPage:
    """A point with everything that it has said, the newest first."""

    group: GroupCard
    plan: PlanCard
    versions: tuple[PlanPoint, ...]
    may_keep: bool

    @property
    def point(self) -> PlanPoint:
        """The point as it stands."""
        return self.versions[0]


def plan_page(group_id: int, year: int, *, viewer: Viewer, today: date) -> PlanPage | None:
    """The plan that a group has for a year, if the viewer reads the group's plans."""
    group = group_with_plan(group_id, viewer=viewer, today=today)
    if group is None:
        return None
    plans = plan_cards(group.id)
    plan = next((one for one in plans if one.year == year), None)
    return PlanPage(
        group=group,
        plan=plan,
        plans=tuple(plans),
        points=tuple(points_in([plan.pk]).get(plan.pk, ())) if plan else (),
        steps=tuple(steps_of(plan.pk)) if plan else (),
        documents=tuple(document_cards(group.id)),
        may_keep=viewer.may(Ability.KEEP_PLAN),
    )


def point_page(pk: int, *, viewer: Viewer, today: date) -> PointPage | None:
    """One point, if the viewer reads the group's plans."""
    place = place_of_item(pk)
    group = group_with_plan(place[1], viewer=viewer, today=today) if place else None
    if place is None or group is None:
        return None
    plan = next(one for one in plan_cards(group.id) if one.pk == place[0])
    keeps = viewer.may(Ability.KEEP_PLAN) and plan.is_newest
    return PointPage(group, plan, tuple(versions_of(pk)), keeps)


def overview(
    year: int,
    *,
    viewer: Viewer | Everything,
    today: date,
    statuses: Collection[MeasureStatus] = (),
    only_overdue: bool = False,
) -> list[GroupPlan]:
    """Every readable group with its plan of a year, and the points of these statuses; late ones if asked.

    In five queries, however many groups there are.
    """
    groups = groups_with_plans(viewer=viewer, today=today)
    later = Plan.objects.filter(group=OuterRef("group"), year__gt=OuterRef("year"))
    rows = Plan.objects.filter(year=year, group__in=[one.id for one in groups])
    annotated = rows.select_related("copied_from").annotate(has_later=Exists(later))
    plans = {row.group_id: card_of(row, is_newest=not row.has_later) for row in annotated}
    points = points_in(one.pk for one in plans.values())
    found = []
    for group in groups:
        plan = plans.get(group.id)
        of_plan = points.get(plan.pk, []) if plan else []
        wanted = [
            one
            for one in of_plan
            if (not statuses or one.content.status in statuses)
            and (not only_overdue or one.is_overdue(today))
        ]
        found.append(
            GroupPlan(
                group,
                plan,
                tuple(wanted),
                sum(one.is_open for one in of_plan),
                sum(one.is_overdue(today) for one in of_plan),
            )
        )
    return found


def years_planned(*, viewer: Viewer | Everything, today: date) -> list[int]:
    """The years that some readable group has a plan for, newest first."""
    groups = [one.id for one in groups_with_plans(viewer=viewer, today=today)]
    years = Plan.objects.filter(group__in=groups).values_list("year", flat=True)
    return sorted(set(years), reverse=True)
