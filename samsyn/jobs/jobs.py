"""What do the jobs do for themselves? They forget."""

from django.tasks import task
from django.utils import timezone

from samsyn.jobs.services import forget_old


@task
def forget_old_jobs() -> int:
    """Forget finished jobs, old ticks and silent workers; how many rows went."""
    return forget_old(now=timezone.now())
