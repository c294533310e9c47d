"""Which report about a place has been made, for whom, and when?"""

from django.db import models


class KeptReport(models.Model):
    """A report about a place as it was counted once, for all who see alike."""

    class Privacy:
        personal = ()
        sensitive = ("content",)
        plain = (
            *("year", "about", "about_id", "language", "scope", "scope_id", "roles"),
            *("least_shown", "asked_at", "made_at"),
        )
        retention = "SAMSYN_LOCAL_REPORT_KEPT_DAYS after it was made or asked for last"

    year = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=12)
    """Which kind of thing it is about (samsyn.reports.whose.AboutKind), and its primary key."""
    about_id = models.BigIntegerField()
    language = models.CharField(max_length=2)
    scope = models.CharField(max_length=12)
    """Whose eyes it was made for: scope, primary key (0: the county) and roles decide what stands in it."""
    scope_id = models.BigIntegerField(default=0)
    roles = models.CharField(max_length=200)
    least_shown = models.PositiveSmallIntegerField()
    """The limit of small numbers that held; with another one it is another report."""
    content = models.TextField(blank=True)
    """JSON as samsyn.domain.report.to_json writes it; empty until it is made."""
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("year", "about", "about_id", "language"),
                    *("scope", "scope_id", "roles", "least_shown"),
                ],
                name="kept_report_once",
            )
        ]
