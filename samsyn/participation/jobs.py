"""What is counted each night? Declared here, repeated by samsyn/jobs/schedules.py."""

from django.tasks import task
from django.utils import timezone

from samsyn.participation import services


@task
def count() -> int:
    """Count how every unit has taken part; how many rows that made."""
    return services.count(now=timezone.now())
