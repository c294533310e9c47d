"""Write the log."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from samsyn.audit.models import AuditConcern, AuditEvent
from samsyn.database.bulk import insert_rows, insert_with_keys
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.refusals import Refusal
from samsyn.domain.vocabulary import AuditKind


class ReasonMissing(Refusal):
    """A case was to be opened without a reason that somebody else can understand."""


@dataclass(frozen=True)
class Entry:
    """One event to be, as `record_many` takes it; `by` is a person or nobody."""

    kind: AuditKind
    by: Viewer | None
    at: datetime
    object_kind: str
    object_id: int | None
    label: str
    reason: str = ""
    details: dict[str, Any] = field(default_factory=dict)


def record(
    kind: AuditKind,
    *,
    by: Viewer | Everything | None,
    now: datetime,
    object_kind: str = "",
    object_id: int | None = None,
    label: str = "",
    reason: str = "",
    details: dict[str, Any] | None = None,
    principals: Iterable[int] = (),
) -> None:
    """Add one event to the log (requirement 16). `details`: codes and numbers, never case text.

    `principals` are the primary keys of those whose registrar is to see the event: all parties of a
    deviation. The actor's own is added by itself. A job without a person leaves its reason.
    """
    if isinstance(by, Everything):
        reason = reason or by.reason
        by = None
    entry = Entry(kind, by, now, object_kind, object_id, label, reason, details or {})
    event = _event(entry)
    # All or none, and the disk is waited for once.
    with transaction.atomic(savepoint=False):
        insert_with_keys(AuditEvent, [event])
        _concern(event, set(principals) - {event.principal_id})


def record_many(entries: Iterable[Entry]) -> None:
    """Add many events at once, for what is written in bulk (the demo's years)."""
    insert_rows(AuditEvent, map(_event, entries))


def _event(entry: Entry) -> AuditEvent:
    by = entry.by
    return AuditEvent(
        at=entry.at,
        kind=entry.kind,
        actor_id=by.user_id if by else None,
        actor_name=by.name if by else "",
        acting_for=by.acting_for if by else "",
        scope=by.scope if by else "",
        scope_id=by.scope_id if by else None,
        principal_id=by.home_principal_id if by else None,
        object_kind=entry.object_kind,
        object_id=entry.object_id,
        object_label=entry.label[:200],
        reason=entry.reason,
        details=entry.details,
    )


def refused(
    *,
    by: Viewer,
    now: datetime,
    object_kind: str,
    label: str,
    object_id: int | None = None,
    principals: Iterable[int] = (),
) -> None:
    """Add an attempt on an object that exists but does not concern the viewer (requirement 16).

    The view then answers 404 as if the object did not exist: docs/access.md, "Refused attempts".
    """
    record(
        AuditKind.REFUSED,
        by=by,
        now=now,
        object_kind=object_kind,
        object_id=object_id,
        label=label,
        principals=principals,
    )


def opened_with_reason(
    *,
    by: Viewer,
    now: datetime,
    object_kind: str,
    object_id: int,
    label: str,
    reason: str,
    principals: Iterable[int] = (),
) -> None:
    """Add a registrar's reading with its reason; refuses a reason of fewer than ten characters."""
    if len(reason.strip()) < 10:
        raise ReasonMissing
    record(
        AuditKind.READ,
        by=by,
        now=now,
        object_kind=object_kind,
        object_id=object_id,
        label=label,
        reason=reason.strip(),
        principals=principals,
    )


def _concern(event: AuditEvent, principals: set[int]) -> None:
    insert_with_keys(
        AuditConcern,
        [AuditConcern(event=event, principal_id=principal) for principal in sorted(principals)],
    )
