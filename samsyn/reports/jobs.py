"""What of the reports takes longer than somebody should wait for a page?"""

from django.tasks import task
from django.utils import timezone

from samsyn.reports.keeping.services import forget_reports, make_report
from samsyn.reports.making.services import make_missing, make_up


@task
def make_forms(edition: int) -> int:
    """Make the forms of an edition that are not there; how many were made."""
    return make_missing(edition)


@task
def make_up_for_lost_forms() -> int:
    """Ask for the forms of published editions that should be there and are not; of how many."""
    return make_up(now=timezone.now())


@task
def make_local(kept: int) -> int:
    """Count a report about a place and make its forms; how many forms."""
    return make_report(kept)


@task
def forget_local() -> int:
    """Remove kept reports about places, and their files, when they have had their time; how many."""
    return forget_reports(now=timezone.now())
