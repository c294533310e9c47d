"""Which agreements are there, from when to when, and which times hold for them?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.deviations.selectors.agreements import agreement_by_key, all_agreements
from samsyn.deviations.services.agreeing import change_agreement, create_agreement
from samsyn.domain.access import Ability
from samsyn.domain.refusals import AgreementRefused
from samsyn.domain.time_valid import is_valid_on
from samsyn.web.agreements.forms import AgreementForm, NewAgreementForm
from samsyn.web.permissions import needs

GET_AND_POST = ["GET", "HEAD", "POST"]
PROPOSED = {
    "acknowledge_working_days": 5,
    "answer_days": 30,
    "ceiling_days": 60,
    "is_proposal": True,
    "answers_shown_to_all": True,
}
"""The times of the BUS agreement: förslag, ej fastställt."""
WHY_NOT = {
    "name_missing": ("name", gettext_lazy("Skriv ett namn.")),
    "same_name": ("name", gettext_lazy("Det namnet finns redan under den tiden.")),
    "name_in_use": (
        "name",
        gettext_lazy("Namnet kan inte ändras: en avvikelse som bär det har just skickats."),
    ),
    "ends_before_start": ("valid_to", gettext_lazy("Sista dagen är före den första.")),
}


def agreement_or_404(key):
    agreement = agreement_by_key(key)
    if agreement is None:
        raise Http404
    return agreement


def refuse(form, refused):
    form.add_error(*WHY_NOT[refused.why])


def shown(request, template, form, **context):
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def tabs(agreement, here):
    """The three pages of an agreement."""
    return [
        {
            "url": reverse("agreements:edit", args=[agreement.key]),
            "words": _("Namn och tider"),
            "current": here == "edit",
        },
        {
            "url": reverse("agreements:points", args=[agreement.key]),
            "words": _("Punkter"),
            "count": agreement.points_kept,
            "current": here == "points",
        },
        {
            "url": reverse("agreements:reminders", args=[agreement.key]),
            "words": _("Påminnelser"),
            "current": here == "reminders",
        },
    ]


@require_safe
@needs(Ability.KEEP_REGISTRY)
def list_(request):
    today = timezone.localdate()
    agreements = all_agreements()
    holds = any(is_valid_on(one.valid_from, one.valid_to, today) for one in agreements)
    context = {"agreements": agreements, "today": today, "none_holds": not holds}
    return render(request, "agreements/list.html", context)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def new(request):
    form = NewAgreementForm(request.POST or None, initial=PROPOSED)
    if request.method == "POST" and form.is_valid():
        try:
            agreement = create_agreement(
                fields=form.agreement_fields(),
                points_from=form.cleaned_data["points_from"],
                by=request.viewer,
                now=timezone.now(),
            )
        except AgreementRefused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Överenskommelsen är inlagd. Gå igenom punkterna."))
            return redirect("agreements:points", agreement.key)
    return shown(request, "agreements/new.html", form)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def edit(request, key):
    agreement = agreement_or_404(key)
    initial = {name: getattr(agreement, name) for name in AgreementForm.base_fields}
    form = AgreementForm(request.POST or None, initial=initial, agreement=agreement)
    if request.method == "POST" and form.is_valid():
        try:
            change_agreement(
                agreement_id=agreement.pk,
                fields=form.agreement_fields(),
                by=request.viewer,
                now=timezone.now(),
            )
        except AgreementRefused as refused:
            refuse(form, refused)
        else:
            messages.success(
                request, _("Ändringen är sparad. Den gäller det som skickas från och med nu.")
            )
            return redirect("agreements:list")
    context = {"agreement": agreement, "tabs": tabs(agreement, "edit")}
    return shown(request, "agreements/edit.html", form, **context)
