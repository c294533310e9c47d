"""Which questions have been lifted, by which steps, and what was decided? States are derived, not stored."""

from django.db import models

from samsyn.domain.lifting import LiftLevel, LiftStepKind, Rise
from samsyn.domain.vocabulary import MeasureStatus

USER, GROUP, THEME = "accounts.User", "groups.Group", "coding.Theme"


class Lift(models.Model):
    """A question on its way up: of deviations, or of a pattern in the figures."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("group", "theme", "page", "page_words", "version")
        retention = "kept"

    group = models.ForeignKey(GROUP, on_delete=models.PROTECT, null=True, related_name="+")
    """The local group that it goes by; None when it goes by none."""
    theme = models.ForeignKey(THEME, on_delete=models.PROTECT, null=True, related_name="+")
    page = models.CharField(max_length=400, blank=True)
    """The page of figures that shows the pattern, as a path within Samsyn."""
    page_words = models.CharField(max_length=300, blank=True)
    """What that page shows, for those who may not open it."""
    version = models.PositiveIntegerField(default=1)


class LiftStep(models.Model):
    """One step of a question, with the words that its level wrote for the others; rows are only added."""

    class Privacy:
        personal = ("by",)
        sensitive = ("title", "words")
        plain = (
            *("lift", "number", "kind", "origin", "goal", "key", "at", "unit"),
            *("meeting_on", "body"),
        )
        retention = "kept"

    lift = models.ForeignKey(Lift, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=LiftStepKind.choices)
    origin = models.CharField(max_length=12, choices=LiftLevel.choices)
    goal = models.CharField(max_length=12, choices=LiftLevel.choices)
    key = models.UUIDField(unique=True)
    """Of the form that it came with: the same form sent twice is one step."""
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The unit that lifted it."""
    title = models.CharField(max_length=160, blank=True)
    words = models.TextField(blank=True)
    """In the level's own words: the question, the answer, the decision or the reason."""
    meeting_on = models.DateField(null=True)
    body = models.ForeignKey(GROUP, on_delete=models.PROTECT, null=True, related_name="+")
    """The regional body whose agenda it stands on."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lift", "number"], name="one_step_a_number")]

    @property
    def rise(self) -> Rise:
        """The step as the rules read it."""
        levels = LiftLevel(self.origin), LiftLevel(self.goal)
        return Rise(LiftStepKind(self.kind), *levels, self.meeting_on)


class LiftedDeviation(models.Model):
    """A deviation that a question is about; its writer and recipients see where the question goes."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("lift", "deviation", "added_at")
        retention = "with the deviation"

    lift = models.ForeignKey(Lift, on_delete=models.PROTECT, related_name="deviations")
    deviation = models.ForeignKey(
        "deviations.Deviation", on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lift", "deviation"], name="lifted_in_it_once")
        ]


class RegionalMeasure(models.Model):
    """What a regional body decided to do. Its words are in its versions, of which the newest stands."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("lift", "followup", "version")
        retention = "kept"

    lift = models.OneToOneField(Lift, on_delete=models.PROTECT, related_name="measure")
    followup = models.ForeignKey(
        "followups.Followup", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The statement for everybody that tells of it."""
    version = models.PositiveIntegerField(default=1)


class RegionalMeasureVersion(models.Model):
    """A regional measure as it was written at one time; a change is a new row."""

    class Privacy:
        personal = ("written_by",)
        sensitive = ()
        plain = (
            *("measure", "number", "words", "owner", "due_on", "status", "theme", "began_on"),
            *("follow_up", "written_at"),
        )
        retention = "kept"

    measure = models.ForeignKey(RegionalMeasure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    words = models.TextField()
    owner = models.CharField(max_length=120)
    """A function, never a person's name."""
    due_on = models.DateField(null=True)
    status = models.CharField(max_length=20, choices=MeasureStatus.choices)
    theme = models.ForeignKey(THEME, on_delete=models.PROTECT, null=True, related_name="+")
    """What it is meant to change."""
    began_on = models.DateField(null=True)
    """Since when it is in force; before and after are told from here."""
    follow_up = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "number"], name="measure_version_once")
        ]
