"""What came in, as tables and charts with n and base, and as a report to take along?"""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Ability
from samsyn.domain.vocabulary import AuditKind
from samsyn.exports.report_html import html_of
from samsyn.exports.report_page import page_of
from samsyn.groups.selectors.groups import group_by_pk
from samsyn.reports.making.forms import FORMS, Form
from samsyn.reports.of_surveys import survey_report
from samsyn.surveys.selectors.results import results_of, results_of_group
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.permissions import needs

HTML = Form("html", "HTML", "html", "text/html; charset=utf-8", html_of)
TAKEN = {
    form.key: form for form in (FORMS["pdf"], FORMS["docx"], HTML, FORMS["xlsx"], FORMS["zip"])
}


@require_safe
@needs(Ability.READ_SURVEYS)
def show(request, pk):
    results = _or_404(request, pk)
    report = _report(request, results)
    context = {
        "round": results.round,
        "report": report,
        "shown": page_of(report),
        "files": TAKEN.values(),
    }
    return render(request, "surveys/results.html", context)


@require_safe
@needs(Ability.READ_SURVEYS)
def of_group(request, pk, group_id):
    today = day_in_stockholm(timezone.now())
    results = results_of_group(pk, group_id, viewer=request.viewer, today=today)
    group = group_by_pk(group_id, viewer=request.viewer, today=today)
    if results is None or group is None:
        raise Http404
    report = _report(request, results, group_id)
    context = {"round": results.round, "group": group, "report": report, "shown": page_of(report)}
    return render(request, "surveys/results.html", context)


@require_safe
@needs(Ability.READ_SURVEYS)
@inert
def download(request, pk, form):
    if form not in TAKEN:
        raise Http404
    results = _or_404(request, pk)
    report, kind = _report(request, results), TAKEN[form]
    response = HttpResponse(kind.make(report), kind.media_type)
    audit.record(
        AuditKind.EXPORTED,
        by=request.viewer,
        now=timezone.now(),
        object_kind="survey_round",
        object_id=pk,
        label=results.round.titles["sv"],
        details={"form": form},
    )
    return as_download(response, f"{slugify(report.title)}.{kind.suffix}")


def _or_404(request, pk):
    today = day_in_stockholm(timezone.now())
    results = results_of(pk, viewer=request.viewer, today=today)
    if results is None:
        raise Http404
    return results


def _report(request, results, group_id=None):
    language = (get_language() or "sv")[:2]
    today = day_in_stockholm(timezone.now())
    return survey_report(
        results, language=language, viewer=request.viewer, today=today, group_id=group_id
    )
