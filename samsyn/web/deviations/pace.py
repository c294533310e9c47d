"""When has somebody sent so much in a minute that a program, not a person, is likely to write?"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone


def a_minute_ago():
    return timezone.now() - timedelta(minutes=1)


def is_too_fast(steps):
    """True when so many steps in the last minute are as many as one person may take."""
    return steps >= settings.STEPS_PER_MINUTE
