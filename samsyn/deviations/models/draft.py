"""What is typed and not yet sent, and which number comes next?"""

import uuid

from django.db import models

from samsyn.deviations.models.choices import UNIT, USER


class Draft(models.Model):
    """What somebody has typed and not yet sent (utkast). May be incomplete and wrong in every way."""

    class Privacy:
        personal = ("author",)
        sensitive = ("fields",)
        plain = ("unit", "submission_key", "created_at", "saved_at", "version")
        retention = "removed 90 days after the last change, or at sending"

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Travels with the form; the same key never makes two deviations (fault F7)."""
    fields = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["unit", "-saved_at"], name="draft_of_unit")]


class NumberSeries(models.Model):
    """The last number given in a year's series; raised in one statement (fault F8)."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("series", "year", "last")
        retention = "kept"

    series = models.CharField(max_length=10)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="series_once")]
