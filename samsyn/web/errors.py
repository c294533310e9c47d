"""What does somebody see when it did not work? Each page says what to do next, in words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from samsyn.web.deviations import kept

ERROR_HEADERS = {"Cache-Control": "no-store"}


def bad_request(request, exception=None):
    return _plain("errors/400.html", 400)


def csrf_failure(request, reason=""):
    # With the session goes the CSRF secret: what somebody typed meanwhile must not be lost.
    if kept.is_kept(request):
        return kept.typed_again(request)
    return _plain("errors/403_csrf.html", 403)


def permission_denied(request, exception=None):
    # The same page as for what does not exist: a refusal must not tell that there is something.
    return not_found(request, exception)


def not_found(request, exception=None):
    response = render(request, "errors/404.html", status=404)
    response.headers["Cache-Control"] = "no-store"
    return response


def conflict(request, context=None):
    """Somebody else was first (409); the text that was typed stands in the page's context."""
    return render(request, "errors/409.html", context, status=409)


def too_many(request, context=None):
    return _plain("errors/429.html", 429)


def unavailable(request):
    return _plain("errors/503.html", 503)


def server_error(request):
    return _plain("errors/500.html", 500)


def _plain(template: str, status: int) -> HttpResponse:
    # Without request and context processors: whatever broke may be what they would ask.
    page = render_to_string(template)
    return HttpResponse(page, status=status, headers=ERROR_HEADERS)
