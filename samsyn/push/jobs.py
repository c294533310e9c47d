"""What is told to other systems by itself? Declared here, repeated by samsyn/jobs/schedules.py."""

from django.tasks import task
from django.utils import timezone

from samsyn.push.services import deliver_due, derive_deliveries, forget_old_deliveries


@task
def tell_other_systems() -> int:
    """Find out what is new for webhooks and send what is due; how many events arrived."""
    derive_deliveries(now=timezone.now())
    return deliver_due(now=timezone.now())


@task
def forget_deliveries() -> int:
    """Forget deliveries after ninety days; how many rows went."""
    return forget_old_deliveries(now=timezone.now())
