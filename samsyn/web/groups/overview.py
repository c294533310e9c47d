"""Which groups are there, now or on another day, and who is missing in them? New and changed ones."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.domain.access import Ability
from samsyn.groups.selectors import groups as selectors
from samsyn.groups.selectors.meetings import next_meetings
from samsyn.groups.services import groups as services
from samsyn.groups.vocabulary import GroupKind
from samsyn.web.groups.forms import GroupForm
from samsyn.web.groups.reaching import by_now, done_with, group_or_404
from samsyn.web.permissions import needs

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@needs(Ability.READ_GROUPS)
def list_(request):
    today = timezone.localdate()
    day = day_of(request.GET.get("dag", ""), today)
    lines = selectors.lines_on(day, viewer=request.viewer, today=today)
    if len(lines) == 1 and not request.GET and not request.viewer.may(Ability.KEEP_GROUPS):
        return redirect("groups:show", lines[0].group.id)
    services = selectors.services_on(day)
    lacking = next((one for one in services if one.key == request.GET.get("saknar")), None)
    local = [line for line in lines if line.group.is_local]
    known = [line for line in local if line.members]
    shown = [line for line in local if line.lacks(lacking.key)] if lacking else local
    context = {
        "day": day,
        "is_today": day == today,
        "lines": shown,
        "regional": [line for line in lines if not line.group.is_local] if not lacking else [],
        "many": len(local),
        "known": len(known),
        "warned": sum(bool(line.missing) for line in known),
        "services": services,
        "lacking": lacking,
        "next_meetings": next_meetings(viewer=request.viewer, today=today, now=timezone.now()),
        "may_make": request.viewer.may(Ability.KEEP_GROUPS),
    }
    return render(request, "groups/list.html", context)


@require_safe
@needs(Ability.KEEP_GROUPS)
def history(request):
    stated = selectors.stated_of_groups(viewer=request.viewer, today=timezone.localdate())
    labels = {one.key: one.label for one in selectors.services_on(timezone.localdate())}
    rows = [(one, labels.get(one.service, "")) for one in stated]
    return render(request, "groups/history.html", {"stated": rows})


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_GROUPS)
def new(request):
    form = GroupForm(request.POST or None, initial={"kind": GroupKind.LOCAL})
    if request.method == "POST" and form.is_valid():
        pk = done_with(form, lambda: services.make_group(form.content, **by_now(request)))
        if pk:
            messages.success(request, _("Gruppen är skapad. Lägg till dess ledamöter."))
            return redirect("groups:members", pk)
    return form_page(request, form)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_GROUPS)
def edit(request, pk):
    card = group_or_404(request, pk)
    shown = ("version", "name", "kind", "valid_from", "valid_to", "source")
    initial = {name: getattr(card, name) for name in shown} | {"areas": card.area_ids}
    form = GroupForm(request.POST or None, initial=initial, is_known=True)
    if request.method == "POST" and form.is_valid():

        def change():
            version = form.cleaned_data["version"] or 0
            services.change_group(pk, form.content, seen_version=version, **by_now(request))
            return pk

        if done_with(form, change):
            messages.success(request, _("Ändringen är sparad."))
            return redirect("groups:show", pk)
    return form_page(request, form, card)


def form_page(request, form, card=None):
    status = 422 if form.errors else 200
    return render(request, "groups/edit.html", {"form": form, "group": card}, status=status)


def day_of(written, today):
    """The day that the address asks for, today unless it says one."""
    if not written:
        return today
    try:
        return date.fromisoformat(written)
    except ValueError as wrong:
        raise Http404 from wrong
