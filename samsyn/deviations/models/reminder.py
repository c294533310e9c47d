"""When does an agreement remind whom, and which reminders have been sent?"""

from django.db import models

from samsyn.deviations.models.addressing import Addressing
from samsyn.deviations.models.agreement import Agreement
from samsyn.deviations.models.choices import deadlines, rungs


class ReminderRule(models.Model):
    """One step of an agreement's ladder: so many days from a deadline, this rung is told."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("agreement", "deadline", "days", "rung")
        retention = "kept"

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="reminder_rules"
    )
    deadline = models.CharField(max_length=20, choices=deadlines)
    days = models.SmallIntegerField()
    """Calendar days after the deadline; negative before it."""
    rung = models.CharField(max_length=20, choices=rungs)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "deadline", "days", "rung"], name="rule_once"
            )
        ]


class ReminderPause(models.Model):
    """A part of every year when an agreement reminds nobody: July, Christmas."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("agreement", "first_month", "first_day", "last_month", "last_day")
        retention = "kept"

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="reminder_pauses"
    )
    first_month = models.PositiveSmallIntegerField()
    first_day = models.PositiveSmallIntegerField()
    last_month = models.PositiveSmallIntegerField()
    last_day = models.PositiveSmallIntegerField()


class Reminder(models.Model):
    """A reminder that has been sent about one recipient."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("addressing", "deadline", "rung", "planned_on", "sent_at", "reached")
        retention = "with the deviation"

    addressing = models.ForeignKey(Addressing, on_delete=models.PROTECT, related_name="reminders")
    deadline = models.CharField(max_length=20, choices=deadlines)
    rung = models.CharField(max_length=20, choices=rungs)
    planned_on = models.DateField()
    """The day that the rule named, before weekends, red days and pauses moved it."""
    sent_at = models.DateTimeField()
    reached = models.CharField(max_length=20, choices=rungs, blank=True)
    """Who was told, when nobody stands on the rule's own rung; empty when nobody could be."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["addressing", "deadline", "rung", "planned_on"], name="reminder_once"
            )
        ]
