"""Of which times are there figures, and of which can a unit speak?"""

from datetime import date

from django.conf import settings

from samsyn.domain.periods import Period, newest_periods

LATEST = "latest"
"""The twelve months that ended with the day of the counting."""

PERIODS_TO_STATE = 4
"""The current period and those before it that a unit can speak of: förslag, ej fastställt."""


def periods_to_state(today: date) -> list[Period]:
    """The periods that a unit can speak of now, newest first."""
    return list(newest_periods(today, settings.NOTHING_TO_REPORT_MONTHS, PERIODS_TO_STATE))
