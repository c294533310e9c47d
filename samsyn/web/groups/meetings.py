"""The meetings of a group: planned, changed, called, cancelled, and put in a calendar (39)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.domain.access import Ability
from samsyn.groups.calling import invitation
from samsyn.groups.selectors import groups
from samsyn.groups.selectors import meetings as selectors
from samsyn.groups.services import meetings as services
from samsyn.groups.vocabulary import ForumLevel, MeetingState
from samsyn.web.groups.forms import CancelForm, ItemForm, MeetingForm
from samsyn.web.groups.members import choices_of
from samsyn.web.groups.reaching import (
    by_now,
    done,
    done_with,
    frame_of,
    frame_of_meeting,
    group_or_404,
    kept_or_404,
    meeting_or_404,
)
from samsyn.web.groups.standing import with_standing
from samsyn.web.permissions import needs

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@needs(Ability.READ_GROUPS)
def list_(request, pk):
    card, now = group_or_404(request, pk), timezone.now()
    today = timezone.localdate()
    found = selectors.meetings_of(pk, viewer=request.viewer, today=today, now=now)
    coming = sorted(
        (one for one in found if one.ends_at > now and one.state is not MeetingState.CANCELLED),
        key=lambda one: one.starts_at,
    )
    been = [one for one in found if one not in coming]
    decisions = selectors.decisions_of(pk, viewer=request.viewer, today=today)
    context = {"coming": coming, "been": been, "decisions": decisions[:10]}
    return render(request, "groups/meetings.html", frame_of(request, card, "meetings", **context))


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_MEETINGS)
def plan(request, pk):
    card = kept_or_404(request, pk)
    meeting = [
        one
        for one in groups.forums_of(pk, day=timezone.localdate())
        if one.level is not ForumLevel.CASES
    ]
    form = MeetingForm(request.POST or None, forums=choices_of(meeting), viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        planned = done_with(
            form,
            lambda: services.plan_meetings(
                int(found["forum"]),
                form.content,
                every_weeks=found["every_weeks"] or 0,
                times=found["times"] or 1,
                decided=form.decided,
                **by_now(request),
            ),
        )
        if planned:
            messages.success(request, planned_words(len(planned)))
            return redirect("groups:meeting", planned[0])
    return plan_page(request, form, frame_of(request, card, "meetings"))


def planned_words(many):
    told = ngettext("%d möte är planerat.", "%d möten är planerade.", many) % many
    return told + " " + _("Kallelsen går när du skickar den.")


def plan_page(request, form, context):
    context |= {"form": form}
    return render(request, "groups/plan.html", context, status=422 if form.errors else 200)


@require_safe
@needs(Ability.READ_GROUPS)
def show(request, pk):
    row = meeting_or_404(request, pk)
    decisions = selectors.decisions_at(row)
    items = selectors.agenda_of(row, decisions)
    free = [one for one in decisions if one.item_id is None]
    tasks = selectors.tasks_at(row)
    context = {
        "items": with_standing(request, row, items, tasks),
        "free_decisions": free,
        "tasks": [one for one in tasks if one.meeting_id == row.pk],
        "cancel": CancelForm(prefix="cancel"),
        "item_form": ItemForm(prefix="item"),
        "has_begun": row.starts_at <= timezone.now(),
        "is_open": not row.minutes_at and not row.cancelled_at,
    }
    return render(request, "groups/meeting.html", frame_of_meeting(request, row, **context))


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_MEETINGS)
def change(request, pk):
    row = meeting_or_404(request, pk)
    starts, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    initial = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
    shown = ("version", "place", "digital_place", "introduction")
    initial |= {name: getattr(row, name) for name in shown}
    form = MeetingForm(request.POST or None, initial=initial, is_known=True, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():

        def change_it():
            version = form.cleaned_data["version"] or 0
            services.change_meeting(
                pk, form.content, seen_version=version, decided=form.decided, **by_now(request)
            )
            return True

        if done_with(form, change_it):
            messages.success(request, changed_words(row))
            return redirect("groups:meeting", pk)
    return plan_page(request, form, frame_of_meeting(request, row))


def changed_words(row):
    if row.called_at:
        return _("Ändringen är sparad. Skicka kallelsen igen, så flyttas mötet i kalendrarna.")
    return _("Ändringen är sparad.")


@require_POST
@needs(Ability.KEEP_MEETINGS)
def call(request, pk):
    meeting_or_404(request, pk)
    sent = []
    if done(request, lambda: sent.append(services.call_meeting(pk, **by_now(request)))):
        told = ngettext(
            "Kallelsen går till %d ledamot.", "Kallelsen går till %d ledamöter.", sent[0]
        )
        messages.success(request, told % sent[0])
    return redirect("groups:meeting", pk)


@require_POST
@needs(Ability.KEEP_MEETINGS)
def cancel(request, pk):
    meeting_or_404(request, pk)
    form = CancelForm(request.POST, prefix="cancel", viewer=request.viewer)
    reason = form.cleaned_data.get("reason", "") if form.is_valid() else None
    if reason is None:
        messages.error(request, _("Texten innehåller kanske personuppgifter. Inget är sparat."))
    else:
        done(
            request,
            lambda: services.cancel_meeting(pk, reason, decided=form.decided, **by_now(request)),
            _("Mötet är inställt. De som har kallats får veta det."),
        )
    return redirect("groups:meeting", pk)


@require_safe
@needs(Ability.READ_GROUPS)
def calendar(request, pk):
    row = meeting_or_404(request, pk)
    body = invitation(row, now=timezone.now())
    return HttpResponse(
        body,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="mote-{pk}.ics"'},
    )
