"""What is stored of a deviation as a whole, and of each version of its account?"""

from django.db import models
from django.db.models import Q

from samsyn.deviations.models.agreement import Agreement, AgreementPoint
from samsyn.deviations.models.choices import (
    UNIT,
    USER,
    closings,
    consequences,
    contacts,
    levels,
    origins,
)
from samsyn.domain.masking import masked


def both_or_neither(name: str, fact: str) -> models.CheckConstraint:
    """`<fact>_at` and `<fact>_by` are set together or not at all."""
    at, by = f"{fact}_at__isnull", f"{fact}_by__isnull"
    return models.CheckConstraint(
        name=name, condition=Q(**{at: True, by: True}) | Q(**{at: False, by: False})
    )


class Deviation(models.Model):
    """A sent deviation (avvikelse). Its texts stand in versions; here is what never changes, and facts.

    `reporter_kind`, `reporter_principal`, `reporter_area` are what the unit was on the day of sending
    ("as then"). `year`, `month` and `between_principals` repeat what `sent_at` and the addressings
    say, because the statistics group 1,000,000 rows by them; a test keeps them equal.
    """

    class Privacy:
        personal = ("sent_by", "withdrawn_by", "closed_by")
        sensitive = ("title", "internal_reference")
        plain = (
            "number",
            "submission_key",
            "agreement",
            "agreement_point",
            "level",
            "origin",
            "reporter_unit",
            "reporter_name_then",
            "reporter_kind",
            "reporter_principal",
            "reporter_area",
            "sent_at",
            "sent_on",
            "year",
            "month",
            "between_principals",
            "own_system_reference",
            "withdrawn_at",
            "closed_at",
            "closing",
            "version",
            "stop_text_shown_at",
        )
        retention = "by each principal's decision (gallringsbeslut); never by itself"

    number = models.CharField(max_length=40, unique=True)
    submission_key = models.UUIDField(unique=True, null=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT)
    agreement_point = models.ForeignKey(AgreementPoint, on_delete=models.PROTECT, null=True)
    level = models.CharField(max_length=20, choices=levels)
    origin = models.CharField(max_length=20, choices=origins)
    title = models.CharField(max_length=120)
    """The title of the current version, repeated here because every list shows it."""
    reporter_unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    reporter_name_then = models.CharField(max_length=200)
    reporter_kind = models.ForeignKey(
        "organisations.UnitKind", on_delete=models.PROTECT, related_name="+"
    )
    reporter_principal = models.ForeignKey(
        "organisations.Principal", on_delete=models.PROTECT, related_name="+"
    )
    reporter_area = models.ForeignKey(
        "organisations.Area", on_delete=models.PROTECT, null=True, related_name="+"
    )
    own_system_reference = models.CharField(max_length=80, blank=True)
    """The number in the writer's own deviation system (requirement 25). Seen by the parties."""
    internal_reference = models.CharField(max_length=80, blank=True)
    """Seen by the writing unit only; in no copy, mail, export, log or search index (requirement 12)."""
    stop_text_shown_at = models.DateTimeField(null=True)
    """When the stop text on serious consequence was shown to the writer (requirement 21)."""
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    sent_on = models.DateField()
    """The day in Stockholm when it was sent (or, on paper, reported)."""
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    between_principals = models.BooleanField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    closing = models.CharField(max_length=20, choices=closings, blank=True)
    version = models.PositiveIntegerField(default=1)
    """Raised at every change of these facts; a writer with an older one is refused (fault F9)."""

    class Meta:
        indexes = [
            models.Index(fields=["reporter_unit", "-sent_at"], name="sent_of_unit"),
            models.Index(fields=["reporter_principal", "-sent_at"], name="sent_of_principal"),
            models.Index(fields=["-sent_at"], name="deviation_newest"),
            # A search puts thousands of hits in order of day: from here, not from the wide rows.
            models.Index(fields=["id", "sent_at"], name="sent_at_by_id"),
            models.Index(
                fields=["reporter_unit", "-sent_at"],
                name="open_of_unit",
                condition=Q(closed_at=None, withdrawn_at=None),
            ),
            models.Index(
                fields=["reporter_principal", "-sent_at"],
                name="open_of_principal",
                condition=Q(closed_at=None, withdrawn_at=None),
            ),
            # Covers what the yearly figures group by, so that counting never touches the rows. Not
            # partial: SQLite reads a column of the condition from the row although it must be null.
            models.Index(
                fields=[
                    "year",
                    "between_principals",
                    "withdrawn_at",
                    "id",
                    "month",
                    "reporter_kind",
                    "reporter_principal",
                    "reporter_area",
                    "reporter_unit",
                ],
                name="deviation_counted",
            ),
        ]
        constraints = [
            both_or_neither("withdrawn_at_and_by", "withdrawn"),
            models.CheckConstraint(
                name="closed_with_reason",
                condition=Q(closed_at=None, closing="")
                | Q(closed_at__isnull=False) & ~Q(closing=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def copied_title(self) -> str:
        """The title as the secretariat sees it."""
        return masked(self.title)


class DeviationVersion(models.Model):
    """The writer's account as sent, or as corrected. Never changed (requirement 17)."""

    class Privacy:
        personal = ("made_by",)
        sensitive = (
            "title",
            "what_happened",
            "what_was_expected",
            "consequence_text",
            "proposed_measure",
            "contact_text",
            "reason",
        )
        plain = (
            "deviation",
            "number",
            "made_at",
            "happened_on",
            "discovered_on",
            "consequence",
            "direct_contact",
        )
        retention = "with the deviation"

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    happened_on = models.DateField(null=True)
    discovered_on = models.DateField(null=True)
    direct_contact = models.CharField(max_length=10, choices=contacts, blank=True)
    contact_text = models.TextField(blank=True)
    what_happened = models.TextField()
    what_was_expected = models.TextField(blank=True)
    consequence = models.CharField(max_length=20, choices=consequences, blank=True)
    consequence_text = models.TextField(blank=True)
    proposed_measure = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deviation", "number"], name="version_once")]
