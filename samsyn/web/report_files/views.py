"""Which files of an edition are made, how far is the worker, and what can be done when it gave up?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samsyn.domain.access import Ability
from samsyn.jobs.selectors import live_workers
from samsyn.reports.making.selectors import MakingState, making_of
from samsyn.reports.making.services import ask_for_forms
from samsyn.reports.published import edition_of
from samsyn.web.permissions import needs

SHOWN_AS = {
    MakingState.THERE: ("check-circle", "done"),
    MakingState.WAITING: ("clock", "waiting"),
    MakingState.RUNNING: ("clock", "going"),
    MakingState.GIVEN_UP: ("stop", "late"),
    MakingState.MISSING: ("alert", "waiting"),
}
"""Icon and tone."""


@require_safe
@needs(Ability.WRITE_REPORTS)
def show(request, year, number):
    standing = _standing_or_404(request, year, number)
    making = making_of(standing.edition)
    icon, tone = SHOWN_AS[making.state]
    nobody_works = making.is_going_on and not live_workers(now=timezone.now()).exists()
    context = {
        "report": standing.report,
        "edition": standing.edition,
        "making": making,
        "word": _(making.state.label),
        "now": _(making.now.label) if making.now else "",
        "icon": icon,
        "tone": tone,
        "nobody_works": nobody_works,
    }
    return render(request, "report_files/show.html", context)


@require_POST
@needs(Ability.WRITE_REPORTS)
def make(request, year, number):
    standing = _standing_or_404(request, year, number)
    if ask_for_forms(standing.edition):
        messages.success(request, _("Filerna står i kön och görs en i taget."))
    else:
        messages.info(request, _("Filerna är redan gjorda eller på väg."))
    return redirect("report_files:show", year, number)


def _standing_or_404(request, year, number):
    standing = edition_of(year, number, viewer=request.viewer)
    if standing is None:
        raise Http404
    return standing
