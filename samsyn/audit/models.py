"""Who did what, and who saw what? One row an event; the database refuses to change or remove it.

No foreign keys to the rest of the data: the log must neither stop nor be changed by what happens
there. Triggers (migration 0002_append_only) refuse UPDATE and DELETE on both tables.
"""

from django.db import models

from samsyn.domain import vocabulary


def audit_kinds() -> list[tuple[str, str]]:
    return vocabulary.AuditKind.choices()


class AuditEvent(models.Model):
    """One thing that somebody did, saw or was refused (requirement 16)."""

    class Privacy:
        personal = ("actor_id", "actor_name")
        sensitive = ()
        plain = (
            "at",
            "kind",
            "acting_for",
            "scope",
            "scope_id",
            "principal_id",
            "object_kind",
            "object_id",
            "object_label",
            "reason",
            "details",
        )
        retention = "as the deviation it concerns; log rows leave only with it, by approved list"

    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=audit_kinds)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    acting_for = models.CharField(max_length=200, blank=True)
    scope = models.CharField(max_length=20, blank=True)
    scope_id = models.BigIntegerField(null=True)
    principal_id = models.BigIntegerField(null=True)
    """The principal that the person acted for; others that are concerned stand in AuditConcern."""
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.BigIntegerField(null=True)
    object_label = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-at"], name="audit_at"),
            models.Index(fields=["object_kind", "object_id", "-at"], name="audit_object"),
            models.Index(fields=["actor_id", "-at"], name="audit_actor"),
            models.Index(fields=["principal_id", "-at"], name="audit_principal"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.object_label}"


class AuditConcern(models.Model):
    """A principal, other than the actor's own, whose registrar must see the event too."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("event", "principal_id")
        retention = "with the event"

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="concerns")
    principal_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["principal_id", "event"], name="concern_once"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.principal_id}"
