"""Which deviations tell of the same event? The secretariat looks, says so, and takes it back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from samsyn.audit import services as audit
from samsyn.deviations.selectors.similar import copied_ids, copy_told
from samsyn.domain.access import Ability
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import AuditKind
from samsyn.events import selectors, services
from samsyn.web.errors import conflict
from samsyn.web.inbox.pages import page_of
from samsyn.web.permissions import needs

LIST_NAME = gettext_noop("Samma händelse")
"""What the log calls what is shown here."""

EVENTS_A_PAGE = 25


def told_or_404(request, number):
    told = copy_told(number, viewer=request.viewer)
    if told is None:
        raise Http404
    return told


def has_listed(request, told) -> None:
    if not (ids := sorted({one.id for one in told})):
        return
    audit.record(
        AuditKind.LISTED,
        by=request.viewer,
        now=timezone.now(),
        object_kind="deviation",
        label=LIST_NAME,
        details={"ids": ids},
    )


@needs(Ability.LINK_EVENTS)
@require_safe
def show_list(request):
    viewer = request.viewer
    pairs = selectors.pairs_proposed(viewer=viewer)
    events = selectors.events_linked(viewer=viewer)
    page = page_of(events, request.GET.get("sida", ""), EVENTS_A_PAGE)
    linked = selectors.as_events([event.pk for event in page.rows], viewer=viewer)
    shown = [one for pair in pairs for one in (pair.first, pair.second)]
    has_listed(request, [*shown, *(one for event in linked for one in event.told)])
    context = {"pairs": pairs, "events": linked, "page": page}
    return render(request, "events/list.html", context)


@needs(Ability.LINK_EVENTS)
@require_safe
def show(request, number):
    return event_page(request, told_or_404(request, number))


def event_page(request, told, *, status=200, fault="", typed=""):
    linked = selectors.linked_with(told.id, viewer=request.viewer)
    proposals = selectors.proposals_for(told, viewer=request.viewer)
    has_listed(request, [told, *linked, *(one.told for one in proposals)])
    context = {"told": told, "linked": linked, "proposals": proposals}
    context |= {"fault": fault, "typed": typed}
    return render(request, "events/show.html", context, status=status)


@needs(Ability.LINK_EVENTS)
@require_POST
def link(request, number):
    told = told_or_404(request, number)
    typed = request.POST.get("number", "").strip()
    wanted = {*request.POST.getlist("numbers"), *([typed.upper()] if typed else [])} - {number}
    ids = copied_ids(wanted, viewer=request.viewer)
    if not wanted:
        fault = gettext("Välj minst en avvikelse, eller skriv ett nummer.")
    elif missing := wanted - set(ids):
        fault = gettext("Det finns ingen avvikelse med numret %(number)s.") % {
            "number": ", ".join(sorted(missing))
        }
    else:
        return linked(request, number, {told.id, *ids.values()})
    return event_page(request, told, status=422, fault=fault, typed=typed)


def linked(request, number, ids):
    try:
        services.link_as_one_event(deviation_ids=ids, by=request.viewer, now=timezone.now())
    except Outdated:
        return conflict(request)
    messages.success(request, gettext("Länkade som samma händelse. Parterna märker ingenting."))
    return redirect("events:show", number)


@needs(Ability.LINK_EVENTS)
@require_POST
def set_apart(request, number):
    told = told_or_404(request, number)
    ids = copied_ids(request.POST.getlist("numbers"), viewer=request.viewer)
    if not (others := set(ids.values()) - {told.id}):
        fault = gettext("Välj minst en avvikelse.")
        return event_page(request, told, status=422, fault=fault)
    services.set_apart(
        deviation_id=told.id, other_ids=others, by=request.viewer, now=timezone.now()
    )
    messages.success(request, gettext("De föreslås inte igen."))
    if "from_list" in request.POST:
        return redirect("events:list")
    return redirect("events:show", number)


@needs(Ability.LINK_EVENTS)
@require_POST
def unlink(request, number):
    told = told_or_404(request, number)
    services.unlink(deviation_id=told.id, by=request.viewer, now=timezone.now())
    messages.success(request, gettext("Avvikelsen räknas som en egen händelse igen."))
    return redirect("events:show", number)
