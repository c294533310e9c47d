"""A group's tasks: given, and ended with what came of them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.domain.access import Ability
from samsyn.groups.selectors import meetings as selectors
from samsyn.groups.services.tasks import end_task, give_task
from samsyn.web.groups.forms import EndTaskForm, TaskForm
from samsyn.web.groups.reaching import by_now, done_with, frame_of, group_or_404, kept_or_404
from samsyn.web.permissions import needs

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@needs(Ability.READ_GROUPS)
def list_(request, pk):
    card, today = group_or_404(request, pk), timezone.localdate()
    tasks = [(one, one.is_late(today)) for one in selectors.tasks_of_card(card)]
    context = {
        "open": [pair for pair in tasks if pair[0].is_open],
        "ended": [one for one, _late in tasks if not one.is_open],
    }
    return render(request, "groups/tasks.html", frame_of(request, card, "tasks", **context))


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_MEETINGS)
def new(request, pk):
    card = kept_or_404(request, pk)
    form = TaskForm(request.POST or None, viewer=request.viewer)
    meeting, decision = (number(request.GET.get(name)) for name in ("mote", "beslut"))
    if request.method == "POST" and form.is_valid():
        given = done_with(
            form,
            lambda: give_task(
                pk,
                form.content,
                meeting_id=meeting,
                decision_id=decision,
                decided=form.decided,
                **by_now(request),
            ),
        )
        if given:
            messages.success(request, _("Uppgiften är given."))
            return redirect("groups:meeting", meeting) if meeting else redirect("groups:tasks", pk)
    frame = frame_of(request, card, "tasks", form=form)
    return render(request, "groups/new_task.html", frame, status=422 if form.errors else 200)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_MEETINGS)
def end(request, pk, task):
    card = kept_or_404(request, pk)
    found = selectors.task_by_pk(task, viewer=request.viewer, today=timezone.localdate())
    if found is None or found.group_id != pk:
        raise Http404
    form = EndTaskForm(
        request.POST or None, initial={"version": found.version}, viewer=request.viewer
    )
    if request.method == "POST" and form.is_valid():

        def end_it():
            end_task(
                task,
                is_done="drop" not in request.POST,
                result=form.cleaned_data["result"],
                seen_version=form.cleaned_data["version"],
                decided=form.decided,
                **by_now(request),
            )
            return True

        if done_with(form, end_it):
            messages.success(request, _("Uppgiften är avslutad."))
            return redirect("groups:tasks", pk)
    frame = frame_of(request, card, "tasks", form=form, task=found)
    return render(request, "groups/end_task.html", frame, status=422 if form.errors else 200)


def number(written):
    return int(written) if (written or "").isdecimal() else None
