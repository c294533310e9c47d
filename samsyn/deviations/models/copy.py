"""What does the secretariat read, and in which words are deviations searched?"""

from django.db import models

from samsyn.deviations.models.choices import copy_sources
from samsyn.deviations.models.deviation import Deviation


class SearchText(models.Model):
    """The words of a deviation as they are searched: one column for the parties, one for copies.

    Lower-cased words parted by blanks, so that SQLite's and PostgreSQL's indexes find the same.
    Neither the internal reference nor a file's name stands here.
    """

    class Privacy:
        personal = ()
        sensitive = ("party_words", "copy_words")
        plain = ("deviation", "parties")
        retention = "with the deviation"

    deviation = models.OneToOneField(
        Deviation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    parties = models.TextField(default="")
    """Marks of every unit and principal that has sent or been sent it (search.mark_of_unit)."""
    party_words = models.TextField()
    copy_words = models.TextField()


class SecretariatCopy(models.Model):
    """The secretariat's own, masked copy of one text, made when it was sent (requirement 13)."""

    class Privacy:
        personal = ()
        sensitive = ("texts",)
        plain = ("deviation", "source", "source_id", "made_at")
        retention = "with the deviation"

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="copies")
    source = models.CharField(max_length=10, choices=copy_sources)
    source_id = models.BigIntegerField()
    texts = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="one_copy_a_text")
        ]
