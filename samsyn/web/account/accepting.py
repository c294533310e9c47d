"""What happens when somebody opens the link of an invitation? Nothing, until a button is pressed."""

from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samsyn.accounts import selectors, services
from samsyn.accounts.services import AddressTaken, GrantRefused, LinkOver
from samsyn.web.account.forms import NewAccountForm
from samsyn.web.permissions import public

STATUS = {"unknown": 404}
"""A link that has been a link is gone (410)."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def accept(request, token):
    try:
        invitation = services.invitation_that_holds(token, timezone.now())
    except LinkOver as over:
        return link_over(request, over, "account/invitation_over.html")
    if selectors.account_with(invitation.email):
        return _as_owner(request, token, invitation)
    return _with_new_account(request, token, invitation)


def link_over(request, over, template):
    """The page for a link that opens nothing, which says why and what to do."""
    used = over.why == "used"
    status = 200 if used and request.method != "POST" else STATUS.get(over.why, 410)
    return render(request, template, {"why": over.why}, status=status)


def _with_new_account(request, token, invitation):
    names = {"name": invitation.name, "title": invitation.title}
    form = NewAccountForm(request.POST or None, initial=names)
    if request.method == "POST" and form.is_valid() and _password_holds(form, invitation):
        details = {name: form.cleaned_data[name] for name in ("name", "title", "password")}
        try:
            services.accept_with_new_account(token=token, now=timezone.now(), **details)
        except LinkOver as over:  # a second press came in between
            return link_over(request, over, "account/invitation_over.html")
        except AddressTaken:
            return redirect("account:accept", token)
        messages.success(request, _("Kontot är öppnat. Logga in med adressen och lösenordet."))
        return redirect("account_login")
    context = {"token": token, "invitation": invitation, "form": form}
    status = 422 if form.errors else 200
    return render(request, "account/accept_new.html", context, status=status)


def _password_holds(form, invitation):
    """The house's rules for passwords, with the person's name and address known to them."""
    somebody = selectors.not_yet_a_user(invitation.email, form.cleaned_data["name"])
    try:
        validate_password(form.cleaned_data["password"], somebody)
    except ValidationError as error:
        form.add_error("password", error)
        return False
    return True


def _as_owner(request, token, invitation):
    is_owner = request.user.is_authenticated and request.user.email == invitation.email
    if request.method == "POST" and is_owner:
        try:
            services.accept_as(token=token, user=request.user, now=timezone.now())
        except LinkOver as over:
            return link_over(request, over, "account/invitation_over.html")
        except GrantRefused:
            messages.info(request, _("Du har redan den rollen."))
        else:
            messages.success(request, _("Rollen är din. Byt överst på sidan vad du företräder."))
        return redirect("account:own")
    context = {"token": token, "invitation": invitation, "is_owner": is_owner}
    status = 409 if request.method == "POST" else 200
    return render(request, "account/accept.html", context, status=status)
