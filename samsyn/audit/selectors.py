"""Who may read which part of the log?"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Q, QuerySet

from samsyn.audit.models import AuditConcern, AuditEvent
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.vocabulary import AuditKind

WITHOUT_CASE = frozenset(
    {
        AuditKind.CHANGED_REGISTRY,
        AuditKind.CHANGED_ACCESS,
        AuditKind.IMPORTED,
        AuditKind.SIGNED_IN,
        AuditKind.SIGN_IN_FAILED,
        AuditKind.KEPT_RUNNING,
        AuditKind.CHANGED_DISCLOSURE,
        AuditKind.CHANGED_REPORT,
    }
)
"""What the administrator sees: events that never name a deviation (requirement 15)."""

LOCKS = frozenset(
    f"{table}_no_{verb}"
    for table in ("audit_auditevent", "audit_auditconcern")
    for verb in ("update", "delete")
)
"""The triggers that make the log append-only."""


@dataclass(frozen=True)
class LogFilter:
    """What to look for in the log; an empty field does not narrow."""

    person: str = ""
    kind: str = ""
    number: str = ""
    day_from: date | None = None
    day_to: date | None = None


def events(*, viewer: Viewer, chosen: LogFilter | None = None) -> QuerySet[AuditEvent]:
    """The part of the log that the viewer may read, newest first.

    A registrar reads what concerns the own principal; the administrator reads events of registry,
    access and sign-in; nobody else reads anything.
    """
    seen = AuditEvent.objects.filter(_may_see(viewer))
    return _narrowed(seen, chosen or LogFilter()).order_by("-at", "-pk")


def own_events(*, viewer: Viewer) -> QuerySet[AuditEvent]:
    """What the viewer did, and what was done to the viewer's account, newest first."""
    if viewer.user_id is None:  # else the acts of nobody, and of all guests, would be "own"
        return AuditEvent.objects.none()
    about = Q(object_kind="user", object_id=viewer.user_id)
    return AuditEvent.objects.filter(Q(actor_id=viewer.user_id) | about).order_by("-at", "-pk")


def kinds_for(*, viewer: Viewer) -> list[AuditKind]:
    """The kinds of events that the viewer may look for."""
    if viewer.may(Ability.READ_WITH_REASON):
        return list(AuditKind)
    return [kind for kind in AuditKind if kind in WITHOUT_CASE]


def has_listed(*, viewer: Viewer, object_kind: str, object_id: int, since: datetime) -> bool:
    """True when the viewer's person has looked at this list since then, so that once is told once."""
    return AuditEvent.objects.filter(
        kind=AuditKind.LISTED,
        actor_id=viewer.user_id,
        object_kind=object_kind,
        object_id=object_id,
        at__gt=since,
    ).exists()


def is_append_only() -> bool:
    """True when the database holds every trigger that protects the log; for the doctor."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        return {row[0] for row in cursor.fetchall()} >= LOCKS


def _may_see(viewer: Viewer) -> Q:
    if viewer.may(Ability.READ_WITH_REASON) and viewer.principal_id is not None:
        concerned = AuditConcern.objects.filter(principal_id=viewer.principal_id)
        return Q(principal_id=viewer.principal_id) | Q(pk__in=concerned.values("event"))
    if viewer.may(Ability.KEEP_ACCOUNTS):
        return Q(kind__in=sorted(WITHOUT_CASE))
    return Q(pk__in=())


def _narrowed(seen: QuerySet[AuditEvent], chosen: LogFilter) -> QuerySet[AuditEvent]:
    if chosen.person:
        seen = seen.filter(actor_name__icontains=chosen.person)
    if chosen.kind:
        seen = seen.filter(kind=chosen.kind)
    if chosen.number:
        seen = seen.filter(object_label__icontains=chosen.number)
    if chosen.day_from:
        seen = seen.filter(at__date__gte=chosen.day_from)
    if chosen.day_to:
        seen = seen.filter(at__date__lte=chosen.day_to)
    return seen
