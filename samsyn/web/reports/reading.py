"""The whole report, as it will look, for who writes and for who reads it through."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.domain.access import Ability
from samsyn.exports.report_page import page_of
from samsyn.web.permissions import needs
from samsyn.web.reports.found import draft_or_404
from samsyn.web.reports.shown import standing_of
from samsyn.web.reports.steps import open_steps


@require_safe
@needs(Ability.WRITE_REPORTS)
def read(request, year):
    draft = draft_or_404(request, year)
    context = {
        "draft": draft,
        "report": draft.report,
        "standing": standing_of(draft.state),
        "shown": page_of(draft.whole()),
        "open_steps": open_steps(draft, request.viewer),
    }
    return render(request, "reports/read.html", context)
