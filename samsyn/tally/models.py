"""What does each deviation count as, and how many count so? Derived; written by triggers only."""

from django.db import models

KEY = (
    "year",
    "month",
    "between_principals",
    "reporter_kind_id",
    "theme_id",
    "answered",
    "outcomes",
)
"""What deviations are counted alike by. Each more multiplies the balances: measure before adding."""


class CountsAs(models.Model):
    """What a deviation counts as; no columns refer, as a reference would be checked at each entry."""

    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    between_principals = models.BooleanField()
    reporter_kind_id = models.BigIntegerField()
    theme_id = models.BigIntegerField(null=True)
    answered = models.BooleanField()
    """At least one recipient that was not redirected away has answered."""
    outcomes = models.PositiveSmallIntegerField()
    """The sum of their bits (outcomes.py); 0 when nothing is judged."""

    class Meta:
        abstract = True


class CountedDeviation(CountsAs):
    """A deviation that counts, and as what; one that is withdrawn has no row."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("deviation_id", *KEY)
        retention = "with the deviation"

    deviation_id = models.BigIntegerField(primary_key=True)


class Entry(CountsAs):
    """So many deviations more (or fewer) count so. The figure is the sum; older entries are one balance."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = (*KEY, "number")
        retention = "kept; a figure of the county, not of a deviation"

    number = models.IntegerField()

    class Meta:
        indexes = [
            # Covers every question, so that also a ledger that nobody carried forward is quick.
            models.Index(
                fields=[
                    "year",
                    "between_principals",
                    "theme_id",
                    "answered",
                    "outcomes",
                    "month",
                    "reporter_kind_id",
                    "number",
                ],
                name="entry_counted",
            )
        ]
