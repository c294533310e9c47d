"""What was counted last night, and what a unit has stated of itself?"""

from collections import Counter

from django.db import models
from django.db.models import Q

USER = "accounts.User"
UNIT = "organisations.Unit"


class Figures(models.Model):
    """How a unit, a kind, a principal, a BUS area or the county took part in a period.

    Made anew each night (ADR 0026 and 0033).
    """

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
            "sent_between",
            "received_between",
            "acknowledged_between",
            "answered_between",
            "last_sent_on",
            "last_received_on",
            "acknowledge_days",
            "answer_days",
            "computed_at",
        )
        retention = "until the next night; made from what is stored"

    period = models.CharField(max_length=20)
    """`Period.key`, or LATEST for the twelve months that ended with the day of the counting."""
    scope = models.CharField(max_length=10)
    """unit, kind, principal, area or county (samsyn.participation.counting)."""
    scope_id = models.BigIntegerField()
    """Its primary key; 0 for the county. No reference: derived, kept by nobody."""
    received = models.PositiveIntegerField()
    declined = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    acknowledged = models.PositiveIntegerField()
    median_acknowledge = models.FloatField(null=True)
    median_answer = models.FloatField(null=True)
    units = models.PositiveIntegerField()
    sent = models.PositiveIntegerField()
    sent_between = models.PositiveIntegerField(default=0)
    """Those of the sent between principals; this and the next three are for coverage by scope."""
    received_between = models.PositiveIntegerField(default=0)
    acknowledged_between = models.PositiveIntegerField(default=0)
    answered_between = models.PositiveIntegerField(default=0)
    last_sent_on = models.DateField(null=True)
    last_received_on = models.DateField(null=True)
    acknowledge_days = models.JSONField(default=dict)
    """How often each number of working days occurred, so that rows can be put together: medians have
    no sum. Empty for the periods that are shorter than a year."""
    answer_days = models.JSONField(default=dict)
    """The same for calendar days to the answer."""
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "scope_id", "period"], name="figures_once")
        ]
        indexes = [models.Index(fields=["period", "scope"], name="figures_of_period")]

    @property
    def days(self) -> tuple[Counter[int], Counter[int]]:
        """How often each number of days occurred, to the acknowledgement and to the answer."""
        return _counter(self.acknowledge_days), _counter(self.answer_days)


def _counter(stored: dict[str, int]) -> Counter[int]:
    return Counter({int(days): number for days, number in stored.items()})


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
