"""What is stored of an event that several deviations tell of? Who said so, and who took it back."""

from django.db import models
from django.db.models import F, Q

USER = "accounts.User"


class Event(models.Model):
    """Something that happened and that more than one deviation tells of (händelse)."""

    class Privacy:
        personal = ("made_by",)
        sensitive = ()
        plain = ("made_at",)
        retention = "with its deviations"

    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")


class EventLink(models.Model):
    """A deviation tells of an event, as somebody said; a link that was taken back stays as a fact."""

    class Privacy:
        personal = ("linked_by", "unlinked_by")
        sensitive = ()
        plain = ("event", "deviation", "linked_at", "unlinked_at")
        retention = "with the deviation"

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="links")
    deviation = models.ForeignKey(
        "deviations.Deviation", on_delete=models.PROTECT, related_name="event_links"
    )
    linked_at = models.DateTimeField()
    linked_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    unlinked_at = models.DateTimeField(null=True)
    unlinked_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deviation"], name="in_one_event", condition=Q(unlinked_at=None)
            ),
            models.CheckConstraint(
                name="unlinked_at_and_by",
                condition=Q(unlinked_at=None, unlinked_by=None) | Q(unlinked_at__isnull=False),
            ),
        ]


class SetApart(models.Model):
    """Two deviations that resemble each other and do not tell of the same event, as somebody said."""

    class Privacy:
        personal = ("said_by",)
        sensitive = ()
        plain = ("earlier", "later", "said_at")
        retention = "with the deviations"

    earlier = models.ForeignKey("deviations.Deviation", on_delete=models.PROTECT, related_name="+")
    later = models.ForeignKey("deviations.Deviation", on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="apart_once"),
            models.CheckConstraint(name="earlier_first", condition=Q(earlier__lt=F("later"))),
        ]
