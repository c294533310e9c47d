"""What do the jobs do for themselves and for the database below them?"""

from django.tasks import task
from django.utils import timezone

from samsyn.database.planner import refresh_statistics
from samsyn.jobs.services import forget_old


@task
def forget_old_jobs() -> int:
    """Forget finished jobs, old ticks and silent workers; how many rows went."""
    return forget_old(now=timezone.now())


@task
def look_at_the_rows() -> None:
    """Let the database's planner look at the rows again: they have grown since the last time."""
    refresh_statistics()
