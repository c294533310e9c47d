"""Who looks in this request, and which registrar's reasons still hold?"""

from dataclasses import replace
from datetime import datetime, timedelta

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation

from samsyn.accounts import selectors
from samsyn.domain.access import CONTENT, Ability

ACTING_FOR = "acting_for"
OPENED = "opened_with_reason"
REASON_HOLDS = timedelta(minutes=30)
"""How long a registrar reads on after one reason (förslag, ej fastställt)."""

FIRST_PAGES = [
    (Ability.READ_DEVIATIONS, "todo:start"),
    (Ability.READ_COPIES, "inbox:copies"),
    (Ability.KEEP_ACCOUNTS, "account:people"),
    (Ability.READ_AUDIT, "audit:log"),
    (Ability.READ_STATISTICS, "statistics:start"),
]
"""Where one lands after log-in and after a switch: the first line that one's roles open."""


def look_up(request):
    """Fill request.viewer and its choices for a signed-in person, in the person's language."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = request.user.language
    choices = selectors.choices_for(request.user, timezone.localdate())
    viewer = selectors.chosen_of(choices, request.session.get(ACTING_FOR))
    if viewer and viewer.may(Ability.READ_WITH_REASON):
        viewer = replace(viewer, reasons=reasons_that_hold(request.session, timezone.now()))
    request.viewer_choices = choices
    if viewer and lacks_second_step(request, viewer):
        request.second_step_missing = True
    else:
        request.viewer = viewer


def lacks_second_step(request, viewer) -> bool:
    """True when cases would be opened by a password alone, and the settings forbid that."""
    if not settings.REQUIRE_TOTP or not any(viewer.may(ability) for ability in CONTENT):
        return False
    if any(
        record["method"] == "mfa" for record in get_authentication_records(request, request.user)
    ):
        return False
    return not is_mfa_enabled(request.user, [Authenticator.Type.TOTP])


def first_page(viewer) -> str:
    """The address where somebody with these roles begins the work."""
    for ability, name in FIRST_PAGES:
        if viewer and viewer.may(ability):
            try:
                return reverse(name)
            except NoReverseMatch:  # an area that is not built yet
                continue
    return reverse("account:own")


def keep_language(response, language: str) -> None:
    """Let the language of the account hold in this browser."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SERVED_OVER_HTTPS,
    )


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
