"""Write the log."""

from datetime import datetime
from typing import Any

from samsyn.audit.models import AuditEvent
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import AuditKind


def record(
    kind: AuditKind,
    *,
    by: Viewer | None,
    now: datetime,
    object_kind: str = "",
    object_id: int | None = None,
    label: str = "",
    reason: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Add one event to the log (requirement 16). `details` holds codes and numbers, never case text."""
    AuditEvent.objects.create(
        at=now,
        kind=kind,
        actor_id=by.user_id if by else None,
        actor_name=by.name if by else "",
        acting_for=by.acting_for if by else "",
        scope=by.scope if by else "",
        scope_id=by.scope_id if by else None,
        object_kind=object_kind,
        object_id=object_id,
        object_label=label[:200],
        reason=reason,
        details=details or {},
    )
