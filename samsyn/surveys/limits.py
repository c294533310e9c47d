"""From how many answers on is something shown of anonymous ones?"""

from django.conf import settings

FEWEST = 5
"""Nobody may set a lower limit than this."""


def least() -> int:
    """The limit for a place and for each question by itself; a setting, never below five."""
    return max(FEWEST, int(settings.SURVEY_LEAST_ANSWERS))
