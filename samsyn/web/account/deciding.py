"""Who has asked to join, and what is the answer? The page of the one whose turn it is."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samsyn.accounts import selectors, services
from samsyn.accounts.services import AlreadyDecided, GrantRefused
from samsyn.domain.access import Ability
from samsyn.domain.vocabulary import DeclinedJoining
from samsyn.web.account.tabs import tabs_for
from samsyn.web.account.words import WHY_NOT
from samsyn.web.permissions import needs


@require_safe
@needs(Ability.LET_IN)
def list_(request):
    now = timezone.now()
    context = {
        "requests": selectors.requests_for(viewer=request.viewer, now=now),
        "reasons": list(DeclinedJoining),
        "tabs": tabs_for(request.viewer, "account:joining", now),
    }
    return render(request, "account/joining.html", context)


@require_POST
@needs(Ability.LET_IN)
def approve(request, request_id):
    return _decide(
        request, services.approve_joining, _("Personen har fått besked per brev."), request_id
    )


@require_POST
@needs(Ability.LET_IN)
def decline(request, request_id):
    reason = request.POST.get("reason")
    if reason not in set(DeclinedJoining):
        messages.error(request, _("Välj varför: skälet står i brevet till personen."))
        return redirect("account:joining")
    done, reason = _("Ansökan är avslagen. Skälet står i brevet."), DeclinedJoining(reason)
    return _decide(request, services.decline_joining, done, request_id, reason=reason)


def _decide(request, service, done, request_id, **more):
    try:
        service(by=request.viewer, now=timezone.now(), request_id=request_id, **more)
    except AlreadyDecided:
        messages.info(request, _("Ansökan finns inte kvar i listan: någon annan kan ha svarat."))
    except GrantRefused as refused:
        messages.error(request, WHY_NOT[refused.why])
    else:
        messages.success(request, done)
    return redirect("account:joining")
