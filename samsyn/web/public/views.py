from importlib import import_module

from django.conf import settings
from django.shortcuts import render
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
    return render(request, "public/accessibility.html")


@public
@require_safe
def privacy(request):
    return render(request, "public/privacy.html")


def demo_accounts():
    """The accounts of the demo, only where the demo runs; production never imports them."""
    if not settings.DEMO:
        return []
    try:
        return import_module("samsyn.demo.accounts").ACCOUNTS
    except ImportError:
        return []
