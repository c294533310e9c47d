"""Which agreements are there, and which times hold for them?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.deviations.selectors.choices import all_agreements
from samsyn.deviations.services.agreeing import change_terms
from samsyn.domain.access import Ability
from samsyn.web.agreements.forms import TermsForm
from samsyn.web.permissions import needs


@require_safe
@needs(Ability.KEEP_REGISTRY)
def list_(request):
    return render(request, "agreements/list.html", {"agreements": all_agreements()})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.KEEP_REGISTRY)
def edit(request, key):
    agreement = next((one for one in all_agreements() if one.key == key), None)
    if agreement is None:
        raise Http404
    initial = {name: getattr(agreement, name) for name in TermsForm.base_fields}
    form = TermsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_terms(
            agreement_id=agreement.pk,
            terms=form.terms,
            answers_shown_to_all=form.cleaned_data["answers_shown_to_all"],
            is_proposal=form.cleaned_data["is_proposal"],
            by=request.viewer,
            now=timezone.now(),
        )
        messages.success(
            request, _("Tiderna är sparade. De gäller det som skickas från och med nu.")
        )
        return redirect("agreements:list")
    context = {"agreement": agreement, "form": form}
    return render(request, "agreements/edit.html", context, status=422 if form.errors else 200)
