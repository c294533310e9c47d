"""When does an individforum sit, and which times are taken? Never for whom: no text, no identity."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from samsyn.groups.models.groups import UNIT_KIND, Forum
from samsyn.groups.vocabulary import CaseOutcome

USER = "accounts.User"


class CaseTime(models.Model):
    """A time of an individforum that can be booked."""

    class Privacy:
        personal = ("made_by",)
        sensitive = ()
        plain = ("forum", "starts_at", "ends_at", "place", "made_at", "withdrawn_at")
        retention = "kept"

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["forum", "starts_at"], name="case_time_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="case_time_ends_after_start"
            ),
        ]


class CaseBooking(models.Model):
    """A taken time, known by a code that the system makes. Who it is about is written nowhere here."""

    class Privacy:
        personal = ("booked_by", "told_by")
        sensitive = ()
        plain = (
            *("time", "code", "sip_held_on", "services", "booked_at", "cancelled_at"),
            *("outcome", "told_at", "version"),
        )
        retention = "two years after the time; the outcome is then kept without the code"

    time = models.ForeignKey(CaseTime, on_delete=models.PROTECT, related_name="bookings")
    code = models.CharField(max_length=12, unique=True)
    """Made by the system, never typed: random, so nothing follows from it."""
    sip_held_on = models.DateField()
    """The condition: a coordinated plan was tried first."""
    services: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        UNIT_KIND, related_name="+"
    )
    """Which services are asked to come."""
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=CaseOutcome.choices(), blank=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["time"], condition=Q(cancelled_at=None), name="time_booked_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(told_at__isnull=False), name="outcome_has_moment"
            ),
        ]
