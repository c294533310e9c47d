"""What came in, as tables and charts with n and base, and as a report to take along?"""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Ability
from samsyn.domain.questionnaires import QuestionKind
from samsyn.domain.vocabulary import AuditKind
from samsyn.exports.report_html import html_of
from samsyn.exports.report_page import page_of
from samsyn.groups.selectors.groups import group_by_pk
from samsyn.reports.making.forms import FORMS, Form
from samsyn.reports.of_surveys import survey_report
from samsyn.surveys.selectors.questionnaires import may_keep
from samsyn.surveys.selectors.results import results_of, results_of_group
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.permissions import needs

HTML = Form("html", "HTML", "html", "text/html; charset=utf-8", html_of)
TAKEN = {
    form.key: form for form in (FORMS["pdf"], FORMS["docx"], HTML, FORMS["xlsx"], FORMS["zip"])
}


HOLD_TEXTS = ("pdf", "docx", "html")
"""The others are tables alone."""
WITHOUT_TEXTS = "utan-fritext"
"""The parameter that leaves free texts out of a file, so that it can be given to others."""


@require_safe
@needs(Ability.READ_SURVEYS)
def show(request, pk):
    results = _or_404(request, pk)
    return _shown(request, results, _report(request, results))


@require_safe
@needs(Ability.READ_SURVEYS)
def of_group(request, pk, group_id):
    results, group = _of_group_or_404(request, pk, group_id)
    return _shown(request, results, _report(request, results, group_id), group)


def _shown(request, results, report, group=None):
    kinds = {one.kind for one in results.round.asks.questions()}
    has_texts = QuestionKind.TEXT in kinds and may_keep(viewer=request.viewer)
    context = {
        "round": results.round,
        "group": group,
        "report": report,
        "shown": page_of(report),
        "files": TAKEN.values(),
        "with_texts": [TAKEN[key] for key in HOLD_TEXTS] if has_texts else (),
        "without_texts": WITHOUT_TEXTS,
    }
    return render(request, "surveys/results.html", context)


@require_safe
@needs(Ability.READ_SURVEYS)
@inert
def download(request, pk, form):
    results = _or_404(request, pk)
    return _taken(request, _report(request, results), form, pk, results.round.titles["sv"])


@require_safe
@needs(Ability.READ_SURVEYS)
@inert
def download_of_group(request, pk, group_id, form):
    results, group = _of_group_or_404(request, pk, group_id)
    report = _report(request, results, group_id)
    named = replace(report, subtitle=f"{group.name}. {report.subtitle}")
    return _taken(request, named, form, pk, f"{results.round.titles['sv']}: {group.name}")


def _taken(request, report, form, pk, label):
    if form not in TAKEN:
        raise Http404
    kind = TAKEN[form]
    response = HttpResponse(kind.make(report), kind.media_type)
    audit.record(
        AuditKind.EXPORTED,
        by=request.viewer,
        now=timezone.now(),
        object_kind="survey_round",
        object_id=pk,
        label=label,
        details={"form": form},
    )
    return as_download(response, f"{slugify(report.title)}.{kind.suffix}")


def _or_404(request, pk):
    today = day_in_stockholm(timezone.now())
    results = results_of(pk, viewer=request.viewer, today=today)
    if results is None:
        raise Http404
    return results


def _of_group_or_404(request, pk, group_id):
    today = day_in_stockholm(timezone.now())
    results = results_of_group(pk, group_id, viewer=request.viewer, today=today)
    group = group_by_pk(group_id, viewer=request.viewer, today=today)
    if results is None or group is None:
        raise Http404
    return results, group


def _report(request, results, group_id=None):
    return survey_report(
        results,
        language=(get_language() or "sv")[:2],
        viewer=request.viewer,
        today=day_in_stockholm(timezone.now()),
        group_id=group_id,
        with_texts=WITHOUT_TEXTS not in request.GET,
    )
