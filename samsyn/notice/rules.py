"""By which rules is change noticed here? The settings, each a proposal: förslag, ej fastställt."""

from django.conf import settings

from samsyn.domain.control_charts import Rules

SHOWN_MONTHS = 24
"""So many months a chart shows: förslag, ej fastställt."""


def rules() -> Rules:
    """The settings as the domain asks for them."""
    return Rules(
        wrong_lists=settings.NOTICE_WRONG_LISTS_PERCENT / 100,
        usual=settings.NOTICE_USUAL_PERCENT / 100,
        run=settings.NOTICE_RUN_MONTHS,
        run_misses=settings.NOTICE_RUN_MISSES,
        earlier_months=settings.NOTICE_EARLIER_MONTHS,
        least_earlier_months=settings.NOTICE_LEAST_EARLIER_MONTHS,
        least_count=settings.NOTICE_LEAST_COUNT,
        term_months=settings.NOTICE_TERM_MONTHS,
        earlier_terms=settings.NOTICE_EARLIER_TERMS,
    )
