"""What happens to a typed text when the log-in has run out? It comes back on the page (requirement 19)."""

from functools import wraps

from django.conf import settings
from django.shortcuts import render

from samsyn.web.mailbox import visits
from samsyn.web.permissions import has_entered

MOST_FIELDS = 200


def keeps_typed(view):
    """Mark a view whose posted text must survive an expired log-in.

    Django's CSRF check comes before the view, so `errors.csrf_failure` asks for the same mark.
    """

    @wraps(view)
    def guarded(request, *arguments, **named):
        if request.method == "POST" and not has_entered(request, view):
            return typed_again(request)
        return view(request, *arguments, **named)

    guarded.keeps_typed = True
    return guarded


def is_kept(request) -> bool:
    """True when this request carries typed text that must be shown again, and comes from our own page."""
    match = request.resolver_match
    return bool(match and getattr(match.func, "keeps_typed", False) and _is_from_here(request))


def _is_from_here(request) -> bool:
    """False when another site sent it, which must not be able to fill in a form of ours.

    Old browsers send only the origin; what says neither is no browser that anybody is logged in with.
    """
    own = f"{request.scheme}://{request.get_host()}"
    told = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", own)
    return told == "same-origin" and origin in {own, *settings.CSRF_TRUSTED_ORIGINS}


def typed_again(request):
    """The typed text in a form that can be sent again after logging in in another tab.

    A guest, whose time is over sooner, asks for a new code there instead.
    """
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    view = request.resolver_match.func
    context = {
        "typed": typed[:MOST_FIELDS],
        "path": request.get_full_path(),
        "is_in": has_entered(request, view),
        "way_back": visits.way_back(request),
        "for_guests": getattr(view, "guests", False),
    }
    context["texts"] = [value for name, value in typed if len(value) > 40 or " " in value]
    return render(request, "deviations/kept.html", context, status=403)
