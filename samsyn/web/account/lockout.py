"""Who has guessed too often, from where, and what do they see? (fault F14)"""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.shortcuts import render


def account_tried(request, credentials=None):
    """The account that is counted: allauth calls the typed address `email`, its form `login`."""
    typed = (credentials or {}).get("email") or request.POST.get("login", "")
    return typed.strip().lower()


def address_of(request):
    """Where the try came from, as allauth's own limits see it (behind a proxy: the proxy's word)."""
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:  # a request that came by no network: force_login in the tests
        return None


def locked_out(request, response=None, credentials=None, *args, **kwargs):
    return render(request, "account/locked_out.html", status=429)
