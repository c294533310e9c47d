"""What is typed and not yet sent, of a deviation or an answer, and which number comes next?"""

import uuid

from django.db import models
from django.db.models import Q

from samsyn.deviations.models.addressing import Addressing
from samsyn.deviations.models.choices import UNIT, USER


class Draft(models.Model):
    """What somebody has typed and not yet sent (utkast). May be incomplete and wrong in every way."""

    class Privacy:
        personal = ("author",)
        sensitive = ("fields",)
        plain = ("unit", "submission_key", "created_at", "saved_at", "version")
        retention = "removed DRAFT_KEPT_DAYS after the last change, or at sending"

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Travels with the form; the same key never makes two deviations (fault F7)."""
    fields = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["unit", "-saved_at"], name="draft_of_unit")]


class AnswerDraft(models.Model):
    """What one person has typed of an answer, or of a change of it, and not yet sent (ADR 0056).

    Nobody else sees it. A guest of the unit's mailbox has no account: the draft then belongs to the
    browser in which it was typed, whose session holds `visit`.
    """

    class Privacy:
        personal = ("author",)
        sensitive = ("fields",)
        plain = (
            "addressing",
            "visit",
            "seen_part",
            "created_at",
            "saved_at",
            "version",
        )
        retention = (
            "removed when it is sent, when the part is redirected or declined, when the deviation ends, and "
            "DRAFT_KEPT_DAYS after the last change; a guest's when the visit is closed or its session is over"
        )

    addressing = models.ForeignKey(
        Addressing, on_delete=models.PROTECT, related_name="answer_drafts"
    )
    author = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    visit = models.UUIDField(null=True)
    fields = models.JSONField(default=dict)
    """By the names that the page's inputs have, the measures' rows too."""
    seen_part = models.PositiveIntegerField()
    """The part's version as the page knew it: what has happened since is told when it is opened again."""
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["addressing", "author"], name="answer_draft_of_person"),
            models.UniqueConstraint(fields=["addressing", "visit"], name="answer_draft_of_visit"),
            models.CheckConstraint(
                name="answer_draft_is_of_one",
                condition=Q(author=None, visit__isnull=False) | Q(author__isnull=False, visit=None),
            ),
        ]


class NumberSeries(models.Model):
    """The last number given in a year's series; raised in one statement (fault F8)."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("series", "year", "last")
        retention = "kept"

    series = models.CharField(max_length=10)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="series_once")]
