"""What was counted last night, and what a unit has stated of itself?"""

from django.db import models
from django.db.models import Q

USER = "accounts.User"
UNIT = "organisations.Unit"


class Figures(models.Model):
    """How one unit, one kind of unit or the county took part in a period; made anew each night (ADR 0026)."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = (
            "period",
            "scope",
            "scope_id",
            "received",
            "declined",
            "answered",
            "acknowledged",
            "median_acknowledge",
            "median_answer",
            "units",
            "sent",
            "computed_at",
        )
        retention = "until the next night; made from what is stored"

    period = models.CharField(max_length=20)
    """`Period.key`, or LATEST for the twelve months that ended with the day of the counting."""
    scope = models.CharField(max_length=10)
    """unit, kind or county."""
    scope_id = models.BigIntegerField()
    """The unit's or the kind's primary key; 0 for the county. No reference: derived, kept by nobody."""
    received = models.PositiveIntegerField()
    declined = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    acknowledged = models.PositiveIntegerField()
    median_acknowledge = models.FloatField(null=True)
    median_answer = models.FloatField(null=True)
    units = models.PositiveIntegerField()
    sent = models.PositiveIntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "scope_id", "period"], name="figures_once")
        ]


class NothingToReport(models.Model):
    """A unit's word that it has had nothing to report in a period (requirement 33).

    A deviation that it sends all the same makes it void; that is derived, not stored.
    """

    class Privacy:
        personal = ("stated_by", "withdrawn_by")
        sensitive = ()
        plain = ("unit", "first_day", "last_day", "stated_at", "withdrawn_at")
        retention = "kept; a figure of the yearly report"

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "first_day", "last_day"],
                name="stated_once",
                condition=Q(withdrawn_at=None),
            )
        ]
        indexes = [models.Index(fields=["first_day", "last_day"], name="stated_in_period")]
