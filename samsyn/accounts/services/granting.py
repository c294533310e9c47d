"""Give roles, and end them. Nobody gives a role to oneself; anybody may leave an own one."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from samsyn.accounts import selectors
from samsyn.accounts.models import RoleGrant, User
from samsyn.accounts.services.refusals import GrantRefused, ManagerMissing
from samsyn.accounts.services.traces import By, account_changed
from samsyn.domain.access import SCOPE_OF_ROLE, Everything, ScopeKind, may_give
from samsyn.domain.vocabulary import Role


@transaction.atomic
def grant_role(
    *,
    by: By,
    now: datetime,
    user: User,
    role: Role,
    scope_id: int | None = None,
    valid_from: date | None = None,
) -> RoleGrant:
    """Give a role at a unit, principal or area, or in the county, from today or the given day.

    Refuses what the giver may not give (domain/access.py may_give), the wrong kind of place, and a
    role that is held there already.
    """
    column = column_of(role, scope_id)
    _must_give(by, role, column.get("unit_id"), user)
    grant = opened_grant(user, role, column, valid_from or timezone.localdate(now))
    account_changed(user, by, now, grant=grant, change="role_given")
    return grant


def column_of(role: Role, scope_id: int | None) -> dict[str, int]:
    """Where a role is held, as a grant's keyword; refuses a place too many or too few."""
    scope = SCOPE_OF_ROLE[role]
    if (scope is ScopeKind.COUNTY) != (scope_id is None):
        raise GrantRefused("scope")
    return {} if scope_id is None else {f"{scope.value}_id": scope_id}


def opened_grant(user: User, role: Role, column: dict[str, int], day: date) -> RoleGrant:
    """The role from this day, whoever gives it; refuses one that is held there already."""
    try:
        with transaction.atomic():
            return RoleGrant.objects.create(user=user, role=role, valid_from=day, **column)
    except IntegrityError as error:
        raise GrantRefused("already") from error


@transaction.atomic
def end_role(*, by: By, now: datetime, grant: RoleGrant) -> None:
    """End a role at once. Refuses to end the county's last administrator, and one's own role."""
    _must_give(by, Role(grant.role), grant.unit_id, grant.user)
    _must_not_be_last(grant, now)
    if ended(grant, now):
        account_changed(grant.user, by, now, grant=grant, change="role_ended")


@transaction.atomic
def leave_role(*, by: User, now: datetime, grant: RoleGrant, warned: bool = False) -> None:
    """End one's own role at once: what one wrote stays with the unit.

    Refuses the county's last administrator; refuses a unit's last manager until `warned`.
    """
    if grant.user_id != by.pk:
        raise GrantRefused("not_yours")
    _must_not_be_last(grant, now)
    if not warned and selectors.is_last_manager(grant, timezone.localdate(now)):
        raise ManagerMissing([str(grant.unit.name) if grant.unit else ""])
    if ended(grant, now):
        account_changed(by, selectors.as_person(by), now, grant=grant, change="role_left")


def ended(grant: RoleGrant, now: datetime) -> bool:
    """End the role with yesterday, so that it is over at once; False when it was over already."""
    yesterday = timezone.localdate(now) - timedelta(days=1)
    return bool(RoleGrant.objects.filter(pk=grant.pk, valid_to=None).update(valid_to=yesterday))


def _must_not_be_last(grant: RoleGrant, now: datetime) -> None:
    is_administrator = grant.role == Role.ADMINISTRATOR
    if is_administrator and selectors.is_last_administrator(grant.user, timezone.localdate(now)):
        raise GrantRefused("last")


def _must_give(by: By, role: Role, unit_id: int | None, user: User) -> None:
    if isinstance(by, Everything):
        return
    if by.user_id == user.pk:
        raise GrantRefused("own")
    if not may_give(by, role, unit_id=unit_id, to_user_id=user.pk):
        raise GrantRefused("not_yours")
