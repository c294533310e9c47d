"""What can anybody read without logging in?"""

from importlib import import_module

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from samsyn.web.permissions import public


@public
@require_safe
def start(request):
    return render(request, "public/start.html", {"demo_accounts": demo_accounts()})


@public
@require_safe
def help_page(request):
    return render(request, "public/help.html")


@public
@require_safe
def accessibility(request):
    return render(request, "public/accessibility.html", {"contact": settings.CONTACT_EMAIL})


@public
@require_safe
def privacy(request):
    return render(request, "public/privacy.html")


@public
@require_safe
def language(request, code):
    # A link and not Django's form: its token would open a session for everybody who only reads.
    if code not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = redirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 3600,
        secure=settings.SERVED_OVER_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def demo_accounts():
    """The accounts of the demo, only where the demo runs; production never imports them."""
    if not settings.DEMO:
        return []
    try:
        return import_module("samsyn.demo.accounts").ACCOUNTS
    except ImportError:
        return []
