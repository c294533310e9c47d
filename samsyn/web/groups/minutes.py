"""At the meeting and after it: who came, what was said and decided, and when it is finished."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.domain.access import Ability
from samsyn.groups.selectors import attendance as selectors
from samsyn.groups.selectors.absences import begun_at
from samsyn.groups.selectors.meetings import agenda_of
from samsyn.groups.services import absences, agenda
from samsyn.groups.services import minutes as services
from samsyn.web.account.viewing import ACTING_FOR
from samsyn.web.groups.forms import AttendanceForm, ItemForm, WriteItemForm
from samsyn.web.groups.reaching import (
    by_now,
    done,
    done_with,
    frame_of_meeting,
    meeting_or_404,
)
from samsyn.web.permissions import needs

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_MEETINGS)
def attendance(request, pk):
    row = meeting_or_404(request, pk)
    told = selectors.attendance_at(row)
    form = AttendanceForm(request.POST or None, attendance=told)
    if request.method == "POST" and form.is_valid():

        def record():
            services.record_attendance(pk, form.presence, **by_now(request))
            return True

        if done_with(form, record):
            messages.success(request, _("Närvaron är sparad."))
            return redirect("groups:attendance", pk)
    begun = begun_at(row, viewer_units=[one.unit_id for one in request.viewer_choices])
    context = {
        "form": form,
        "members": told,
        "absent": [(one, begun.get(one.service.key)) for one in selectors.absent_at(row, told)],
        "writers": [one for one in request.viewer_choices if one.may(Ability.WRITE_DEVIATION)],
        "has_begun": row.starts_at <= timezone.now(),
        "is_open": not row.minutes_at and not row.cancelled_at,
    }
    status = 422 if form.errors else 200
    frame = frame_of_meeting(request, row, **context)
    return render(request, "groups/attendance.html", frame, status=status)


@require_POST
@needs(Ability.KEEP_MEETINGS)
def absence(request, pk):
    """Begin the deviation for a unit that the person acts for, and go there as its writer."""
    meeting_or_404(request, pk)
    chosen = request.POST.get("unit")
    unit = next((one for one in request.viewer_choices if one.key == chosen), None)
    if unit is None:
        messages.error(request, _("Välj en verksamhet som du företräder."))
        return redirect("groups:attendance", pk)
    key = []

    def begin():
        service = request.POST.get("service", "")
        key.append(absences.begin_absence_draft(pk, service, unit=unit, **by_now(request)))

    if not done(request, begin):
        return redirect("groups:attendance", pk)
    request.session[ACTING_FOR] = unit.key
    messages.success(
        request,
        _("Ett utkast är ifyllt. Du företräder nu %s: läs, komplettera och skicka.")
        % unit.acting_for,
    )
    return redirect("deviations:edit_draft", key[0])


@require_POST
@needs(Ability.KEEP_MEETINGS)
def add_item(request, pk):
    row = meeting_or_404(request, pk)
    form = ItemForm(request.POST, prefix="item", viewer=request.viewer)
    if form.is_valid():
        found = form.cleaned_data
        added = done_with(
            form,
            lambda: agenda.add_item(
                pk, found["heading"], found["note"], decided=form.decided, **by_now(request)
            ),
        )
        if added:
            messages.success(request, _("Punkten är tillagd."))
            return redirect("groups:meeting", pk)
    frame = frame_of_meeting(request, row, form=form)
    return render(request, "groups/add_item.html", frame, status=422)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_MEETINGS)
def item(request, pk, item):
    row = meeting_or_404(request, pk)
    found = item_or_404(row, item)
    initial = {name: getattr(found, name) for name in ("version", "note", "minutes")}
    has_begun = row.starts_at <= timezone.now()
    form = WriteItemForm(
        request.POST or None, initial=initial, has_begun=has_begun, viewer=request.viewer
    )
    if request.method == "POST" and form.is_valid() and write(request, pk, found, form):
        messages.success(request, _("Sparat."))
        return redirect("groups:meeting", pk)
    frame = frame_of_meeting(request, row, form=form, item=found)
    return render(request, "groups/item.html", frame, status=422 if form.errors else 200)


def write(request, pk, found, form):
    typed = form.cleaned_data

    def save():
        agenda.write_item(
            found.id,
            note=typed["note"],
            minutes=typed.get("minutes"),
            seen_version=typed["version"],
            decided=form.decided,
            **by_now(request),
        )
        if typed.get("decision"):
            services.decide(
                pk, typed["decision"], item_id=found.id, decided=form.decided, **by_now(request)
            )
        return True

    return done_with(form, save)


@require_POST
@needs(Ability.KEEP_MEETINGS)
def remove_item(request, pk, item):
    item_or_404(meeting_or_404(request, pk), item)
    done(request, lambda: agenda.remove_item(item, **by_now(request)), _("Punkten är borttagen."))
    return redirect("groups:meeting", pk)


@require_POST
@needs(Ability.KEEP_MEETINGS)
def withdraw(request, pk, decision):
    row = meeting_or_404(request, pk)
    if not row.decisions.filter(pk=decision).exists():
        raise Http404
    done(
        request,
        lambda: services.withdraw_decision(decision, **by_now(request)),
        _("Beslutet är borttaget ur protokollet."),
    )
    return redirect("groups:meeting", pk)


@require_POST
@needs(Ability.KEEP_MEETINGS)
def finish(request, pk):
    meeting_or_404(request, pk)
    done(
        request, lambda: services.finish_minutes(pk, **by_now(request)), _("Protokollet är klart.")
    )
    return redirect("groups:meeting", pk)


@require_POST
@needs(Ability.KEEP_MEETINGS)
def reopen(request, pk):
    meeting_or_404(request, pk)
    done(
        request,
        lambda: services.open_minutes(pk, **by_now(request)),
        _("Protokollet är öppet igen. Det syns att det har öppnats."),
    )
    return redirect("groups:meeting", pk)


def item_or_404(row, item):
    found = next((one for one in agenda_of(row) if one.id == item), None)
    if found is None:
        raise Http404
    return found
