"""What is looked for each night? Declared here, repeated by samsyn/jobs/schedules.py."""

from django.tasks import task
from django.utils import timezone

from samsyn.notice import services


@task
def compute() -> int:
    """Look for what sticks out; how many charts do."""
    return services.compute(now=timezone.now())
