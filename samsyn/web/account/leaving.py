"""How does one leave a unit, or Samsyn? Each page first says what it means and what stays."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.accounts import selectors, services
from samsyn.accounts.services import GrantRefused, ManagerMissing
from samsyn.web.account.words import WHY_NOT
from samsyn.web.permissions import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def leave(request, grant_id):
    today = timezone.localdate()
    grant = selectors.own_grant(user=request.user, grant_id=grant_id, today=today)
    if grant is None:
        raise Http404
    if request.method == "POST" and _left(request, grant):
        return redirect("account:own")
    context = {
        "grant": grant,
        "place": selectors.place_of(grant),
        "alone": selectors.is_last_manager(grant, today),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "account/leave.html", context, status=status)


def _left(request, grant):
    try:
        services.leave_role(
            by=request.user, now=timezone.now(), grant=grant, warned=_is_warned(request)
        )
    except ManagerMissing:
        return False
    except GrantRefused as refused:
        messages.error(request, WHY_NOT[refused.why])
    else:
        messages.success(request, _("Du har lämnat rollen."))
    return True


def _is_warned(request):
    return request.POST.get("warned") == "yes"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@reauthentication_required
def close(request):
    today = timezone.localdate()
    if request.method == "POST" and _closed(request):
        return redirect("account_inactive")
    context = {
        "is_last": selectors.is_last_administrator(request.user, today),
        "alone": selectors.units_left_without_manager(request.user, today),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "account/close.html", context, status=status)


def _closed(request):
    try:
        services.close_own_account(by=request.user, now=timezone.now(), warned=_is_warned(request))
    except (ManagerMissing, GrantRefused):  # the page says which, and asks again
        return False
    logout(request)
    return True
