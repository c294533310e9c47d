"""From which number on are figures shown that point somebody out? Read and decided by the secretariat."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.disclosure.selectors import decisions, limits
from samsyn.disclosure.services import DecisionRefused, decide
from samsyn.domain.access import Ability
from samsyn.domain.disclosing import PointsOut, Shown
from samsyn.domain.refusals import PersonalDataFound
from samsyn.web.disclosure.forms import DecisionForm
from samsyn.web.permissions import needs


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.DECIDE_DISCLOSURE)
def show(request):
    form = DecisionForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid() and _decided(request, form):
        messages.success(request, _("Gränsen gäller från och med nu."))
        return redirect("disclosure:show")
    context = {
        "form": form,
        "kinds": list(PointsOut),
        "places": _by_place(limits(viewer=request.viewer)),
        "decisions": decisions(viewer=request.viewer),
    }
    return render(request, "disclosure/show.html", context, status=422 if form.errors else 200)


def _decided(request, form) -> bool:
    chosen = form.cleaned_data
    try:
        decide(
            Shown(chosen["shown"]),
            PointsOut(chosen["points_out"]),
            chosen["limit"],
            chosen["reason"],
            by=request.viewer,
            now=timezone.now(),
            decided=form.decided,
        )
    except DecisionRefused:
        form.refuse_limit()
    except PersonalDataFound as refused:
        form.tell_found(refused.found)
    return not form.errors


def _by_place(found):
    return [(shown, [one for one in found if one.shown is shown]) for shown in Shown]
