"""What have the parties agreed to, and with which times?"""

from django.db import models


class Agreement(models.Model):
    """What parties have agreed to (överenskommelse); BUS is one of them. Its times are settings."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = (
            "key",
            "name",
            "valid_from",
            "valid_to",
            "acknowledge_working_days",
            "answer_days",
            "ceiling_days",
            "answers_shown_to_all",
            "is_proposal",
        )
        retention = "kept"

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    acknowledge_working_days = models.PositiveIntegerField(default=5)
    answer_days = models.PositiveIntegerField(default=30)
    ceiling_days = models.PositiveIntegerField(default=60)
    answers_shown_to_all = models.BooleanField(default=True)
    """Every recipient sees the other recipients' answers."""
    is_proposal = models.BooleanField(default=True)
    """The times are a proposal that nobody has decided: the pages say so (requirement 57)."""

    points_now: "list[AgreementPoint]"
    """Set by `selectors.choices.agreements_on`."""

    def __str__(self) -> str:
        return self.name


class AgreementPoint(models.Model):
    """One routine or point of an agreement that can be deviated from."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("agreement", "key", "name", "order", "valid_from", "valid_to")
        retention = "kept"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="points")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    order = models.PositiveIntegerField(default=100)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "key"], name="point_once")]

    def __str__(self) -> str:
        return self.name
