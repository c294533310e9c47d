"""Which themes were in use in which year, and what was each deviation coded as?"""

from django.db import models


def sources() -> list[tuple[str, str]]:
    return [("writer", "writer"), ("import", "import"), ("secretariat", "secretariat")]


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
