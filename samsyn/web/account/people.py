"""Who keeps the accounts of others? The administrator everybody's, a manager the own unit's."""

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.accounts import selectors, services
from samsyn.accounts.services import GrantRefused
from samsyn.domain.access import SCOPE_OF_ROLE, Ability, ScopeKind
from samsyn.domain.vocabulary import Role
from samsyn.web.account.forms import RoleForm
from samsyn.web.account.places import places_for
from samsyn.web.account.tabs import tabs_for
from samsyn.web.account.words import WHY_NOT
from samsyn.web.permissions import needs

PER_PAGE = 50


def _person_or_404(request, user_id):
    found = selectors.person(viewer=request.viewer, user_id=user_id, today=timezone.localdate())
    if found is None:
        raise Http404
    return found


@require_safe
@needs(Ability.KEEP_PEOPLE)
def list_(request):
    search, today = request.GET.get("q", "").strip(), timezone.localdate()
    people = selectors.people(viewer=request.viewer, today=today, search=search)
    people = selectors.with_roles(people, viewer=request.viewer, today=today)
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "search": search,
        "tabs": tabs_for(request.viewer, "account:people", timezone.now()),
    }
    return render(request, "account/people.html", context)


@require_safe
@needs(Ability.KEEP_PEOPLE)
def person(request, user_id):
    found = _person_or_404(request, user_id)
    roles = selectors.held_roles(found, viewer=request.viewer, today=timezone.localdate())
    keeps_all = request.viewer.may(Ability.KEEP_ACCOUNTS)
    context = {
        "person": found,
        "roles": roles,
        "keeps_all": keeps_all,
        "has_second_step": keeps_all and is_mfa_enabled(found, [Authenticator.Type.TOTP]),
    }
    return render(request, "account/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.KEEP_ACCOUNTS)
def give_role(request, user_id):
    """GET searches the place that the role is for, POST gives the role there."""
    found = _person_or_404(request, user_id)
    asked = request.POST if request.method == "POST" else request.GET
    form = RoleForm(asked if "role" in asked else None)
    if form.is_valid() and request.method == "POST":
        try:
            _give(request, found, form.cleaned_data["role"], request.POST.get("place", ""))
            return redirect("account:person", found.pk)
        except GrantRefused as refused:
            form.add_error(None, WHY_NOT[refused.why])
    context = {"person": found, "form": form, **_offered(form)}
    status = 422 if form.errors else 200
    return render(request, "account/give_role.html", context, status=status)


def _give(request, user, role, place):
    now = timezone.now()
    scope_id = int(place) if place.isdecimal() else None
    services.grant_role(by=request.viewer, now=now, user=user, role=Role(role), scope_id=scope_id)
    messages.success(request, _("Rollen är given och gäller från och med nu."))


def _offered(form):
    """The role that was asked for, and the places to choose between."""
    if not form.is_bound or "role" not in form.cleaned_data:
        return {}
    role = Role(form.cleaned_data["role"])
    places = places_for(role, form.cleaned_data.get("q", ""), timezone.localdate())
    return {"role": role, "places": places, "for_county": SCOPE_OF_ROLE[role] is ScopeKind.COUNTY}


@require_POST
@needs(Ability.KEEP_PEOPLE)
def end_role(request, user_id, grant_id):
    grant = selectors.grant_of(viewer=request.viewer, user_id=user_id, grant_id=grant_id)
    if grant is None:
        raise Http404
    done = _("Rollen är avslutad.")
    _try(request, done, services.end_role, by=request.viewer, now=timezone.now(), grant=grant)
    # A manager who ended the last role at the unit no longer sees the person.
    still = selectors.person(viewer=request.viewer, user_id=user_id, today=timezone.localdate())
    return redirect("account:person", user_id) if still else redirect("account:people")


@require_POST
@needs(Ability.KEEP_PEOPLE)
def password_letter(request, user_id):
    """A letter with the address where the password is chosen, as after "I forgot it"."""
    user = _person_or_404(request, user_id)
    adapter = get_adapter(request)
    token = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    url = adapter.get_reset_password_from_key_url(f"{user_pk_to_url_str(user)}-{token}")
    adapter.send_mail("account/email/new_password", user.email, {"user": user, "url": url})
    messages.success(request, _("Ett brev är på väg till %(to)s.") % {"to": user.email})
    return redirect("account:person", user_id)


@require_POST
@needs(Ability.KEEP_ACCOUNTS)
def remove_second_step(request, user_id):
    found, done = _person_or_404(request, user_id), _("Tvåstegsinloggningen är borttagen.")
    remove = services.remove_second_step
    _try(request, done, remove, by=request.viewer, now=timezone.now(), user=found)
    return redirect("account:person", user_id)


@require_POST
@needs(Ability.KEEP_ACCOUNTS)
def deactivate(request, user_id):
    found, done = _person_or_404(request, user_id), _("Kontot är stängt.")
    _try(request, done, services.deactivate, by=request.viewer, now=timezone.now(), user=found)
    return redirect("account:person", user_id)


@require_POST
@needs(Ability.KEEP_ACCOUNTS)
def activate(request, user_id):
    found, done = _person_or_404(request, user_id), _("Kontot är öppet igen.")
    _try(request, done, services.activate, by=request.viewer, now=timezone.now(), user=found)
    return redirect("account:person", user_id)


def _try(request, done, service, **arguments):
    try:
        service(**arguments)
    except GrantRefused as refused:
        messages.error(request, WHY_NOT[refused.why])
    else:
        messages.success(request, done)
