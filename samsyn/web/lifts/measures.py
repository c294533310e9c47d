"""How far has a regional measure come, and does everybody read of it?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.domain.access import Ability
from samsyn.domain.lifting import LiftLevel, LiftRefused, speaks_for
from samsyn.domain.refusals import Outdated, PersonalDataFound, PersonalNumberFound
from samsyn.followups.services import FollowupRefused
from samsyn.lifts.services import change_measure, tell_everybody
from samsyn.web.lifts.forms import MeasureForm
from samsyn.web.lifts.steps import OUTDATED
from samsyn.web.lifts.views import lift_or_404
from samsyn.web.permissions import needs

SHOWN = ("owner", "due_on", "status", "began_on", "follow_up")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.LIFT)
def change(request, pk):
    card = lift_or_404(request, pk)
    if card.measure is None or LiftLevel.REGION not in speaks_for(request.viewer):
        raise Http404
    content = card.measure.content
    first = {name: getattr(content, name) for name in SHOWN}
    first |= {"measure": content.words, "theme": content.theme_id, "version": card.measure.number}
    form = MeasureForm(
        request.POST or None,
        viewer=request.viewer,
        initial=first,
        year=content.began_on.year if content.began_on else card.began_at.year,
    )
    if request.method == "POST" and form.is_valid() and _changed(request, card, form):
        messages.success(request, _("Åtgärden är sparad. Orden före ändringen finns kvar."))
        return redirect("lifts:show", pk)
    context = {"form": form, "lift": card}
    return render(request, "lifts/measure.html", context, status=422 if form.errors else 200)


def _changed(request, card, form) -> bool:
    try:
        change_measure(
            card.pk,
            form.content,
            seen_version=form.cleaned_data["version"] or 0,
            by=request.viewer,
            now=timezone.now(),
            decided=form.decided,
        )
    except LiftRefused as refused:
        form.refuse(refused.why)
    except PersonalDataFound as refused:
        form.tell_found(refused.found)
    except Outdated:
        form.add_error(None, OUTDATED)
        form.data = form.data.copy()
        form.data["version"] = card.measure.number
    else:
        return True
    return False


@require_POST
@needs(Ability.TELL_FOLLOWUPS)
def tell(request, pk):
    lift_or_404(request, pk)
    try:
        followup = tell_everybody(pk, by=request.viewer, now=timezone.now())
    except (LiftRefused, FollowupRefused, PersonalNumberFound):
        messages.error(request, _("Det finns ingen åtgärd att berätta om."))
        return redirect("lifts:show", pk)
    except PersonalDataFound:
        messages.error(request, _("Vakten stoppade texten. Ändra åtgärdens ord först."))
        return redirect("lifts:show", pk)
    messages.success(request, _("Läs igenom texten och publicera den när den är klar."))
    return redirect("followups:edit", followup)
