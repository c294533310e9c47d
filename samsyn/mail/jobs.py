"""What does the mail do by itself? Declared here, repeated by samsyn/jobs/schedules.py."""

from django.tasks import task
from django.utils import timezone

from samsyn.mail.services import send_waiting


@task
def send_letters() -> int:
    """Send the letters that are due; how many left."""
    return send_waiting(now=timezone.now())
