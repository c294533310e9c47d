"""What happens to rounds by itself? Declared here, repeated by samsyn/jobs/schedules.py."""

from django.tasks import task
from django.utils import timezone

from samsyn.surveys.services.rounds import look_after_rounds


@task
def look_after() -> int:
    """Ask, remind and close what is due; how many letters and closings. A second look does nothing."""
    return look_after_rounds(now=timezone.now())
