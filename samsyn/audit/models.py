"""Who did what, and who saw what? One row an event; the database refuses to change or remove it.

No foreign keys: the log must neither stop nor be changed by what happens to the rest of the data.
"""

from django.db import models

from samsyn.domain import vocabulary


def audit_kinds() -> list[tuple[str, str]]:
    return vocabulary.AuditKind.choices()


class AuditEvent(models.Model):
    class Privacy:
        personal = ("actor_id", "actor_name")
        sensitive = ()
        plain = ("at", "kind", "acting_for", "scope", "scope_id", "principal_id", "object_kind",
                 "object_id", "object_label", "reason", "details")
        retention = "as the deviation it concerns; log rows leave only with it, by approved list"

    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=audit_kinds)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    acting_for = models.CharField(max_length=200, blank=True)
    scope = models.CharField(max_length=20, blank=True)
    scope_id = models.BigIntegerField(null=True)
    principal_id = models.BigIntegerField(null=True)
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
        ]
