"""Which passages have become quotes, in which words, and who has read them? Rows are only added."""

from django.db import models
from django.db.models import Q

from samsyn.domain.quote_steps import QuoteStepKind


class ReportQuote(models.Model):
    """A passage of a masked copy on its way into a year's report: where it stands, not what it says.

    The place is kept here and not the coders' mark, which may be taken away again.
    """

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("year", "deviation", "copy", "name", "start", "end", "withdrawn_at")
        retention = "with the deviation"

    year = models.PositiveSmallIntegerField()
    deviation = models.ForeignKey(
        "deviations.Deviation", on_delete=models.PROTECT, related_name="+"
    )
    copy = models.ForeignKey(
        "deviations.SecretariatCopy", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=40)
    """Which of the copy's texts, such as "what_happened"."""
    start = models.PositiveIntegerField()
    """Counted in code points from the text's beginning; `end` is the first one after."""
    end = models.PositiveIntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    """When its last step was to withdraw it: here too, so that the database knows which are in use."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["copy", "name", "start", "end"],
                condition=Q(withdrawn_at=None),
                name="quoted_once",
            )
        ]
        indexes = [models.Index(fields=["year"], name="quotes_of_year")]


class ReportQuoteStep(models.Model):
    """One step of a quote (domain/quote_steps.py); a written one holds the words."""

    class Privacy:
        personal = ("by",)
        sensitive = ("text", "reason")
        plain = ("quote", "kind", "names_checked", "at")
        retention = "with the deviation"

    quote = models.ForeignKey(ReportQuote, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=QuoteStepKind.choices)
    text = models.TextField(blank=True)
    """Of a written step: the redacted words, as they would be printed."""
    names_checked = models.BooleanField(default=False)
    """Of a written step: whoever wrote it has looked at the capitals that were pointed out."""
    reason = models.TextField(blank=True)
    """Why it was sent back or withdrawn."""
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
