"""The report about one place: a municipality, a principal, a kind of service, a local group or a unit.

The address holds what is asked for, so that it can be linked to; what the viewer may not have is as if
it did not exist. Of a few deviations the page counts the report itself; of many a worker does (ADR 0051).
"""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from samsyn.domain.access import Ability
from samsyn.exports.report_page import page_of
from samsyn.jobs.selectors import live_workers
from samsyn.reports.keeping.selectors import deviations_of_years, kept_report
from samsyn.reports.keeping.services import ask_for_report
from samsyn.reports.keeping.shapes import Length, is_made_at_once
from samsyn.reports.local import local_report, summary_of
from samsyn.reports.making.forms import FORMS
from samsyn.reports.making.selectors import MakingState
from samsyn.reports.whose import choices
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.permissions import needs
from samsyn.web.report_files.views import SHOWN_AS
from samsyn.web.reports.local_form import LocalForm
from samsyn.web.reports.swedish import swedish_in


@require_safe
@needs(Ability.READ_STATISTICS)
def show(request):
    counted, offered = deviations_of_years(viewer=request.viewer), choices(viewer=request.viewer)
    if not counted or not offered:
        return render(request, "reports/local.html", {"years": counted})
    form = LocalForm(request.GET, years=counted, offered=offered, viewer=request.viewer)
    if not form.is_valid():
        return _page(request, form, status=422)
    if not request.GET:
        return _page(request, form)
    if is_made_at_once(form.asked.year, counted):
        report = _counted(form, request.viewer)
        return _page(request, form, report=report, files=FORMS.values())
    kept = kept_report(form.asked, form.how_much, viewer=request.viewer)
    if request.htmx and _is_news(request, kept):
        return HttpResponseClientRefresh()
    return _page(request, form, report=kept.report if kept else None, **_standing(kept))


@require_POST
@needs(Ability.READ_STATISTICS)
def make(request):
    """Ask for a report; whoever asks is then shown it, or how far it is."""
    counted, offered = deviations_of_years(viewer=request.viewer), choices(viewer=request.viewer)
    if not counted or not offered:
        return redirect("local_reports:show")
    form = LocalForm(request.POST, years=counted, offered=offered, viewer=request.viewer)
    if not form.is_valid():
        return _page(request, form, status=422)
    if not is_made_at_once(form.asked.year, counted):
        ask_for_report(
            form.asked, by=request.viewer, now=timezone.now(), anew="anew" in request.POST
        )
    return redirect(_address(form))


@require_safe
@needs(Ability.READ_STATISTICS)
@inert
def download(request, form):
    counted, offered = deviations_of_years(viewer=request.viewer), choices(viewer=request.viewer)
    if form not in FORMS or not counted or "about" not in request.GET:
        raise Http404
    asked = LocalForm(request.GET, years=counted, offered=offered, viewer=request.viewer)
    if not asked.is_valid():
        raise Http404
    kind = FORMS[form]
    if is_made_at_once(asked.asked.year, counted):
        report = _counted(asked, request.viewer)
        response = HttpResponse(kind.make(report), kind.media_type)
        return as_download(response, f"{slugify(report.title)}.{kind.suffix}")
    kept = kept_report(asked.asked, asked.how_much, viewer=request.viewer)
    if kept is None or kept.report is None:
        return redirect(_address(asked))
    made = kept.form(form)
    response = (
        FileResponse(made.path.open("rb"), content_type=kind.media_type)
        if made and made.path
        else HttpResponse(kind.make(kept.report), kind.media_type)
    )
    return as_download(response, f"{slugify(kept.report.title)}.{kind.suffix}")


def _page(request, form, *, status=200, report=None, **more):
    context = {"years": True, "form": form, "report": report, **more}
    if status == 200 and request.GET:
        context |= {"query": form.address, "again": form.fields_again}
    if report:
        context["shown"] = page_of(report, swedish_in(report, viewer=request.viewer))
    return render(request, "reports/local.html", context, status=status)


def _counted(form, viewer):
    """The report that is asked for, as the data give it now."""
    asked = form.asked
    whole = local_report(
        asked.year,
        asked.about,
        language=asked.language,
        viewer=viewer,
        day=timezone.localdate(),
    )
    return summary_of(whole) if form.how_much is Length.SHORT else whole


def _standing(kept):
    """What the page tells of a report that a worker makes."""
    if kept is None:
        return {"is_kept": True}
    making = kept.making
    icon, tone = SHOWN_AS[making.state]
    return {
        "is_kept": True,
        "kept": kept,
        "making": making,
        "word": _(making.state.label),
        "icon": icon,
        "tone": tone,
        "is_given_up": making.state is MakingState.GIVEN_UP,
        "nobody_works": making.is_going_on and not live_workers(now=timezone.now()).exists(),
        "seen": _seen(kept),
    }


def _seen(kept):
    """Which report a page shows: another one that has been counted meanwhile is news."""
    return f"{kept.made_at.timestamp():.0f}" if kept.made_at else ""


def _is_news(request, kept):
    """Whether a page that asks for a part of itself shows no report, or not the one that there is now."""
    return kept is None or request.GET.get("sett", "") != _seen(kept)


def _address(form):
    return f"{reverse('local_reports:show')}?{form.address}"
