"""Who is looking, and what may they act for?"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from django.utils.translation import gettext

from samsyn.accounts.models import RoleGrant, User
from samsyn.domain.access import (
    ALONE,
    IN_SHORT,
    SCOPE_OF_ROLE,
    ScopeKind,
    Viewer,
)
from samsyn.domain.vocabulary import Role

_ORDER = list(ScopeKind)
_OF_A_CHOICE = (
    "user_id",
    "role",
    "unit__name",
    "unit__principal_id",
    "principal__name",
    "area__name",
)
"""Every request asks for them, so a place's other forty columns stay where they are."""


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
        valid_grants(today=today)
        .filter(user=user)
        .select_related("unit", "principal", "area")
        .only(*_OF_A_CHOICE)
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
    place = place_of(grant)
    return (
        _ORDER.index(scope),
        place.name if place else "",
        place.pk if place else 0,
        grant.role if scope in ALONE else "",
    )


def place_of(grant: RoleGrant) -> Any:
    """The unit, principal or area that a role is held for; None for the county."""
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
    place, first = place_of(grant), next(iter(roles))
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


def roles_held_at(unit: OuterRef, *, today: date) -> QuerySet[RoleGrant]:
    """The roles that people with an open account hold at a unit today, for use inside a query."""
    return valid_grants(today=today).filter(unit=unit)


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
