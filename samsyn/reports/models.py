"""What has been written in a report, what has been done with it, and what its editions hold?"""

from typing import Any

from django.db import models
from django.db.models import Q

from samsyn.domain.access import ScopeKind
from samsyn.domain.editions import ReportStepKind
from samsyn.reports.keeping.models import KeptReport as KeptReport
from samsyn.reports.quotes.models import ReportQuote as ReportQuote
from samsyn.reports.quotes.models import ReportQuoteStep as ReportQuoteStep

USER = "accounts.User"


class WrittenReport(models.Model):
    """A report that people write: a year, and whose reports it is about (the county's when nobody's)."""

    class Privacy:
        personal = ("made_by",)
        sensitive = ()
        plain = (
            *("year", "scope", "scope_id", "kind_id", "language", "title", "subtitle"),
            *("copied_from", "made_at", "version"),
        )
        retention = "kept"

    year = models.PositiveSmallIntegerField()
    scope = models.CharField(max_length=12, choices=[(one.value, one.value) for one in ScopeKind])
    """The county, or a local report of a principal, a unit or an area."""
    scope_id = models.BigIntegerField(null=True)
    kind_id = models.BigIntegerField(null=True)
    """A local report of one kind of service in the county."""
    language = models.CharField(max_length=2, default="sv")
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    copied_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    """Last year's, whose prose it began with."""
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            # One each for what is not NULL: SQLite takes every NULL for another one.
            models.UniqueConstraint(
                fields=["year", "scope", "scope_id", "language"],
                condition=Q(scope_id__isnull=False),
                name="one_report_of_a_place",
            ),
            models.UniqueConstraint(
                fields=["year", "kind_id", "language"],
                condition=Q(kind_id__isnull=False),
                name="one_report_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["year", "language"],
                condition=Q(scope=ScopeKind.COUNTY, scope_id=None, kind_id=None),
                name="one_report_of_the_county",
            ),
        ]

    @classmethod
    def of_county(cls) -> models.QuerySet["WrittenReport"]:
        """The reports of the whole county, in Swedish."""
        return cls.objects.filter(
            scope=ScopeKind.COUNTY, scope_id=None, kind_id=None, language="sv"
        )


class Passage(models.Model):
    """What a person has put into a chapter: prose, or a sentence with its figures as they were said."""

    class Privacy:
        personal = ("changed_by",)
        sensitive = ("text",)
        plain = (
            *("report", "chapter", "key", "place", "figures", "quote", "copied_from_year"),
            *("version", "is_decided", "changed_at", "removed_at"),
        )
        retention = "with the report"

    report = models.ForeignKey(WrittenReport, on_delete=models.PROTECT, related_name="passages")
    chapter = models.CharField(max_length=120)
    """The chapter's key, see samsyn.reports.contents."""
    key = models.CharField(max_length=160)
    """"prose", the key of a proposed sentence, or "quote-<primary key>"."""
    place = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    figures: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    """Of a sentence: each figure as it was said when it was accepted."""
    quote = models.BigIntegerField(null=True)
    copied_from_year = models.PositiveSmallIntegerField(null=True)
    """Whose year's prose this is until somebody has read it and saved."""
    version = models.PositiveIntegerField(default=0)
    is_decided = models.BooleanField(default=False)
    """Whether the guard has nothing to ask of the text: all that it found possible has been decided. Which
    words those were is stored nowhere (ADR 0044). What was written before the guard read it is not."""
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "chapter", "key"],
                condition=Q(removed_at=None),
                name="passage_once",
            )
        ]


class Edition(models.Model):
    """A frozen edition: the whole report with all its figures. Never changed; a correction is a new one."""

    class Privacy:
        personal = ("frozen_by",)
        sensitive = ("content",)
        plain = (
            *("report", "number", "fingerprint", "errata"),
            *("frozen_at", "published_at", "withdrawn_at"),
        )
        retention = "kept"

    report = models.ForeignKey(WrittenReport, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    """JSON as samsyn.domain.report.to_json writes it."""
    fingerprint = models.CharField(max_length=64)
    """Of all its figures."""
    errata = models.TextField(blank=True)
    """What the edition corrects in the one before, in words."""
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    """Sent back before it was published: kept, but its number goes to the next."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], condition=Q(withdrawn_at=None), name="edition_once"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(withdrawn_at=None),
                name="published_edition_stays",
            ),
        ]


class ReportStep(models.Model):
    """One step of a report on its way (domain/editions.py); rows are only added."""

    class Privacy:
        personal = ("by",)
        sensitive = ()
        plain = ("report", "kind", "at", "note", "edition")
        retention = "kept"

    report = models.ForeignKey(WrittenReport, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=ReportStepKind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="+")
