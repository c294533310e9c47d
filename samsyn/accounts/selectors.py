"""Who is looking, and what may they act for?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext

from samsyn.accounts.models import RoleGrant, User
from samsyn.database.swedish import Swedish
from samsyn.domain.access import (
    ALONE,
    IN_SHORT,
    SCOPE_OF_ROLE,
    Ability,
    ScopeKind,
    Viewer,
    may_give,
)
from samsyn.domain.vocabulary import Role

_ORDER = list(ScopeKind)


def valid_grants(*, today: date) -> QuerySet[RoleGrant]:
    """Role grants that hold on this day, of people whose account is active."""
    return RoleGrant.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=today),
        Q(valid_to=None) | Q(valid_to__gte=today),
        user__is_active=True,
    )


def choices_for(user: User, today: date) -> tuple[Viewer, ...]:
    """What a person can act for today: units, then principals, areas, the county; one query.

    The roles held at one unit or in one area add up; at a principal and in the county each role is
    acted in by itself (domain/access.py ALONE).
    """
    grants = list(
        valid_grants(today=today).filter(user=user).select_related("unit", "principal", "area")
    )
    grants.sort(key=lambda grant: (*_place(grant), grant.role))
    return tuple(_viewer(user, list(held)) for _, held in groupby(grants, key=_place))


def viewer_for(user: User, chosen: str | None, today: date) -> Viewer | None:
    """The viewer that a person has chosen (`Viewer.key`), else the first; None without any role."""
    return chosen_of(choices_for(user, today), chosen)


def chosen_of(choices: tuple[Viewer, ...], chosen: str | None) -> Viewer | None:
    """The choice with this key, else the first one; a choice whose role has ended is forgotten."""
    wanted = (choice for choice in choices if choice.key == chosen)
    return next(wanted, choices[0] if choices else None)


def _place(grant: RoleGrant) -> tuple[int, str, int, str]:
    """Sorts grants and groups those that are acted in together."""
    scope = SCOPE_OF_ROLE[Role(grant.role)]
    place = _scope_object(grant)
    return (
        _ORDER.index(scope),
        place.name if place else "",
        place.pk if place else 0,
        grant.role if scope in ALONE else "",
    )


def _scope_object(grant: RoleGrant) -> Any:
    # Untyped because the classes belong to organisations, which lies downstream.
    return grant.unit or grant.principal or grant.area


def _viewer(user: User, grants: list[RoleGrant]) -> Viewer:
    first, roles = grants[0], [Role(grant.role) for grant in grants]
    return Viewer(
        user_id=user.pk,
        name=user.name,
        scope=SCOPE_OF_ROLE[roles[0]],
        scope_id=first.unit_id or first.principal_id or first.area_id,
        roles=frozenset(roles),
        acting_for=in_words(first, roles),
        home_principal_id=first.unit.principal_id if first.unit else first.principal_id,
    )


def in_words(grant: RoleGrant, roles: Iterable[Role]) -> str:
    """What is acted for: "BUP Tofsvipan", "Huddinge kommun (samordnare)", "BUS-sekretariatet"."""
    place, first = _scope_object(grant), next(iter(roles))
    if place is None:
        return gettext(first.label)
    if grant.unit_id:
        return str(place.name)
    return f"{place.name} ({gettext(IN_SHORT[first])})"


def addresses_of_role(role: Role, places: Iterable[int], today: date) -> list[tuple[str, str]]:
    """Mail address and language of all who hold a role at any of its units, principals or areas."""
    at = {f"{SCOPE_OF_ROLE[role].value}_id__in": list(places)}
    held = valid_grants(today=today).filter(role=role, **at)
    return list(held.values_list("user__email", "user__language").distinct())


def as_person(user: User) -> Viewer:
    """Somebody who acts for nothing and may nothing: for the log of sign-ins and own settings."""
    return Viewer(
        user_id=user.pk, name=user.name, scope=ScopeKind.COUNTY, scope_id=None, roles=frozenset()
    )


def principals_of(user: User, today: date) -> set[int]:
    """Primary keys of the principals where a person holds a role, directly or at a unit."""
    pairs = valid_grants(today=today).filter(user=user)
    keys = pairs.values_list("principal_id", "unit__principal_id")
    return {key for pair in keys for key in pair if key is not None}


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
    role, place = Role(grant.role), _scope_object(grant)
    is_ended = grant.valid_to is not None and grant.valid_to < today
    may_end = may_give(viewer, role, unit_id=grant.unit_id, to_user_id=grant.user_id)
    return HeldRole(grant, role, place.name if place else "", is_ended, may_end and not is_ended)
