"""Who looks in this request, and which registrar's reasons still hold?"""

from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone, translation

from samsyn.accounts import selectors
from samsyn.domain.access import Ability

ACTING_FOR = "acting_for"
OPENED = "opened_with_reason"
REASON_HOLDS = timedelta(minutes=30)
"""How long a registrar reads on after one reason (förslag, ej fastställt)."""


def look_up(request):
    """Fill request.viewer and its choices for a signed-in person, in the person's language."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = request.user.language
    choices = selectors.choices_for(request.user, timezone.localdate())
    viewer = selectors.chosen_of(choices, request.session.get(ACTING_FOR))
    if viewer and viewer.may(Ability.READ_WITH_REASON):
        viewer = replace(viewer, reasons=reasons_that_hold(request.session, timezone.now()))
    request.viewer, request.viewer_choices = viewer, choices


def reasons_that_hold(session, now: datetime) -> frozenset[int]:
    """Primary keys of the deviations that were opened with a reason less than half an hour ago."""
    opened = session.get(OPENED, {})
    return frozenset(
        int(key) for key, until in opened.items() if datetime.fromisoformat(until) > now
    )


def remember_reason(session, deviation_id: int, now: datetime) -> None:
    """Let the registrar read one deviation for half an hour, in this session only."""
    held = {str(key): session[OPENED][str(key)] for key in reasons_that_hold(session, now)}
    session[OPENED] = held | {str(deviation_id): (now + REASON_HOLDS).isoformat()}
