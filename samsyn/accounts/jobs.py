"""What happens to accounts by itself? Declared here, repeated by samsyn/jobs/schedules.py."""

from django.tasks import task
from django.utils import timezone

from samsyn.accounts import services


@task
def close_inactive() -> int:
    """Warn and close accounts that nobody logs in to; how many were warned or closed."""
    return sum(services.close_inactive(now=timezone.now()))


@task
def clear_entries() -> int:
    """Remove invitations and requests to join that are over; how many rows went."""
    return services.clear_entries(now=timezone.now())


@task
def reseal_second_steps() -> int:
    """Seal second steps anew that lie under an older key, or open; how many."""
    return services.reseal_second_steps()
