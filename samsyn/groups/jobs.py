"""What happens in groups by itself? Declared here, repeated by samsyn/jobs/schedules.py."""

from django.tasks import task
from django.utils import timezone

from samsyn.groups.services.forgetting import forget_old


@task
def forget() -> int:
    """Forget people whose seats ended long ago and codes of old cases; how many."""
    return forget_old(now=timezone.now())
