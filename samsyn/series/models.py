"""What do series know beside the stored deviations? Figures that reports printed, and known breaks."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from samsyn.domain.vocabulary import Counted, PublishedKind, Scope

USER, THEME = "accounts.User", "coding.Theme"


class PublishedValue(models.Model):
    """A figure of a year as a report printed it (publicerat värde). A correction is a new row."""

    class Privacy:
        personal = ("entered_by",)
        sensitive = ()
        plain = (
            *("year", "kind", "theme", "scope", "counted", "percent", "count", "n", "source"),
            *("entered_at", "corrects", "reason", "is_void", "replaced_at"),
        )
        retention = "kept"

    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=PublishedKind.choices)
    theme = models.ForeignKey(THEME, on_delete=models.PROTECT, null=True, related_name="+")
    """For a theme: as the list that the year was coded by names it."""
    scope = models.CharField(max_length=12, choices=Scope.choices, default=Scope.BETWEEN)
    counted = models.CharField(max_length=12, choices=Counted.choices, default=Counted.DEVIATIONS)
    percent = models.PositiveSmallIntegerField(null=True)
    count = models.PositiveIntegerField(null=True)
    n = models.PositiveIntegerField(null=True)
    source = models.TextField()
    """Which report, and where in it."""
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="corrected"
    )
    reason = models.TextField(blank=True)
    """Why it corrects the one before."""
    is_void = models.BooleanField(default=False)
    """The correction says that the value should not stand at all."""
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "kind", "theme", "scope", "counted"],
                condition=Q(replaced_at=None, is_void=False, theme__isnull=False),
                name="published_of_a_theme_once",
            ),
            models.UniqueConstraint(
                fields=["year", "kind", "scope", "counted"],
                condition=Q(replaced_at=None, is_void=False, theme=None),
                name="published_of_all_once",
            ),
            models.CheckConstraint(
                condition=Q(n=None) | Q(count=None) | Q(count__lte=F("n")),
                name="published_is_a_part",
            ),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__lte=100), name="published_percent"
            ),
        ]


class SeriesBreak(models.Model):
    """From when on do figures mean something else, and why? (känt seriebrott, requirement 35)"""

    class Privacy:
        personal = ("changed_by",)
        sensitive = ()
        plain = (
            *("year", "day", "words_sv", "words_en", "themes", "dimensions"),
            *("version", "changed_at", "removed_at"),
        )
        retention = "kept"

    year = models.PositiveSmallIntegerField()
    day = models.DateField(null=True)
    """None when the whole year differs."""
    words_sv = models.CharField(max_length=300)
    words_en = models.CharField(max_length=300, blank=True)
    themes: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        THEME, blank=True, related_name="+"
    )
    """The themes that it touches; none of them and no dimension: every figure."""
    dimensions = models.JSONField(default=list)
    """Codes of the dimensions that it touches."""
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
