"""What is stored of an answer and its measures?"""

from django.db import models

from samsyn.deviations.models.addressing import Addressing
from samsyn.deviations.models.choices import USER, causes, views
from samsyn.domain import vocabulary


class Answer(models.Model):
    """A recipient's answer (svar) in one version; an amended answer is a new row with its reason."""

    class Privacy:
        personal = ("made_by",)
        sensitive = ("perspective", "cause_text", "reason")
        plain = ("addressing", "number", "view", "cause", "made_at")
        retention = "with the deviation"

    addressing = models.ForeignKey(Addressing, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField()
    view = models.CharField(max_length=20, choices=views, blank=True)
    perspective = models.TextField()
    cause = models.CharField(max_length=20, choices=causes, blank=True)
    cause_text = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["addressing", "number"], name="answer_once")]


class Measure(models.Model):
    """What a recipient will do (åtgärd), who in terms of function, and when."""

    class Privacy:
        personal = ()
        sensitive = ("text",)
        plain = (
            "addressing",
            "responsible_function",
            "due_on",
            "made_at",
            "started_at",
            "done_at",
            "dropped_at",
            "version",
        )
        retention = "with the deviation"

    addressing = models.ForeignKey(Addressing, on_delete=models.PROTECT, related_name="measures")
    text = models.TextField()
    responsible_function = models.CharField(max_length=120)
    due_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    @property
    def status(self) -> vocabulary.MeasureStatus:
        """How far it has come; the latest decisive fact wins."""
        if self.dropped_at:
            return vocabulary.MeasureStatus.DROPPED
        if self.done_at:
            return vocabulary.MeasureStatus.DONE
        started = vocabulary.MeasureStatus.ONGOING
        return started if self.started_at else vocabulary.MeasureStatus.PLANNED
