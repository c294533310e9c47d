"""What can a person see and change about the own account?"""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_POST, require_safe

from samsyn.accounts import selectors, services
from samsyn.domain.vocabulary import LetterChoice
from samsyn.web.account import viewing
from samsyn.web.account.forms import DetailsForm
from samsyn.web.permissions import signed_in

LETTER_HINTS = {
    LetterChoice.MAILBOX: gettext_lazy("Saknar enheten brevlåda får du beskeden själv, genast."),
    LetterChoice.AT_ONCE: gettext_lazy("Du får samma besked som funktionsbrevlådan."),
    LetterChoice.DAILY: gettext_lazy("På vardagar klockan sju, när något väntar på enheten."),
    LetterChoice.OVERDUE: gettext_lazy("Morgonen efter att en sista dag har gått ut."),
}


@require_safe
@signed_in
def show(request):
    user = request.user
    return _own_page(request, DetailsForm(initial={"title": user.title, "phone": user.phone}))


def _own_page(request, form, status=200):
    myself = selectors.as_person(request.user)
    context = {
        "form": form,
        "requests": selectors.requests_of(request.user),
        "roles": selectors.held_roles(request.user, viewer=myself, today=timezone.localdate()),
        "has_second_step": is_mfa_enabled(request.user, [Authenticator.Type.TOTP]),
        "second_step_missing": getattr(request, "second_step_missing", False),
        "languages": settings.LANGUAGES,
        "letter_choices": [(one.value, _(one.label), LETTER_HINTS[one]) for one in LetterChoice],
    }
    return render(request, "account/own.html", context, status=status)


@require_POST
@signed_in
def details(request):
    form = DetailsForm(request.POST)
    if not form.is_valid():
        return _own_page(request, form, status=422)
    services.change_own_details(by=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Dina uppgifter är sparade."))
    return redirect("account:own")


@require_POST
@signed_in
def hide_name(request):
    hidden = request.POST.get("hidden") == "yes"
    services.set_hide_name(by=request.user, now=timezone.now(), hidden=hidden)
    shown = _("Ditt namn visas igen."), _("Ditt namn visas inte längre för andra.")
    messages.success(request, shown[hidden])
    return redirect("account:own")


@require_POST
@signed_in
def letters(request):
    chosen = request.POST.get("letters")
    if chosen not in {one.value for one in LetterChoice}:
        raise Http404
    services.choose_letters(by=request.user, choice=LetterChoice(chosen), now=timezone.now())
    messages.success(request, _("Ditt val är sparat."))
    return redirect("account:own")


@require_POST
@signed_in
def language(request):
    chosen = request.POST.get("language")
    if chosen not in dict(settings.LANGUAGES):
        raise Http404
    services.change_language(by=request.user, language=chosen)
    response = redirect("account:own")
    viewing.keep_language(response, chosen)
    with override(chosen):
        messages.success(request, _("Språket är bytt."))
    return response


@require_POST
@signed_in
def log_out_everywhere(request):
    services.log_out_everywhere(by=request.user, now=timezone.now())
    update_session_auth_hash(request, request.user)  # this browser stays
    messages.success(request, _("Du är utloggad överallt utom här."))
    return redirect("account:own")


@require_POST
@signed_in
def switch(request):
    chosen = selectors.chosen_of(request.viewer_choices, request.POST.get("acting_for"))
    if chosen is None or chosen.key != request.POST.get("acting_for"):
        raise Http404
    request.session[viewing.ACTING_FOR] = chosen.key
    messages.success(
        request, _("Du företräder nu %(acting_for)s.") % {"acting_for": chosen.acting_for}
    )
    return redirect(viewing.first_page(chosen))
