"""Which editions of a report are there, and what has changed since one of them was frozen?"""

from django.db.models import QuerySet

from samsyn.domain.access import Ability, Viewer
from samsyn.domain.report import Report, from_json
from samsyn.domain.report_differences import TableDifference, differences
from samsyn.reports.models import Edition, WrittenReport
from samsyn.reports.selectors.drafts import draft_with


def published_editions() -> QuerySet[Edition]:
    """Every published edition, which anybody may read: the newest year and number first."""
    published = Edition.objects.exclude(published_at=None)
    return published.select_related("report").order_by("-report__year", "-number")


def newest_of(report: WrittenReport) -> Edition | None:
    """The newest published edition of a report; the older ones stay readable and lead to it."""
    return published_editions().filter(report=report).first()


def frozen_editions(report: WrittenReport, *, viewer: Viewer) -> QuerySet[Edition]:
    """The editions of a report that stand, the newest first; also the one not yet published."""
    if not viewer.may(Ability.WRITE_REPORTS):
        return Edition.objects.none()
    frozen = Edition.objects.filter(report=report, withdrawn_at=None)
    return frozen.select_related("frozen_by").order_by("-number")


def content_of(edition: Edition) -> Report:
    """The report that was frozen."""
    return from_json(edition.content)


def difference(edition: Edition, *, viewer: Viewer) -> list[TableDifference]:
    """The figures that have changed since the edition was frozen, table by table."""
    return differences(content_of(edition), draft_with(edition.report, viewer=viewer).whole())
