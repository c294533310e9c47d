"""From draft to edition: each step says what happens, and asks once."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samsyn.domain.access import Ability
from samsyn.domain.editions import ReportStepKind
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.reports.selectors.editions import frozen_editions
from samsyn.reports.services import ReportRefused
from samsyn.web.deviations.kept import keeps_typed
from samsyn.web.permissions import needs
from samsyn.web.reports.forms import NoteForm
from samsyn.web.reports.found import draft_or_404, words_of
from samsyn.web.reports.hindrances import hindrances
from samsyn.web.reports.step_pages import PAGES


def open_steps(draft, viewer):
    """The pages of the steps that the viewer may take now."""
    return [page for page in PAGES.values() if draft.may(page.kind, viewer)]


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.WRITE_REPORTS)
def take(request, year, step):
    page = PAGES.get(step)
    if page is None:
        raise Http404
    draft = draft_or_404(request, year)
    form = note_form(request, page, draft)
    if request.method != "POST":
        return step_page(request, draft, page, form)
    if form and not form.is_valid():
        return step_page(request, draft, page, form, status=422 if form.errors else 200)
    try:
        do(request, draft, page, form)
    except PersonalDataFound as refusal:
        (found,) = refusal.found.values()  # named note or errata by the service
        form.tell_found({"note": found})
        return step_page(request, draft, page, form, status=422)
    except (Outdated, ReportRefused) as refusal:
        fresh = draft_or_404(request, year)
        return step_page(request, fresh, page, form, status=409, why=words_of(refusal))
    messages.success(request, page.done)
    return redirect("reports:show", year)


def do(request, draft, page, form):
    """Take the step with what was written along."""
    seen = request.POST.get("seen_steps", "")
    given = {}
    if form:
        name = "errata" if page.kind is ReportStepKind.FROZEN else "note"
        given |= {name: form.cleaned_data["note"], "decided": form.decided}
    page.service(
        report_id=draft.report.pk,
        seen_steps=int(seen) if seen.isdecimal() else -1,
        by=request.viewer,
        now=timezone.now(),
        **given,
    )


def note_form(request, page, draft):
    """What is asked along with the step; of the first edition no errata."""
    initial = ""
    if page.kind is ReportStepKind.FROZEN:
        if not frozen_editions(draft.report, viewer=request.viewer).exists():
            return None
        initial = said_when_reopened(draft)
    if not page.note:
        return None
    return NoteForm(
        request.POST if request.method == "POST" else None,
        label=page.note,
        required=page.is_note_needed,
        initial=initial,
        viewer=request.viewer,
    )


def said_when_reopened(draft):
    """Why the report was last opened for a correction."""
    notes = [one.note for one in draft.steps if one.kind == ReportStepKind.REOPENED]
    return notes[-1] if notes else ""


def step_page(request, draft, page, form, *, status=200, why=""):
    is_open = draft.may(page.kind, request.viewer)
    found = hindrances(draft, page.kind) if is_open else []
    handed_in = [one for one in draft.steps if one.kind == ReportStepKind.ASKED]
    is_own = page.kind is ReportStepKind.APPROVED and handed_in and not is_open
    context = {
        "draft": draft,
        "report": draft.report,
        "page": page,
        "form": form,
        "why": why,
        "is_open": is_open,
        "is_own": is_own and handed_in[-1].by_id == request.viewer.user_id,
        "stops": [one for one in found if one.stops],
        "warnings": [one for one in found if not one.stops],
    }
    return render(request, "reports/step.html", context, status=status)
