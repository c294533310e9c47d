"""What has been decided about small numbers? Rows are only added; the newest of a kind holds."""

from django.db import models

from samsyn.domain.disclosing import PointsOut, Shown


class Decision(models.Model):
    """Somebody decided from which number on a kind of table is shown, and why (requirement 31)."""

    class Privacy:
        personal = ("decided_by",)
        sensitive = ()
        plain = ("shown", "points_out", "limit", "reason", "decided_at")
        retention = "kept; a published figure is understood by it"

    shown = models.CharField(max_length=20, choices=Shown.choices)
    points_out = models.CharField(max_length=20, choices=PointsOut.choices)
    limit = models.PositiveSmallIntegerField()
    """The smallest number shown; 0 shows all."""
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["shown", "points_out", "-id"], name="decision_newest")]
