"""What has Samsyn done by itself, what did it give up, and does anybody work?"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samsyn.domain.access import Ability
from samsyn.jobs import selectors, services
from samsyn.jobs.schedules import SCHEDULES
from samsyn.web.permissions import needs


@require_safe
@needs(Ability.KEEP_RUNNING)
def show(request):
    now = timezone.now()
    names = {schedule.task: _(schedule.label) for schedule in SCHEDULES}
    failed = [(job, names.get(job.task, job.name)) for job in selectors.failed_jobs()]
    return render(
        request,
        "jobs/show.html",
        {
            "failed": failed,
            "counts": selectors.counts(),
            "workers": list(selectors.live_workers(now=now)),
            "schedules": [
                (_(one.schedule.label), one) for one in selectors.schedule_states(now=now)
            ],
        },
    )


@require_POST
@needs(Ability.KEEP_RUNNING)
def run_again(request, pk):
    if services.run_again(pk, by=request.viewer, now=timezone.now()):
        messages.success(request, _("Jobbet står i kön och görs om."))
    else:
        messages.info(request, _("Jobbet är inte längre bland de misslyckade."))
    return redirect("jobs:show")


@require_POST
@needs(Ability.KEEP_RUNNING)
def put_aside(request, pk):
    if services.put_aside(pk, by=request.viewer, now=timezone.now()):
        messages.success(request, _("Jobbet är undanlagt och görs inte om."))
    else:
        messages.info(request, _("Jobbet är inte längre bland de misslyckade."))
    return redirect("jobs:show")
