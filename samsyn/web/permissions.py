"""Who may open a view at all? Every view carries exactly one of these three marks.

Which *objects* a viewer sees inside the view is decided in the selectors. A guest, who came by a unit's
function mailbox (ADR 0023), is kept out like an anonymous person unless the mark says `guests=True`.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from samsyn.domain.access import Ability
from samsyn.web.mailbox import visits

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Anybody may open it, signed in or not."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View | None = None, *, guests: bool = False):
    """Anybody with an account may open it, whatever their roles; others go to the log-in."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not has_entered(request, guarded):
                return _to_log_in(request, guests=guests)
            return view(request, *args, **kwargs)

        guarded.permission = "signed_in"  # type: ignore[attr-defined]
        guarded.guests = guests  # type: ignore[attr-defined]
        return guarded

    return mark(view) if view else mark


def needs(ability: Ability, *, guests: bool = False) -> Callable[[View], View]:
    """Those whose role gives the ability may open it; to everybody else the page does not exist."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not has_entered(request, guarded):
                return _to_log_in(request, guests=guests)
            viewer = request.viewer  # type: ignore[attr-defined]
            if viewer is None or not viewer.may(ability):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.permission = ability  # type: ignore[attr-defined]
        guarded.guests = guests  # type: ignore[attr-defined]
        return guarded

    return mark


def has_entered(request: HttpRequest, view: View) -> bool:
    """True for who is signed in, and for a guest at a view that is open to guests."""
    if request.user.is_authenticated:
        return True
    is_guest = getattr(request, "visit", None) is not None
    return is_guest and getattr(view, "guests", False)


def _to_log_in(request: HttpRequest, *, guests: bool) -> HttpResponse:
    # A fragment request must send the whole page to the log-in, or the form lands inside the page.
    # A lost POST cannot be sent again after the log-in, so it goes to the start page.
    htmx = getattr(request, "htmx", None)
    if guests and not htmx and (link := visits.way_back(request)):
        return redirect(link)  # a guest whose time is over asks for a new code
    if htmx:
        back = htmx.current_url_abs_path or reverse("public:start")
        return HttpResponseClientRedirect(redirect_to_login(back).url)
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("public:start")
    return redirect_to_login(back)
