"""What happens to every request: security headers, and who is looking."""

from django.shortcuts import redirect
from django.utils.decorators import sync_only_middleware

from samsyn.web.account import viewing
from samsyn.web.mailbox import visits

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "camera",
        "display-capture",
        "geolocation",
        "microphone",
        "payment",
        "usb",
        "browsing-topics",
    )
)


@sync_only_middleware
def extra_headers(get_response):
    """Headers that Django does not set; pages of who may read are never kept by a browser."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # Static files never reach AuthenticationMiddleware, so they have no user and stay cacheable.
        user = getattr(request, "user", None)
        is_guest = getattr(request, "visit", None) is not None
        if is_guest or (user is not None and user.is_authenticated):
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


@sync_only_middleware
def viewer(get_response):
    """Set request.viewer and request.viewer_choices: one query beside Django's session and user.

    `request.visit` is set for a guest who came by a unit's function mailbox, and None for all others.
    """

    def middleware(request):
        request.viewer, request.viewer_choices, request.visit = None, (), None
        if request.user.is_authenticated:
            viewing.look_up(request)
        else:
            visits.look_up(request)
        response = get_response(request)
        # What exists only with a role is 404 without the second step: show the way there instead.
        if response.status_code == 404 and getattr(request, "second_step_missing", False):
            return redirect("mfa_activate_totp")
        return response

    return middleware
