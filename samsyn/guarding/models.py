"""Which words look like names of people and are none? (ej namn)"""

from django.db import models
from django.db.models import Q

from samsyn.guarding import vocabulary

USER = "accounts.User"


def step_kinds() -> list[tuple[str, str]]:
    return vocabulary.NotNameStepKind.choices()


class NotName(models.Model):
    """A word or a few words that the guard takes for no name: a clinic, a method, a supplier."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("word", "folded_word", "principal", "withdrawn_at")
        retention = "kept"

    word = models.CharField(max_length=80)
    folded_word = models.CharField(max_length=80)
    """As organisations.naming.folded has it: two words are the same when these are."""
    principal = models.ForeignKey(
        "organisations.Principal", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """For texts written at this principal's units; None for everybody's."""
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["folded_word"],
                condition=Q(principal=None),
                name="not_name_once_for_everybody",
            ),
            models.UniqueConstraint(
                fields=["folded_word", "principal"],
                condition=Q(principal__isnull=False),
                name="not_name_once_for_principal",
            ),
        ]


class NotNameStep(models.Model):
    """Who added a word, withdrew it or put it back; rows are only added."""

    class Privacy:
        personal = ("by",)
        sensitive = ()
        plain = ("not_name", "kind", "at")
        retention = "kept"

    not_name = models.ForeignKey(NotName, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=step_kinds)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
