"""What is stored of one recipient's part?"""

from django.db import models
from django.db.models import Case, F, Q, When

from samsyn.deviations.models.choices import UNIT, USER, outcomes
from samsyn.deviations.models.deviation import Deviation

WAITING = Q(answered_at=None, declined_at=None, redirected_at=None, released_at=None)
"""The recipient still owes an answer: the SQL of `domain.lifecycle.WAITING` in an open deviation."""

TO_JUDGE = Q(answered_at__isnull=False, judged_at=None, redirected_at=None, released_at=None)
"""The writer has an answer to judge."""


NEXT_DAY = Case(
    When(acknowledge_by__isnull=False, acknowledged_at=None, then=F("acknowledge_by")),
    default=F("answer_by"),
)
"""The last day of what the recipient has to do next. An index stands in this order (waiting_next)."""


class Addressing(models.Model):
    """One recipient's part of a deviation (mottagare), with its own clock and answer (requirement 2).

    `kind` and `principal` are the recipient's on the day of sending. The days stand as they were
    promised then; a later change of the agreement's times does not move them.
    """

    class Privacy:
        personal = (
            "acknowledged_by",
            "investigating_by",
            "answered_by",
            "declined_by",
            "redirected_by",
            "judged_by",
        )
        sensitive = ("judgement_text",)
        plain = (
            "deviation",
            "unit",
            "name_then",
            "kind",
            "principal",
            "addressed_at",
            "acknowledge_by",
            "answer_by",
            "acknowledged_at",
            "investigating_at",
            "answered_at",
            "declined_at",
            "redirected_at",
            "redirected_from",
            "judged_at",
            "outcome",
            "released_at",
            "version",
            "clock_started_on",
        )
        retention = "with the deviation"

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="addressings")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    name_then = models.CharField(max_length=200)
    kind = models.ForeignKey("organisations.UnitKind", on_delete=models.PROTECT, related_name="+")
    principal = models.ForeignKey(
        "organisations.Principal", on_delete=models.PROTECT, related_name="+"
    )
    addressed_at = models.DateTimeField()
    clock_started_on = models.DateField()
    """Redirecting keeps the clock: this is the day when the first recipient got it (requirement 5)."""
    acknowledge_by = models.DateField(null=True)
    answer_by = models.DateField(null=True)
    redirected_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="redirected_to"
    )
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    investigating_at = models.DateTimeField(null=True)
    investigating_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    redirected_at = models.DateTimeField(null=True)
    redirected_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=20, choices=outcomes, blank=True)
    judgement_text = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    """When the deviation ended (closed, withdrawn) before this recipient's part was finished.

    Follows from the deviation; stored so that "what waits" is one small index at any volume.
    """
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-addressed_at"], name="inbox_of_unit"),
            models.Index(fields=["principal", "-addressed_at"], name="inbox_of_principal"),
            models.Index(fields=["unit", "answer_by"], name="waiting_at_unit", condition=WAITING),
            models.Index(
                fields=["principal", "answer_by"], name="waiting_at_principal", condition=WAITING
            ),
            models.Index(NEXT_DAY, "id", name="waiting_next", condition=WAITING),
            models.Index(
                F("principal"), NEXT_DAY, "id", name="waiting_next_principal", condition=WAITING
            ),
            models.Index(fields=["deviation"], name="to_judge", condition=TO_JUDGE),
            models.Index(
                fields=["deviation", "redirected_at", "kind", "unit", "outcome", "answered_at"],
                name="recipient_counted",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["deviation", "unit"],
                name="recipient_once",
                condition=Q(redirected_at=None),
            ),
            models.CheckConstraint(
                name="not_redirected_to_itself", condition=~Q(redirected_from=F("id"))
            ),
        ]
