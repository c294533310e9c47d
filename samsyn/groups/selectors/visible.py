"""Who sees which groups? The only door to them; what is not here does not exist for the viewer."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.groups.models import Group, GroupArea
from samsyn.groups.vocabulary import GroupKind
from samsyn.organisations import selectors as organisations


def groups_visible_to(*, viewer: Viewer | Everything, today: date) -> QuerySet[Group]:
    """The groups that a viewer may see: of all times for the secretariat.

    A contact or member sees the group of the own BUS area, a coordinator the local groups where the
    own principal has units, the regional forum the county's bodies.
    """
    groups = Group.objects.all()
    if isinstance(viewer, Everything) or viewer.may(Ability.KEEP_GROUPS):
        return groups
    if not viewer.may(Ability.READ_GROUPS):
        return groups.none()
    if viewer.area_id is not None:
        return groups.filter(_works_for([viewer.area_id], today))
    if viewer.principal_id is not None:
        areas = organisations.bus_areas_of_principal(viewer.principal_id, today)
        return groups.filter(_works_for(areas, today))
    return groups.filter(kind=GroupKind.REGIONAL)


def _works_for(areas: list[int], today: date) -> Exists:
    # An ended group keeps its last areas; one that moved on is shut to those of the area it left.
    rows = GroupArea.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today) | Q(valid_to=F("group__valid_to")),
        group=OuterRef("pk"),
        area__in=areas,
    )
    return Exists(rows)


def may_keep(group_id: int, *, viewer: Viewer, today: date) -> bool:
    """True when the viewer keeps this group's members, meetings and minutes."""
    return (
        viewer.may(Ability.KEEP_MEETINGS)
        and groups_visible_to(viewer=viewer, today=today).filter(pk=group_id).exists()
    )


def sees_deviations(viewer: Viewer) -> bool:
    """True for who may see the numbers and parties of all deviations in the group's area."""
    return viewer.may(Ability.KEEP_GROUPS) or viewer.area_id is not None
