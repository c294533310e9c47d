"""What happens to deviations by itself? Declared here, repeated by samsyn/jobs/schedules.py."""

from django.tasks import task
from django.utils import timezone

from samsyn.deviations.services import close_expired, remove_forgotten_files


@task
def close_at_time_limit() -> int:
    """Close the deviations whose time limit has passed; how many were closed."""
    return close_expired(now=timezone.now())


@task
def remove_files_without_row() -> int:
    """Remove what a power cut left between file and row; how many files went."""
    return remove_forgotten_files(now=timezone.now())
