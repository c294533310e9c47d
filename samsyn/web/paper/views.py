"""A report came on paper or by mail: the secretariat registers it for the unit that wrote it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from samsyn.coding import services as coding
from samsyn.domain.access import Ability
from samsyn.domain.refusals import PaperRefused, PersonalDataFound, RecipientRefused
from samsyn.web.deviations.words import RECIPIENT_REFUSED
from samsyn.web.paper.forms import PaperForm
from samsyn.web.permissions import needs

REFUSED = {
    "future": ("reported_on", _("Datumet har inte varit än.")),
    "reporter": ("reporter", _("Verksamheten fanns inte den dagen.")),
    "too_old": (
        "way",
        _("Rapporten är äldre än överenskommelsens tidsgräns. Registrera den som avslutad."),
    ),
    "answered_on": (
        "answered_on",
        _("Ett svar behöver både ett utfall och en dag, från rapportens dag till i dag."),
    ),
}


@needs(Ability.REGISTER_PAPER)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request):
    if request.method != "POST":
        return render(request, "paper/register.html", {"form": PaperForm(viewer=request.viewer)})
    form = PaperForm(request.POST, viewer=request.viewer)
    deviation = registered(request, form) if form.is_valid() else None
    if deviation is None:
        status = 422 if form.errors else 200
        return render(request, "paper/register.html", {"form": form}, status=status)
    words = gettext("Rapporten är registrerad. Den har nummer %(number)s.")
    messages.success(request, words % {"number": deviation.number})
    return redirect("deviations:show", deviation.number)


def registered(request, form):
    """The deviation, or None with what was wrong said at its field."""
    theme = form.cleaned_data["theme"]
    try:
        return coding.register_and_code(
            submission_key=form.cleaned_data["submission_key"],
            report=form.report(),
            theme_id=int(theme) if theme else None,
            by=request.viewer,
            now=timezone.now(),
            decided=form.decided,
        )
    except PersonalDataFound as refusal:
        form.tell_found(refusal.found)
    except PaperRefused as refusal:
        form.add_error(*REFUSED[refusal.why])
    except RecipientRefused as refusal:
        form.add_error("recipients", RECIPIENT_REFUSED[refusal.why])
    except coding.CodingRefused:
        form.add_error("theme", gettext("Välj ett alternativ."))
    return None
