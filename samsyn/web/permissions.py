"""Who may open a view at all? Every view carries exactly one of these three marks.

Which *objects* a viewer sees inside the view is decided in the selectors.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from samsyn.domain.access import Ability

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Anybody may open it, signed in or not."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Anybody with an account may open it, whatever their roles; others go to the log-in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_log_in(request)
        return view(request, *args, **kwargs)

    guarded.permission = "signed_in"  # type: ignore[attr-defined]
    return guarded


def needs(ability: Ability) -> Callable[[View], View]:
    """Those whose role gives the ability may open it; to everybody else the page does not exist."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_log_in(request)
            viewer = request.viewer  # type: ignore[attr-defined]
            if viewer is None or not viewer.may(ability):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.permission = ability  # type: ignore[attr-defined]
        return guarded

    return mark


def _to_log_in(request: HttpRequest) -> HttpResponse:
    # A fragment request must send the whole page to the log-in, or the form lands inside the page.
    # A lost POST cannot be sent again after the log-in, so it goes to the start page.
    htmx = getattr(request, "htmx", None)
    if htmx:
        back = htmx.current_url_abs_path or reverse("public:start")
        return HttpResponseClientRedirect(redirect_to_login(back).url)
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("public:start")
    return redirect_to_login(back)
