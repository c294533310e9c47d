"""What does each deviation count as, and how many count so? Derived from the facts; see keeping.py."""

from typing import ClassVar

from django.db import models

COMMON = ("year", "between_principals", "answered", "is_coded")
"""What every figure may need: which deviations, and n."""

REPORTER = (
    "reporter_unit_id",
    "reporter_name",
    "reporter_kind_id",
    "reporter_principal_id",
    "reporter_area_id",
)
RECIPIENT = (
    "recipient_unit_id",
    "recipient_name",
    "recipient_kind_id",
    "recipient_principal_id",
    "recipient_answered",
)
DEVIATION = ("month", "theme_id", "subtypes", "outcomes", "services")
KEY = (*COMMON, *DEVIATION, *REPORTER, *RECIPIENT)
"""What deviations are counted alike by."""


class CountsAs(models.Model):
    """What is counted alike. Nothing refers, as a reference would be checked; 0 or "" is a missing value."""

    year = models.PositiveSmallIntegerField()
    between_principals = models.BooleanField()
    answered = models.BooleanField()
    """At least one recipient that was not redirected away has answered."""
    is_coded = models.BooleanField()
    """It has a theme."""
    month = models.PositiveSmallIntegerField(default=0)
    theme_id = models.BigIntegerField(default=0)
    subtypes = models.TextField(default="")
    """Their primary keys in order, with a space between."""
    outcomes = models.PositiveSmallIntegerField(default=0)
    """The sum of their bits (outcomes.py); 0 when nothing is judged."""
    services = models.TextField(default="")
    """The primary keys of the recipients' kinds, once each and in order, with a space between."""
    reporter_unit_id = models.BigIntegerField(default=0)
    reporter_name = models.CharField(max_length=200, default="")
    """As the unit was called then; so the recipient's."""
    reporter_kind_id = models.BigIntegerField(default=0)
    reporter_principal_id = models.BigIntegerField(default=0)
    reporter_area_id = models.BigIntegerField(default=0)
    recipient_unit_id = models.BigIntegerField(default=0)
    recipient_name = models.CharField(max_length=200, default="")
    recipient_kind_id = models.BigIntegerField(default=0)
    recipient_principal_id = models.BigIntegerField(default=0)
    recipient_answered = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Line(CountsAs):
    """A deviation that counts: one line for it as a whole, and one for each recipient.

    One without recipients has a line for a missing one, one that is withdrawn has no line.
    """

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("deviation_id", "of_recipient", *KEY, "received")
        retention = "with the deviation"

    deviation_id = models.BigIntegerField()
    of_recipient = models.BooleanField()
    received = models.PositiveSmallIntegerField()
    """By how many kinds of services; in a recipient's line 1, or 0 for a missing one."""

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["deviation_id"], name="line_of_deviation"),
            models.Index(fields=["of_recipient", "year"], name="line_of_year"),
            models.Index(fields=["recipient_unit_id"], name="line_to_unit"),
        ]


class Balance(CountsAs):
    """So many lines count alike in the columns of a grain (grains.py); all other columns are empty."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("grain", *KEY, "number", "received")
        retention = "kept; a figure of the county, not of a deviation"

    grain = models.PositiveSmallIntegerField()
    number = models.IntegerField()
    received = models.IntegerField()
    """The sum of the lines': what is counted per receiving service (räkneenhet 2021)."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["grain", *KEY], name="balance_once")
        ]


class Changed(models.Model):
    """A deviation whose facts have changed since its lines were made. Rows are only added: nobody waits."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("deviation_id", "is_taken")
        retention = "until the next time the balances are brought up to date"

    deviation_id = models.BigIntegerField()
    is_taken = models.BooleanField(db_default=False)
    """By the run that brings the balances up to date; nobody else ever sees it true."""
