"""How does a question begin? At a deviation, or at a page of figures."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.deviations.selectors.visible import copied_deviations, deviations_visible_to
from samsyn.domain.access import Ability
from samsyn.domain.lifting import LiftLevel, LiftRefused, level_of, speaks_for
from samsyn.domain.refusals import PersonalDataFound
from samsyn.lifts.selectors import groups_above
from samsyn.lifts.services import add_deviations, start_lift
from samsyn.web.lifts.forms import AddForm, StartForm
from samsyn.web.lifts.views import lift_or_404, shown
from samsyn.web.permissions import needs

ASKS = {
    LiftLevel.UNIT: ("group",),
    LiftLevel.GROUP: ("page", "page_words"),
    LiftLevel.SECRETARIAT: ("numbers", "page", "page_words"),
}
TO = {
    LiftLevel.UNIT: LiftLevel.SECRETARIAT,
    LiftLevel.GROUP: LiftLevel.SECRETARIAT,
    LiftLevel.SECRETARIAT: LiftLevel.REGION,
}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.LIFT)
def new(request):
    level = level_of(request.viewer)
    if level not in ASKS or level not in speaks_for(request.viewer):
        raise Http404
    number = request.GET.get("avvikelse", "")
    deviation = _deviation_or_404(request, number) if number or level is LiftLevel.UNIT else None
    form = _form(request, level, deviation)
    if request.method == "POST" and form.is_valid():
        pk = _started(request, form, level, deviation)
        if pk:
            messages.success(request, _("Frågan är lyft. Här syns varje steg som den tar."))
            return redirect("lifts:show", pk)
    context = {
        "form": form,
        "deviation": deviation,
        "to": None if "group" in form.fields else TO[level],
        "alone": form.fields["group"].choices[0][1] if _has_one_group(form) else "",
    }
    return render(request, "lifts/new.html", context, status=422 if form.errors else 200)


def _has_one_group(form) -> bool:
    return "group" in form.fields and len(form.fields["group"].choices) == 1


def _form(request, level, deviation):
    today = timezone.localdate()
    asks = set(ASKS[level])
    groups = []
    if level is LiftLevel.UNIT:
        groups = groups_above(request.viewer.unit_id, viewer=request.viewer, today=today)
        asks = {"group"} if groups else set()
    initial = {"page": request.GET.get("sida", "")[:400]}
    if len(groups) == 1:
        initial["group"] = groups[0].id
    if deviation and level is LiftLevel.SECRETARIAT:
        initial["numbers"] = deviation.number
    return StartForm(
        request.POST or None,
        viewer=request.viewer,
        initial=initial,
        groups=groups,
        asks=asks,
        year=today.year,
    )


def _started(request, form, level, deviation):
    """The question's primary key; nothing when the service refuses, which the form then says."""
    found = form.cleaned_data
    is_unit = level is LiftLevel.UNIT
    try:
        return start_lift(
            form.wording,
            key=found["key"],
            by=request.viewer,
            now=timezone.now(),
            numbers=[deviation.number] if is_unit else form.chosen_numbers,
            group_id=found.get("group"),
            theme_id=found["theme"],
            page=found.get("page", "").strip(),
            page_words=found.get("page_words", ""),
            decided=form.decided,
        )
    except LiftRefused as refused:
        form.refuse(refused.why)
    except PersonalDataFound as refused:
        form.tell_found(refused.found)


def _deviation_or_404(request, number):
    seen = deviations_visible_to(viewer=request.viewer)
    if request.viewer.may(Ability.READ_COPIES):
        seen = copied_deviations(viewer=request.viewer)
    deviation = seen.only("number", "title", "withdrawn_at").filter(number=number).first()
    if deviation is None or deviation.withdrawn_at:
        raise Http404
    return deviation


@require_POST
@needs(Ability.READ_COPIES)
def add(request, pk):
    card = lift_or_404(request, pk)
    form = AddForm(request.POST, viewer=request.viewer)
    if form.is_valid():
        try:
            many = add_deviations(pk, form.chosen_numbers, by=request.viewer, now=timezone.now())
        except LiftRefused as refused:
            form.refuse(refused.why)
        else:
            words = _("Deras parter ser frågan nu.") if many else _("De fanns där redan.")
            messages.success(request, words)
            return redirect("lifts:show", pk)
    return shown(request, card, form, status=422)
