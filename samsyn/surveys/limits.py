"""From how many answers on is something shown of anonymous ones, and what is called a change?"""

from django.conf import settings

FEWEST = 5
"""Nobody may set a lower limit than this."""


def least() -> int:
    """The limit for a place and for each question by itself; a setting, never below five."""
    return max(FEWEST, int(settings.SURVEY_LEAST_ANSWERS))


def least_change() -> float:
    """The smallest difference between two years' means, in steps of the scale, that is called one."""
    return int(settings.SPIDER_LEAST_CHANGE) / 10
