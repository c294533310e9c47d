"""What has the secretariat stated was done because of a report, in which words, and since when?"""

from django.db import models
from django.db.models import Q

from samsyn.followups.vocabulary import FollowupStepKind

USER = "accounts.User"


class Followup(models.Model):
    """A statement for everybody to read: what a year's report said, and what was done (ni sa – vi gjorde)."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("year", "theme", "published_at", "withdrawn_at", "version")
        retention = "kept"

    year = models.PositiveSmallIntegerField()
    """Of the report, not of what was done."""
    theme = models.ForeignKey("coding.Theme", on_delete=models.PROTECT, null=True, related_name="+")
    """As the year's list names it; None when it is about the report as a whole."""
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    """Emptied when it is published again; the steps tell the whole story."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(published_at__isnull=False),
                name="withdrawn_after_published",
            )
        ]
        indexes = [models.Index(fields=["year"], name="followup_of_year")]


class FollowupText(models.Model):
    """The words of a statement. A change is a new row, and the newest is shown."""

    class Privacy:
        personal = ("written_by",)
        sensitive = ()
        plain = (
            *("followup", "said", "done", "by_function", "done_on"),
            *("source", "link", "written_at"),
        )
        retention = "kept"

    followup = models.ForeignKey(Followup, on_delete=models.PROTECT, related_name="texts")
    said = models.TextField()
    """What the report said, in the secretariat's words; never the words of a case."""
    done = models.TextField()
    by_function = models.CharField(max_length=120)
    """A function, never a person's name."""
    done_on = models.DateField(null=True)
    """None while it goes on."""
    source = models.CharField(max_length=200, blank=True)
    """Where it can be read: a decision, a minute, a page."""
    link = models.URLField(max_length=400, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")


class FollowupStep(models.Model):
    """One step of a statement; rows are only added."""

    class Privacy:
        personal = ("by",)
        sensitive = ()
        plain = ("followup", "kind", "at", "note")
        retention = "kept"

    followup = models.ForeignKey(Followup, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=FollowupStepKind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    """Why it was withdrawn."""
