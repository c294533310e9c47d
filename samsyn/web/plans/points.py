"""What does one point say, what has it said, and did it help?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.domain.access import Ability
from samsyn.domain.plans import BasisKind, PlanRefused
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.plans.effects import group_effects
from samsyn.plans.selectors import point_page
from samsyn.plans.services import change_point, write_point
from samsyn.web.permissions import needs
from samsyn.web.plans.forms import PointForm, initial_of
from samsyn.web.plans.views import plan_or_404

GET_AND_POST = ["GET", "HEAD", "POST"]
OUTDATED = gettext_lazy(
    "Någon annan har ändrat punkten medan du skrev. Det du skrev står kvar. Läs historiken och "
    "spara igen om ditt ska gälla."
)


@require_safe
@needs(Ability.READ_PLANS)
def show(request, pk):
    page = _page_or_404(request, pk)
    today = timezone.localdate()
    content = page.point.content
    effects = []
    if content.theme_id and content.began_on:
        asked = {"viewer": request.viewer, "today": today}
        effects = group_effects(content.theme_id, content.began_on, page.group, **asked)
    context = {
        "page": page,
        "point": page.point,
        "content": content,
        "is_overdue": page.point.is_overdue(today),
        "bases": [(one, link_of(one, request.viewer)) for one in content.bases],
        "effects": effects,
        "has_both": bool(content.theme_id and content.began_on),
        "older": page.versions[1:],
    }
    return render(request, "plans/point.html", context)


def link_of(basis, viewer) -> str:
    """Where a basis leads for this viewer; empty where it is words, or a page that is not theirs."""
    if basis.kind is BasisKind.DEVIATION:
        reads = viewer.may(Ability.READ_COPIES)
        return f"/avvikelser/{basis.leads_to}/" if basis.leads_to and reads else ""
    if basis.leads_to.startswith("/statistik/sticker-ut/") and not viewer.may(Ability.NOTICE):
        return ""
    return basis.leads_to


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_PLAN)
def new(request, group_id, year):
    page = plan_or_404(request, group_id, year)
    if page.plan is None or not page.plan.is_newest:
        raise Http404
    form = PointForm(
        *_posted(request), viewer=request.viewer, year=year, initial={"status": "planned"}
    )

    def save(**asked):
        write_point(page.plan.pk, form.content, key=form.cleaned_data["key"], **asked)

    if request.method == "POST" and form.is_valid() and _saved(request, form, save):
        messages.success(request, _("Punkten är sparad."))
        return redirect("plans:show", group_id, year)
    return _shown(request, form, page.group, year)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_PLAN)
def edit(request, pk):
    page = _page_or_404(request, pk)
    if not page.may_keep:
        raise Http404
    first = initial_of(page.point.content) | {"version": page.point.number}
    year = page.plan.year
    form = PointForm(*_posted(request), viewer=request.viewer, year=year, initial=first)

    def save(**asked):
        seen = form.cleaned_data["version"] or 0
        change_point(pk, form.content, seen_version=seen, **asked)

    if request.method == "POST" and form.is_valid() and _saved(request, form, save, page):
        messages.success(request, _("Punkten är sparad. Orden före ändringen finns kvar."))
        return redirect("plans:point", pk)
    return _shown(request, form, page.group, year, page.point)


def _saved(request, form, save, page=None) -> bool:
    try:
        save(by=request.viewer, now=timezone.now(), decided=form.decided)
    except PlanRefused as refused:
        form.refuse(refused.why)
    except PersonalDataFound as refused:
        form.tell_found(refused.found)
    except Outdated:
        form.add_error(None, OUTDATED)
        form.data = form.data.copy()
        form.data["version"] = page.point.number
    else:
        return True
    return False


def _page_or_404(request, pk):
    page = point_page(pk, viewer=request.viewer, today=timezone.localdate())
    if page is None:
        raise Http404
    return page


def _posted(request):
    return (request.POST,) if request.method == "POST" else ()


def _shown(request, form, group, year, point=None):
    context = {"form": form, "group": group, "year": year, "point": point}
    return render(request, "plans/edit.html", context, status=422 if form.errors else 200)
