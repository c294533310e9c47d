"""Which reports are there, and how far is each?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samsyn.domain.access import Ability
from samsyn.reports import services
from samsyn.reports.selectors.drafts import reports_of_years
from samsyn.reports.selectors.editions import frozen_editions
from samsyn.reports.services import ReportRefused
from samsyn.statistics.selectors import years_counted
from samsyn.web.permissions import needs
from samsyn.web.reports.found import draft_or_404
from samsyn.web.reports.shown import lines_of, standing_of
from samsyn.web.reports.steps import open_steps


@require_safe
@needs(Ability.WRITE_REPORTS)
def list_(request):
    cards = {one.year: one for one in reports_of_years(viewer=request.viewer)}
    years = sorted({*years_counted(viewer=request.viewer), *cards}, reverse=True)
    lines = [(year, cards.get(year)) for year in years]
    context = {
        "years": [(year, card, standing_of(card.state) if card else None) for year, card in lines]
    }
    return render(request, "reports/list.html", context)


@require_POST
@needs(Ability.WRITE_REPORTS)
def start(request):
    posted = request.POST.get("year", "")
    if not posted.isdecimal():
        raise Http404
    year = int(posted)
    try:
        services.start_report(year=year, by=request.viewer, now=timezone.now())
    except ReportRefused as refused:
        if refused.why != "exists":  # no figures: no page offers it
            raise Http404 from refused
    else:
        messages.success(request, _("Rapporten är påbörjad. Ingen annan än sekretariatet ser den."))
    return redirect("reports:show", year)


@require_safe
@needs(Ability.WRITE_REPORTS)
def show(request, year):
    draft = draft_or_404(request, year)
    context = {
        "draft": draft,
        "report": draft.report,
        "standing": standing_of(draft.state),
        "lines": lines_of(draft),
        "lost": draft.without_chapter,
        "editions": frozen_editions(draft.report, viewer=request.viewer),
        "open_steps": open_steps(draft, request.viewer),
    }
    return render(request, "reports/show.html", context)
