"""Who came in, and who failed? (fault F14)"""

from datetime import datetime

from django.utils import timezone

from samsyn.accounts import selectors
from samsyn.accounts.models import User
from samsyn.audit.services import record
from samsyn.domain.vocabulary import AuditKind


def signed_in(*, user: User, now: datetime) -> None:
    """Log that somebody has passed every step of the log-in (fault F14)."""
    _log_sign_in(AuditKind.SIGNED_IN, user, now, {})


def sign_in_failed(*, email: str, address: str, step: str, now: datetime) -> None:
    """Log a failed try; the e-mail address only when an account has it (fault F14)."""
    user = selectors.account_with(email)
    details = {"step": step, "from": address}
    if user:
        _log_sign_in(AuditKind.SIGN_IN_FAILED, user, now, details)
    else:
        record(AuditKind.SIGN_IN_FAILED, by=None, now=now, details=details)


def _log_sign_in(kind: AuditKind, user: User, now: datetime, details: dict[str, str]) -> None:
    record(
        kind,
        by=selectors.as_person(user),
        now=now,
        object_kind="user",
        object_id=user.pk,
        label=user.email,
        details=details,
        principals=selectors.principals_of(user, timezone.localdate(now)),
    )
