"""What does a local group set out to do in a year, in which words, and with which documents beside it?"""

from django.db import models
from django.db.models import Q

from samsyn.domain.plans import BasisKind, DocumentKind, PlanStepKind, SchoolCalls
from samsyn.domain.vocabulary import MeasureStatus

USER, GROUP, THEME = "accounts.User", "groups.Group", "coding.Theme"


class Plan(models.Model):
    """A group's action plan (handlingsplan) for a year; stands instead of a local agreement since 2023."""

    class Privacy:
        personal = ("started_by",)
        sensitive = ()
        plain = ("group", "year", "started_at", "copied_from")
        retention = "kept"

    group = models.ForeignKey(GROUP, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    copied_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    """The year before whose open points came along."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "year"], name="one_plan_a_year")]


class PlanItem(models.Model):
    """One point of a plan. Its words are in its versions, of which the newest stands."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("plan", "key", "origin", "version")
        retention = "kept"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="items")
    key = models.UUIDField(unique=True)
    """Of the form that it came with: the same form sent twice is one point."""
    origin = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    """The point of the year before that it came from."""
    version = models.PositiveIntegerField(default=1)
    """Number of the newest version of its words."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "origin"], condition=Q(origin__isnull=False), name="carried_once"
            )
        ]


class PlanItemVersion(models.Model):
    """A point as it was written at one time; a change is a new row."""

    class Privacy:
        personal = ("written_by",)
        sensitive = ()
        plain = (
            *("item", "number", "priority", "goal", "activity", "responsible", "due_on"),
            *("indicator", "status", "follow_up", "theme", "began_on", "written_at"),
        )
        retention = "kept"

    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    priority = models.CharField(max_length=160)
    goal = models.TextField(blank=True)
    activity = models.TextField(blank=True)
    responsible = models.CharField(max_length=120, blank=True)
    """A function, never a person's name."""
    due_on = models.DateField(null=True)
    indicator = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=MeasureStatus.choices)
    follow_up = models.TextField(blank=True)
    theme = models.ForeignKey(THEME, on_delete=models.PROTECT, null=True, related_name="+")
    """What it is meant to change, where it is one of the county's themes."""
    began_on = models.DateField(null=True)
    """Since when it is in force; before and after are told from here."""
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_version_a_number")
        ]


class PlanBasis(models.Model):
    """One thing that a point rests on: a page of figures, a spider, a survey, a deviation's number."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("version", "kind", "words", "leads_to")
        retention = "kept"

    version = models.ForeignKey(PlanItemVersion, on_delete=models.PROTECT, related_name="bases")
    kind = models.CharField(max_length=12, choices=BasisKind.choices)
    words = models.CharField(max_length=200, blank=True)
    leads_to = models.CharField(max_length=400, blank=True)


class PlanStep(models.Model):
    """One step of a group's plan, its documents or its routine; rows are only added."""

    class Privacy:
        personal = ("by",)
        sensitive = ()
        plain = ("group", "plan", "item", "kind", "at")
        retention = "kept"

    group = models.ForeignKey(GROUP, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="steps")
    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=PlanStepKind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")


class PlanDocument(models.Model):
    """A file beside the plan, such as the local routine for SIP; download only."""

    class Privacy:
        personal = ("added_by",)
        sensitive = ("name", "file")
        plain = ("group", "kind", "content_type", "size", "sha256", "added_at")
        retention = "kept"

    group = models.ForeignKey(GROUP, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=DocumentKind.choices)
    name = models.CharField(max_length=120)
    file = models.FileField(upload_to="plan-documents")
    """Stored under a random name; the name that people see stands in `name`."""
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "sha256"], name="one_file_a_group")]


class SipRoutine(models.Model):
    """What a group's routine says of school and the call to a SIP, since a day; the newest row stands."""

    class Privacy:
        personal = ("stated_by",)
        sensitive = ()
        plain = ("group", "calls", "decided_on", "stated_at")
        retention = "kept"

    group = models.ForeignKey(GROUP, on_delete=models.PROTECT, related_name="+")
    calls = models.CharField(max_length=8, choices=SchoolCalls.choices)
    decided_on = models.DateField()
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
