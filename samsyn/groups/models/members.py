"""Who sits in which forum, for which service, ordinary or as a substitute, and since when?"""

from django.db import models
from django.db.models import Q

from samsyn.groups.models.groups import UNIT_KIND, Forum
from samsyn.groups.vocabulary import Seat


class Person(models.Model):
    """Somebody who works in groups, once however many groups it is; not always with an account."""

    class Privacy:
        personal = ("name", "title", "email", "user")
        sensitive = ()
        plain = ("version",)
        retention = "two years after the last seat ended; minutes keep the service, not the name"

    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    """At work; where a calling to a meeting goes."""
    user = models.OneToOneField(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=~Q(email=""), name="person_of_groups_once"
            )
        ]


class Member(models.Model):
    """A person's seat in a forum for a service, in a time."""

    class Privacy:
        personal = ("person",)
        sensitive = ()
        plain = (
            *("forum", "kind", "unit", "principal", "seat", "leads"),
            *("valid_from", "valid_to", "version"),
        )
        retention = "kept without the person"

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="seats")
    kind = models.ForeignKey(UNIT_KIND, on_delete=models.PROTECT, related_name="+")
    """The service that the person speaks for."""
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Where it is known: the unit that is asked when nobody came for the service."""
    principal = models.ForeignKey(
        "organisations.Principal", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The unit's, or the principal that the person speaks for without one unit."""
    seat = models.CharField(max_length=10, choices=Seat.choices())
    leads = models.BooleanField(default=False)
    """Calls and leads the meetings (sammankallande)."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "person", "kind"],
                condition=Q(valid_to=None),
                name="seat_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="seat_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["forum", "valid_from"], name="seats_of_forum")]
