"""Whose systems are told of what, what has been delivered, and who reads the calendar feed?"""

import uuid
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q

from samsyn.push.vocabulary import WhyOff


def reasons_off() -> list[tuple[str, str]]:
    return WhyOff.choices()


class Webhook(models.Model):
    """An address of a principal's own system that is told what happens, never what is written."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = (
            "principal",
            "url",
            "secret",
            "old_secret",
            "old_secret_until",
            "events",
            "created_at",
            "listens_from",
            "derived_until",
            "failing_since",
            "switched_off_at",
            "why_off",
        )
        retention = "kept; a webhook that is not used is switched off"

    principal = models.ForeignKey(
        "organisations.Principal", on_delete=models.PROTECT, related_name="+"
    )
    url = models.URLField(max_length=500)
    secret = models.CharField(max_length=80)
    """Signs every delivery, so it cannot be stored as a hash (docs/security.md). Shown once."""
    old_secret = models.CharField(max_length=80, blank=True)
    old_secret_until = models.DateTimeField(null=True)
    """The secret before the last change signs beside the new one until then."""
    events = models.JSONField(default=list)
    """Kinds of steps that are told; an empty list means all of them."""
    created_at = models.DateTimeField()
    listens_from = models.DateTimeField()
    """When it was made or last switched on: nothing older is told."""
    derived_until = models.DateTimeField()
    """Up to here the steps have been looked through; see services/deriving.py."""
    failing_since = models.DateTimeField(null=True)
    """The first failure since something last arrived."""
    switched_off_at = models.DateTimeField(null=True)
    why_off = models.CharField(max_length=20, choices=reasons_off, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="webhook_off_with_reason",
                condition=Q(switched_off_at=None, why_off="")
                | Q(switched_off_at__isnull=False) & ~Q(why_off=""),
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def is_active(self) -> bool:
        return self.switched_off_at is None

    @property
    def host(self) -> str:
        """What may stand in lists and in the log: what follows the host may be a key."""
        return urlsplit(self.url).hostname or ""


WAITING = Q(delivered_at=None, given_up_at=None)
"""A delivery that is still to be tried."""


class Delivery(models.Model):
    """One event on its way to one webhook. The body is kept, so that every attempt says the same."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = (
            "event_id",
            "webhook",
            "step",
            "unit",
            "event",
            "body",
            "created_at",
            "queued_at",
            "next_attempt_at",
            "attempts",
            "delivered_at",
            "given_up_at",
            "last_status",
            "last_error",
        )
        retention = "90 days"

    event_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """The same at every attempt, so that the receiver can tell a repeat."""
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    step = models.ForeignKey(
        "deviations.StepTaken", on_delete=models.CASCADE, null=True, related_name="+"
    )
    """Null for a test event."""
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The principal's own unit that the event concerns."""
    event = models.CharField(max_length=40)
    body = models.TextField()
    created_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    """When its attempts began: when it was made, or last sent again by hand."""
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    last_status = models.PositiveSmallIntegerField(null=True)
    last_error = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["webhook", "step", "unit"], name="delivery_once"),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="delivery_waiting", condition=WAITING),
            models.Index(fields=["webhook", "-created_at"], name="delivery_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.event_id}"


class CalendarFeed(models.Model):
    """Somebody's address for a calendar with the last days of what that person acts for."""

    class Privacy:
        personal = ("user",)
        sensitive = ()
        plain = ("acting_key", "token_hash", "created_at")
        retention = "until it is taken away or replaced; it shows nothing once the role has ended"

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    acting_key = models.CharField(max_length=80)
    """What the person acts for in it (`Viewer.key`); looked up anew each time it is read."""
    token_hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the secret part of the address. Random enough to need no salt."""
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "acting_key"], name="feed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.acting_key}"
