"""What has each group set out to do, and what is late?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samsyn.domain.access import Ability
from samsyn.domain.plans import PlanRefused
from samsyn.domain.vocabulary import MeasureStatus
from samsyn.plans.documents import routine_of
from samsyn.plans.selectors import groups_with_plans, overview, plan_page, years_planned
from samsyn.plans.services import start_plan
from samsyn.web.permissions import needs
from samsyn.web.plans.forms import OverviewForm

OVERDUE = "overdue"
PAPERS = (("pdf", "PDF"), ("docx", "Word"))


@require_safe
@needs(Ability.READ_PLANS)
def list_(request):
    today = timezone.localdate()
    if request.viewer.area_id is not None:
        groups = groups_with_plans(viewer=request.viewer, today=today)
        if groups:
            return redirect("plans:show", groups[0].id, _latest_year(request, today))
        return render(request, "plans/none.html")
    years = years_planned(viewer=request.viewer, today=today)
    form = OverviewForm(request.GET, years=sorted({*years, today.year}, reverse=True))
    if not form.is_valid():
        return render(request, "plans/list.html", {"form": form}, status=422)
    year, status = form.cleaned_data["ar"] or today.year, form.cleaned_data["status"]
    found = overview(
        year,
        viewer=request.viewer,
        today=today,
        statuses=[MeasureStatus(status)] if status and status != OVERDUE else (),
        only_overdue=status == OVERDUE,
    )
    context = {
        "form": form,
        "year": year,
        "today": today,
        "groups": [one for one in found if one.plan and (one.points or not status)],
        "without": [one.group for one in found if one.plan is None],
        "is_chosen": bool(status),
        "open_count": sum(one.open_count for one in found),
        "overdue_count": sum(one.overdue_count for one in found),
    }
    return render(request, "plans/list.html", context)


def _latest_year(request, today) -> int:
    years = years_planned(viewer=request.viewer, today=today)
    return years[0] if years else today.year


@require_safe
@needs(Ability.READ_PLANS)
def show(request, group_id, year):
    page = plan_or_404(request, group_id, year)
    today = timezone.localdate()
    newest = page.plans[0].year if page.plans else None
    context = {
        "page": page,
        "year": year,
        "rows": [(one, one.is_overdue(today)) for one in page.points],
        "routine": routine_of(page.group),
        "years": [(one.year, one.year == year) for one in page.plans],
        "may_write": page.may_keep and page.plan is not None and page.plan.is_newest,
        "startable": startable(page, today),
        "newest": newest,
        "papers": PAPERS,
    }
    return render(request, "plans/show.html", context)


def startable(page, today) -> list[int]:
    """The years whose plan can be begun: this one, and the next from autumn on or when this has one."""
    if not page.may_keep:
        return []
    planned = {one.year for one in page.plans}
    newest = max(planned, default=0)
    return [one for one in (today.year, today.year + 1) if one not in planned and one > newest][:1]


@require_POST
@needs(Ability.KEEP_PLAN)
def start(request, group_id, year):
    page = plan_or_404(request, group_id, year)
    try:
        start_plan(group_id, year, by=request.viewer, now=timezone.now())
    except PlanRefused:
        messages.error(request, _("Planen kan bara påbörjas för i år eller nästa år."))
    else:
        carried = bool(page.plans)
        messages.success(
            request,
            _("Planen är påbörjad. Öppna punkter från förra planen följde med.")
            if carried
            else _("Planen är påbörjad. Lägg till den första punkten."),
        )
    return redirect("plans:show", group_id, year)


def plan_or_404(request, group_id, year):
    """The group's plan of a year, if the viewer reads the group's plans."""
    page = None
    if 2000 <= year <= 2200:
        page = plan_page(group_id, year, viewer=request.viewer, today=timezone.localdate())
    if page is None:
        raise Http404
    return page
