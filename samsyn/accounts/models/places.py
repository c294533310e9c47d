"""For what is a role held? One unit, principal or area, or the county: the database sees to it."""

from django.db import models
from django.db.models import Q

from samsyn.domain import vocabulary
from samsyn.domain.access import SCOPE_OF_ROLE, ScopeKind


def roles() -> list[tuple[str, str]]:
    return vocabulary.Role.choices()


def in_scope(kind: ScopeKind) -> Q:
    """Exactly the column of this scope is filled."""
    return Q(
        unit__isnull=kind is not ScopeKind.UNIT,
        principal__isnull=kind is not ScopeKind.PRINCIPAL,
        area__isnull=kind is not ScopeKind.AREA,
    )


def role_fits_scope() -> Q:
    fits = Q()
    for kind in ScopeKind:
        held = sorted(role.value for role in vocabulary.Role if SCOPE_OF_ROLE[role] is kind)
        fits |= Q(role__in=held) & in_scope(kind)
    return fits


def once(name: str, kind: ScopeKind, *fields: str, while_: Q) -> models.UniqueConstraint:
    """One row for the same place while the condition holds; what is over stands in nobody's way."""
    column = [] if kind is ScopeKind.COUNTY else [kind.value]
    return models.UniqueConstraint(
        name=f"{name}_{kind.value}",
        fields=[*fields, *column],
        condition=in_scope(kind) & while_,
    )
