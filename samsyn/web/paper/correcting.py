"""The secretariat typed a paper report wrong: it corrects its own transcription, and says why."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from samsyn.deviations import services
from samsyn.deviations.selectors.shared_view import copy_view
from samsyn.deviations.selectors.typed import transcription_in
from samsyn.domain.access import Ability
from samsyn.domain.lifecycle import StepRefused
from samsyn.domain.refusals import Outdated, PaperRefused, PersonalDataFound
from samsyn.web.deviations.found import has_read
from samsyn.web.paper.forms import TranscriptionForm
from samsyn.web.permissions import needs

UNCHANGED = _("Inget är ändrat. Rätta det som blev fel, eller gå tillbaka.")
CHANGED_MEANWHILE = _(
    "Någon har ändrat avvikelsen sedan du öppnade sidan. Det du skrev står kvar. "
    "Läs kopian igen och spara sedan om det fortfarande stämmer."
)


@needs(Ability.REGISTER_PAPER)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, number):
    seen, typed = typed_or_404(request, number)
    form = TranscriptionForm(
        request.POST if request.method == "POST" else None, typed=typed, viewer=request.viewer
    )
    if request.method != "POST":
        return page(request, seen, form, status=200)
    if not form.is_valid():
        return page(request, seen, form, status=422 if form.errors else 200)
    version = request.POST.get("version", "")
    try:
        services.retype_paper(
            deviation_id=seen.deviation.pk,
            seen_version=int(version) if version.isdecimal() and len(version) < 10 else 0,
            transcription=form.transcription(),
            reason=form.cleaned_data["reason"],
            by=request.viewer,
            now=timezone.now(),
            decided=form.decided,
        )
    except PersonalDataFound as refusal:
        form.tell_found(refusal.found)
    except PaperRefused:
        form.add_error(None, UNCHANGED)
    except (Outdated, StepRefused):
        seen, _now = typed_or_404(request, number)
        form.add_error(None, CHANGED_MEANWHILE)
        return page(request, seen, form, status=409)
    else:
        messages.success(request, gettext("Avskriften är rättad."))
        return redirect("deviations:show", number)
    return page(request, seen, form, status=422)


def typed_or_404(request, number):
    """The copy, and what of it is still the secretariat's transcription."""
    seen = copy_view(number, viewer=request.viewer)
    typed = transcription_in(seen, viewer=request.viewer) if seen else None
    if seen is None or typed is None:
        raise Http404
    return seen, typed


def page(request, seen, form, *, status):
    parties = {own.principal_id for own, *_rest in seen.parties}
    has_read(request, seen.deviation, parties | {seen.deviation.reporter_principal_id})
    return render(request, "paper/correct.html", {"seen": seen, "form": form}, status=status)
