"""What stuck out on which day, and what has the secretariat seen of it?"""

from django.db import models

from samsyn.domain.control_charts import Pattern
from samsyn.notice.vocabulary import Watched


def watched() -> list[tuple[str, str]]:
    return Watched.choices()


def patterns() -> list[tuple[str, str]]:
    return Pattern.choices()


class Computation(models.Model):
    """One night's look at every chart (ADR 0034). A fact of that day: never changed, one a day."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("day", "present", "since", "charts", "reported", "uncoded", "computed_at")
        retention = "kept; numbers of the county only"

    day = models.DateField(unique=True)
    present = models.DateField()
    """The first day of the last whole month: the one that is held against earlier ones."""
    since = models.DateField()
    """The first day of the first month that there are figures for without a gap."""
    charts = models.PositiveIntegerField()
    reported = models.PositiveIntegerField()
    uncoded = models.PositiveIntegerField()
    """How many of those reported in the present month had no theme that day."""
    computed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["present", "-day"], name="computed_for_month")]


class Chart(models.Model):
    """One series that stuck out that night, or a theme that is too new to compare."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("computation", "kind", "values", "name", "is_new", "points")
        retention = "with the computation; themes, services and places, never a unit"

    computation = models.ForeignKey(Computation, on_delete=models.PROTECT, related_name="shown")
    kind = models.CharField(max_length=20, choices=watched)
    values = models.JSONField()
    """The value of each dimension, as the statistics name it."""
    name = models.CharField(max_length=400)
    """The values in one text: with the kind, what it is known by from night to night."""
    is_new = models.BooleanField(default=False)
    points = models.JSONField(default=list)
    """Of each month: [month, count, expected, low, high]; the last three null without a past."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["computation", "kind", "name"], name="chart_once")
        ]


class Signal(models.Model):
    """One way in which a series stuck out."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = (
            "chart",
            "pattern",
            "rises",
            "first",
            "last",
            "belongs_to",
            "count",
            "expected",
            "low",
            "high",
            "chance",
        )
        retention = "with the computation"

    chart = models.ForeignKey(Chart, on_delete=models.PROTECT, related_name="signals")
    pattern = models.CharField(max_length=10, choices=patterns)
    rises = models.BooleanField()
    first = models.DateField()
    last = models.DateField()
    """First days of the first and the last month that it tells of."""
    belongs_to = models.DateField()
    """The month or term that it is known by: seen once, it comes back with another."""
    count = models.PositiveIntegerField()
    expected = models.FloatField()
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    chance = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chart", "pattern"], name="signal_once")]


class Seen(models.Model):
    """Somebody at the secretariat has seen a signal, and what came of it. Only ever added to."""

    class Privacy:
        personal = ("seen_by",)
        sensitive = ("note",)
        plain = ("kind", "name", "pattern", "rises", "belongs_to", "seen_at")
        retention = "kept; the secretariat's own notes"

    kind = models.CharField(max_length=20, choices=watched)
    name = models.CharField(max_length=400)
    pattern = models.CharField(max_length=10, choices=patterns)
    rises = models.BooleanField()
    belongs_to = models.DateField()
    note = models.TextField(blank=True)
    seen_at = models.DateTimeField()
    seen_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["belongs_to"], name="seen_of_time")]
