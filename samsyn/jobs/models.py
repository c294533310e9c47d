"""Which workers live, and which moments of a schedule have been taken?

The jobs themselves are django-tasks-db's rows. They hold a function's name, primary keys and, after
a failure, the kind of error; its words could be a case's, so they are never stored.
"""

from django.db import models


class WorkerLease(models.Model):
    """A worker says again and again that it lives; silence makes its jobs another's."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("worker_id", "machine", "started_at", "seen_at")
        retention = "until the worker stops, or is silent for a day"

    worker_id = models.CharField(max_length=64, primary_key=True)
    machine = models.CharField(max_length=100)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()


class ScheduleTick(models.Model):
    """A moment of a schedule that a worker took; the row is unique, so two workers take it once."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("schedule", "due", "taken_at")
        retention = "a week; each schedule's newest stays"

    schedule = models.CharField(max_length=60)
    due = models.DateTimeField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "due"], name="tick_once"),
        ]
