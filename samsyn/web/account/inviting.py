"""Who is invited, by whom, to what? The manager's, the coordinator's and the administrator's pages."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.accounts import selectors, services
from samsyn.accounts.services import GrantRefused, JustSent
from samsyn.domain.access import AT_A_UNIT, SCOPE_OF_ROLE, Ability, ScopeKind
from samsyn.domain.vocabulary import Role
from samsyn.web.account.forms import InvitationForm, InvitedToForm
from samsyn.web.account.places import places_for
from samsyn.web.account.tabs import tabs_for
from samsyn.web.account.words import WHY_NOT
from samsyn.web.permissions import needs


@require_safe
@needs(Ability.LET_IN)
def list_(request):
    now = timezone.now()
    context = {
        "invitations": selectors.invitations_for(viewer=request.viewer),
        "now": now,
        "tabs": tabs_for(request.viewer, "account:invitations", now),
    }
    return render(request, "account/invitations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.LET_IN)
def new(request):
    """GET searches the place that the role is for, POST writes the letter; a manager has one place."""
    asked = request.POST if request.method == "POST" else request.GET
    to = InvitedToForm(_asked_for(request, asked), roles=roles_to_invite_to(request.viewer))
    form = InvitationForm(request.POST or None)
    offered = _offered(request.viewer, to)
    if request.method == "POST" and form.is_valid() and _invited(request, form, offered):
        return redirect("account:invitations")
    context = {"to": to, "form": form, "chosen": asked.get("place", ""), **offered}
    status = 422 if form.errors or to.errors else 200
    return render(request, "account/new_invitation.html", context, status=status)


def roles_to_invite_to(viewer):
    """As domain.access.may_invite, for the choices of the form."""
    if viewer.may(Ability.KEEP_ACCOUNTS):
        return tuple(Role)
    return (Role.CASEWORKER,) if viewer.unit_id else AT_A_UNIT


def _asked_for(request, asked):
    if request.viewer.unit_id:
        return {"role": Role.CASEWORKER}
    return asked if "role" in asked else None


def _offered(viewer, to):
    """The role that was asked for, and the places to choose between."""
    if not to.is_valid():
        return {}
    role, today = Role(to.cleaned_data["role"]), timezone.localdate()
    if viewer.unit_id:
        return {"role": role, "places": [(viewer.unit_id, viewer.acting_for)]}
    places = places_for(role, to.cleaned_data["q"], today, principal_id=viewer.principal_id)
    return {"role": role, "places": places, "for_county": SCOPE_OF_ROLE[role] is ScopeKind.COUNTY}


def _invited(request, form, offered):
    place = request.POST.get("place", "")
    scope_id = next((pk for pk, _name in offered.get("places", ()) if str(pk) == place), None)
    try:
        services.invite(
            by=request.viewer,
            now=timezone.now(),
            role=offered["role"],
            scope_id=scope_id,
            **form.cleaned_data,
        )
    except GrantRefused as refused:
        form.add_error(None, WHY_NOT[refused.why])
        return False
    except KeyError:  # no role was chosen
        form.add_error(None, WHY_NOT["scope"])
        return False
    to = form.cleaned_data["email"]
    messages.success(request, _("Ett brev är på väg till %(to)s.") % {"to": to})
    return True


@require_POST
@needs(Ability.LET_IN)
def send_again(request, invitation_id):
    return _changed(
        request, services.send_again, invitation_id, _("Ett nytt brev är på väg till %s.")
    )


@require_POST
@needs(Ability.LET_IN)
def withdraw(request, invitation_id):
    done = _("Inbjudan till %s är återkallad. Länken i brevet gäller inte längre.")
    return _changed(request, services.withdraw, invitation_id, done)


def _changed(request, service, invitation_id, done):
    try:
        invitation = service(by=request.viewer, now=timezone.now(), invitation_id=invitation_id)
    except JustSent:
        messages.info(request, _("Brevet skickades nyss. Vänta tio minuter med nästa."))
    except GrantRefused:  # not the viewer's, accepted or withdrawn meanwhile: the list tells
        messages.info(request, _("Inbjudan finns inte kvar i listan."))
    else:
        messages.success(request, done % invitation.email)
    return redirect("account:invitations")
