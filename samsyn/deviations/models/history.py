"""What have the parties said and done since?"""

from django.db import models

from samsyn.deviations.models.addressing import Addressing
from samsyn.deviations.models.choices import UNIT, USER, step_kinds
from samsyn.deviations.models.deviation import Deviation


class Message(models.Model):
    """One entry in the thread between the parties."""

    class Privacy:
        personal = ("written_by",)
        sensitive = ("text",)
        plain = ("deviation", "unit", "written_at", "submission_key")
        retention = "with the deviation"

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="messages")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    submission_key = models.UUIDField(unique=True, null=True)


class StepTaken(models.Model):
    """The deviation's history, one row for each thing that happened ("Vad hände sedan")."""

    class Privacy:
        personal = ("by",)
        sensitive = ("reason",)
        plain = ("deviation", "addressing", "kind", "at", "unit")
        retention = "with the deviation"

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="steps")
    addressing = models.ForeignKey(
        Addressing, on_delete=models.PROTECT, null=True, related_name="+"
    )
    kind = models.CharField(max_length=20, choices=step_kinds)
    at = models.DateTimeField()
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["deviation", "at"], name="history_of_deviation"),
            # What is new for other systems (samsyn/push), whichever deviation it happened to.
            models.Index(fields=["at"], name="history_newest"),
            # How much somebody has done in the last minute, asked at every sending (selectors/pace.py).
            models.Index(fields=["by", "at"], name="steps_of_person"),
        ]
