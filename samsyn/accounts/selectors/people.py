"""Whose accounts and roles does the viewer keep?"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from samsyn.accounts.models import RoleGrant, User
from samsyn.accounts.selectors.viewers import place_of, valid_grants
from samsyn.database.swedish import Swedish
from samsyn.domain.access import Ability, Viewer, may_give
from samsyn.domain.vocabulary import Role


@dataclass(frozen=True)
class HeldRole:
    """A role that somebody holds or held, as the pages show it."""

    grant: RoleGrant
    role: Role
    place: str
    """The unit, principal or area; empty for the county."""
    is_ended: bool
    may_end: bool


def people(*, viewer: Viewer, today: date, search: str = "") -> QuerySet[User]:
    """Everybody for the administrator, the own unit's people for its manager, else nobody."""
    seen = User.objects.order_by(Swedish("name"), "pk")
    if search:
        seen = seen.filter(Q(name__icontains=search) | Q(email__icontains=search))
    if viewer.may(Ability.KEEP_ACCOUNTS):
        return seen
    if viewer.may(Ability.KEEP_PEOPLE) and viewer.unit_id is not None:
        at_unit = valid_grants(today=today).filter(unit_id=viewer.unit_id)
        return seen.filter(pk__in=at_unit.values("user"))
    return seen.none()


def with_roles(users: QuerySet[User], *, viewer: Viewer, today: date) -> QuerySet[User]:
    """The same people with `held`, the grants that hold today and that the viewer may know of."""
    held = _known_to(viewer, valid_grants(today=today))
    held = held.select_related("unit", "principal", "area").order_by("pk")
    return users.prefetch_related(Prefetch("grants", queryset=held, to_attr="held"))


def held_roles(user: User, *, viewer: Viewer, today: date) -> list[HeldRole]:
    """A person's roles that the viewer may know of, those that hold first, then ended ones."""
    grants = _known_to(viewer, user.grants.select_related("user", "unit", "principal", "area"))
    roles = [_held(grant, viewer, today) for grant in grants.order_by("-valid_from", "pk")]
    return sorted(roles, key=lambda held: held.is_ended)


def person(*, viewer: Viewer, user_id: int, today: date) -> User | None:
    """Somebody whose account the viewer keeps; None for everybody else."""
    return people(viewer=viewer, today=today).filter(pk=user_id).first()


def grant_of(*, viewer: Viewer, user_id: int, grant_id: int) -> RoleGrant | None:
    """One grant that the viewer may know of; None otherwise."""
    grants = _known_to(viewer, RoleGrant.objects.select_related("user"))
    return grants.filter(pk=grant_id, user_id=user_id).first()


def _known_to(viewer: Viewer, grants: QuerySet[RoleGrant]) -> QuerySet[RoleGrant]:
    if viewer.may(Ability.KEEP_ACCOUNTS):
        return grants
    return grants.filter(Q(user_id=viewer.user_id) | Q(unit_id=viewer.unit_id, unit__isnull=False))


def _held(grant: RoleGrant, viewer: Viewer, today: date) -> HeldRole:
    role, place = Role(grant.role), place_of(grant)
    is_ended = grant.valid_to is not None and grant.valid_to < today
    may_end = may_give(viewer, role, unit_id=grant.unit_id, to_user_id=grant.user_id)
    return HeldRole(grant, role, place.name if place else "", is_ended, may_end and not is_ended)
