"""What happens to deviations by itself? Declared here, repeated by samsyn/jobs/schedules.py."""

from django.tasks import task
from django.utils import timezone

from samsyn.deviations.services import (
    close_expired,
    forget_codes,
    forget_drafts,
    remind,
    remove_forgotten_files,
)
from samsyn.deviations.services.telling import send_summaries, tell_people


@task
def close_at_time_limit() -> int:
    """Close the deviations whose time limit has passed; how many were closed."""
    return close_expired(now=timezone.now())


@task
def remind_silent_recipients() -> int:
    """Send the reminders that are due today; how many were sent. A second look a day sends nothing."""
    return remind(now=timezone.now())


@task
def tell_people_too() -> int:
    """Post to people what their unit's mailbox got, as each has chosen; how many letters."""
    return tell_people(now=timezone.now())


@task
def send_morning_summaries() -> int:
    """Post this morning's summaries; how many. A second look a day sends nothing."""
    return send_summaries(now=timezone.now())


@task
def remove_files_without_row() -> int:
    """Remove what a power cut left between file and row; how many files went."""
    return remove_forgotten_files(now=timezone.now())


@task
def forget_mailbox_codes() -> int:
    """Remove the check sums of old one-time codes; how many went."""
    return forget_codes(now=timezone.now())


@task
def forget_old_drafts() -> int:
    """Remove drafts that nobody has changed for long; how many went."""
    return forget_drafts(now=timezone.now())
