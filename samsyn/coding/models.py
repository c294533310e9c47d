"""Which themes were in use in which year, and what was each deviation coded as?"""

from django.db import models
from django.db.models import Q

from samsyn.domain.vocabulary import CorrespondenceKind

WRITER, IMPORT, SECRETARIAT, SETTLED = "writer", "import", "secretariat", "settled"
AT_THE_DESK = (SECRETARIAT, SETTLED)
"""Said by the secretariat, by one person or decided together."""


def sources() -> list[tuple[str, str]]:
    return [(one, one) for one in (WRITER, IMPORT, SECRETARIAT, SETTLED)]


class CodeBook(models.Model):
    """A year's list of themes (kodlista). Older lists are never changed (requirement 32)."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("year", "name")
        retention = "kept"

    year = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=120)


class Theme(models.Model):
    """One theme of a year's list, named as that year named it."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("code_book", "key", "name", "order")
        retention = "kept"

    code_book = models.ForeignKey(CodeBook, on_delete=models.PROTECT, related_name="themes")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=160)
    order = models.PositiveIntegerField(default=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code_book", "key"], name="theme_once"),
            models.UniqueConstraint(fields=["code_book", "name"], name="theme_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Subtype(models.Model):
    """A finer code within a theme."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("theme", "key", "name", "order")
        retention = "kept"

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="subtypes")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=160)
    order = models.PositiveIntegerField(default=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theme", "name"], name="subtype_once")]

    def __str__(self) -> str:
        return self.name


class Coding(models.Model):
    """What one deviation is about, in the words of its year's list."""

    class Privacy:
        personal = ("coded_by",)
        sensitive = ()
        plain = ("deviation", "theme", "subtypes", "source", "coded_at")
        retention = "with the deviation"

    deviation = models.OneToOneField(
        "deviations.Deviation", on_delete=models.PROTECT, related_name="coding", primary_key=True
    )
    """The primary key: the statistics look up a theme for each of 1,000,000 deviations."""
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True)
    subtypes = models.ManyToManyField(Subtype, blank=True)
    source = models.CharField(max_length=12, choices=sources)
    coded_at = models.DateTimeField()
    coded_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )


class Opinion(models.Model):
    """Who has said what one deviation is about. Added to, and taken back by undo; never changed.

    `Coding` is what follows from them: what was decided together, else what the secretariat said last, else
    what the writer said. A deviation that the secretariat has not looked at has no rows here.
    """

    class Privacy:
        personal = ("coder",)
        sensitive = ()
        plain = ("deviation", "source", "theme", "subtypes", "said_at")
        retention = "with the deviation"

    deviation = models.ForeignKey(
        "deviations.Deviation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    source = models.CharField(max_length=12, choices=sources)
    coder = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="+")
    subtypes = models.ManyToManyField(Subtype, blank=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["deviation", "source"], name="opinion_of_deviation"),
            models.Index(fields=["coder", "-said_at"], name="opinion_of_coder"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["deviation"],
                condition=Q(source__in=[WRITER, IMPORT]),
                name="said_before_once",
            )
        ]


class Remark(models.Model):
    """What the secretariat notes about one deviation, for itself."""

    class Privacy:
        personal = ("changed_by",)
        sensitive = ("note",)
        plain = ("deviation", "talk_rather", "principle_question", "changed_at")
        retention = "with the deviation"

    deviation = models.OneToOneField(
        "deviations.Deviation", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    talk_rather = models.BooleanField(default=False)
    """A matter for a telephone call rather than a deviation from the agreement."""
    principle_question = models.BooleanField(default=False)
    """A question of principle, for the regional forum."""
    note = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )


class QuoteMark(models.Model):
    """A passage of a masked copy that may be worth quoting: where it stands, not what it says.

    Copies never change, so the place says the words; nothing of the case is stored twice.
    """

    class Privacy:
        personal = ("marked_by",)
        sensitive = ()
        plain = ("copy", "name", "start", "end", "marked_at")
        retention = "with the deviation"

    copy = models.ForeignKey(
        "deviations.SecretariatCopy", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=40)
    """Which of the copy's texts, such as "what_happened"."""
    start = models.PositiveIntegerField()
    """Counted in code points from the text's beginning; `end` is the first one after."""
    end = models.PositiveIntegerField()
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["copy", "name", "start", "end"], name="marked_once"),
            models.CheckConstraint(condition=Q(start__lt=models.F("end")), name="marks_something"),
        ]


class Correspondence(models.Model):
    """What a theme or subtype is in a newer list, as somebody decided. A new decision is a new row.

    What was coded never changes: only series read the older code under the newer one's heading.
    """

    class Privacy:
        personal = ("decided_by",)
        sensitive = ()
        plain = (
            *("theme", "subtype", "to_book", "kind", "decision", "is_proposal"),
            *("decided_at", "replaced_at"),
        )
        retention = "kept"

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    subtype = models.ForeignKey(Subtype, on_delete=models.PROTECT, null=True, related_name="+")
    """None when the decision is of the theme itself."""
    to_book = models.ForeignKey(CodeBook, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=CorrespondenceKind.choices)
    decision = models.TextField()
    """In words, for who asks why."""
    is_proposal = models.BooleanField(default=False)
    """Shipped: "förslag, ej fastställt"."""
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "to_book"],
                condition=Q(replaced_at=None, subtype=None),
                name="theme_corresponds_once",
            ),
            models.UniqueConstraint(
                fields=["subtype", "to_book"],
                condition=Q(replaced_at=None, subtype__isnull=False),
                name="subtype_corresponds_once",
            ),
        ]


class CorrespondenceTarget(models.Model):
    """A code of the newer list that a decision names; it goes with a theme of a list not yet in use."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("correspondence", "theme", "subtype", "is_named")
        retention = "kept"

    correspondence = models.ForeignKey(
        Correspondence, on_delete=models.CASCADE, related_name="targets"
    )
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+")
    subtype = models.ForeignKey(Subtype, on_delete=models.CASCADE, null=True, related_name="+")
    is_named = models.BooleanField(default=False)
    """Of several, the one that series count the older code under."""
