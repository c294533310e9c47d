"""Which units take part, which say that they had nothing to report, and which are silent? (requirement 33)"""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from samsyn.domain.access import Ability
from samsyn.participation import selectors
from samsyn.participation.periods import periods_to_state
from samsyn.web.permissions import needs
from samsyn.web.unit.views import when_counted
from samsyn.web.unit.words import period_in_words

SHOWN = {
    "tysta": (_("Varken skickat, fått eller angett"), lambda one: one.is_silent),
    "inga": (_("Har angett inga avvikelser"), lambda one: one.has_stated),
    "alla": (_("Alla verksamheter"), lambda one: True),
}
"""What can be shown, by the word in the address; the first unless another is asked for."""


@require_safe
@needs(Ability.READ_COVERAGE)
def show(request):
    viewer, today = request.viewer, timezone.localdate()
    periods = periods_to_state(today)
    period = next((one for one in periods if one.key == request.GET.get("period")), periods[0])
    shown = request.GET.get("visa") if request.GET.get("visa") in SHOWN else next(iter(SHOWN))
    units = selectors.coverage(viewer=viewer, period=period, today=today)
    context = {
        "periods": [
            {
                "url": f"?period={one.key}&visa={shown}",
                "words": period_in_words(one),
                "count": None,
                "current": one == period,
            }
            for one in periods
        ],
        "period_words": period_in_words(period),
        "shown": shown,
        "tabs": tabs_of(units, period, shown),
        "rows": [one for one in units if SHOWN[shown][1](one)],
        "counts": counts_of(units),
        "counted": when_counted(viewer),
    }
    return render(request, "unit/coverage.html", context)


def tabs_of(units, period, shown):
    return [
        {
            "url": f"?period={period.key}&visa={word}",
            "words": words,
            "count": sum(map(belongs, units)),
            "current": word == shown,
        }
        for word, (words, belongs) in SHOWN.items()
    ]


def counts_of(units):
    """How many units have sent, received, stated, and are silent, of how many."""
    return {
        "all": len(units),
        "sent": sum(bool(one.figures.sent) for one in units),
        "received": sum(bool(one.figures.received) for one in units),
        "stated": sum(one.has_stated for one in units),
        "silent": sum(one.is_silent for one in units),
    }
