"""What does the log say of changed access? Written in the transaction of what it tells of."""

from datetime import datetime

from django.utils import timezone

from samsyn.accounts import selectors
from samsyn.accounts.models import Invitation, JoiningRequest, RoleGrant, User
from samsyn.audit.services import record
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.vocabulary import AuditKind

By = Viewer | Everything


def account_changed(
    user: User, by: By, now: datetime, *, change: str, grant: RoleGrant | None = None
) -> None:
    """Log a change of somebody's account or roles."""
    details: dict[str, str | int | None] = {"change": change}
    if grant:
        details |= {"role": grant.role, "unit": grant.unit_id}
        details |= {"principal": grant.principal_id, "area": grant.area_id}
    record(
        AuditKind.CHANGED_ACCESS,
        by=by,
        now=now,
        object_kind="user",
        object_id=user.pk,
        label=user.name,
        details=details,
        principals=selectors.principals_of(user, timezone.localdate(now)),
    )


def invitation_changed(invitation: Invitation, by: By, now: datetime, *, change: str) -> None:
    """Log what became of an invitation, with the invited address."""
    record(
        AuditKind.CHANGED_ACCESS,
        by=by,
        now=now,
        object_kind="invitation",
        object_id=invitation.pk,
        label=invitation.email,
        details={"change": change, "role": invitation.role, **invitation.column},
        principals=_principals(invitation),
    )


def joining_changed(request: JoiningRequest, by: By, now: datetime, *, change: str) -> None:
    """Log what became of a request to join, with the asking address."""
    record(
        AuditKind.CHANGED_ACCESS,
        by=by,
        now=now,
        object_kind="joining_request",
        object_id=request.pk,
        label=request.email,
        details={"change": change, "unit": request.unit_id, "reason": request.decline_reason},
        principals={request.unit.principal_id},
    )


def _principals(invitation: Invitation) -> set[int]:
    if invitation.unit:
        return {invitation.unit.principal_id}
    return {invitation.principal_id} if invitation.principal_id else set()
