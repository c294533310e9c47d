"""What is stored of a file that a party added?"""

from django.db import models

from samsyn.deviations.models.choices import UNIT, USER
from samsyn.deviations.models.deviation import Deviation


class Attachment(models.Model):
    """A file that a party added (bilaga); seen by the parties only, served as download only."""

    class Privacy:
        personal = ("added_by",)
        sensitive = ("name", "file")
        plain = ("deviation", "unit", "content_type", "size", "sha256", "added_at")
        retention = "with the deviation"

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="attachments")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    file = models.FileField(upload_to="attachments")
    """Stored under a random name; the name that people see stands in `name`."""
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
