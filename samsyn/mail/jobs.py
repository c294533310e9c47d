"""What does the mail do by itself? Declared here, repeated by samsyn/jobs/schedules.py."""

from django.tasks import task
from django.utils import timezone

from samsyn.mail import services


@task
def send_letters() -> int:
    """Send the letters that are due; how many left."""
    return services.send_waiting(now=timezone.now())


@task
def forget_secrets() -> int:
    """Empty the letters with a code or an opening link whose time is over; how many."""
    return services.forget_secrets(now=timezone.now())


@task
def delete_old_letters() -> int:
    """Delete letters and marks of mailboxes that have had their time; how many rows went."""
    return services.delete_old(now=timezone.now())
