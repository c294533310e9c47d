"""Who may read the log on a page, and what is left behind when somebody has?"""

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samsyn.audit import selectors
from samsyn.audit.services import record
from samsyn.domain.access import Ability
from samsyn.domain.vocabulary import AuditKind
from samsyn.web.audit.forms import LogForm
from samsyn.web.audit.log_csv import log_as_csv
from samsyn.web.permissions import needs

PER_PAGE = 50


@require_safe
@needs(Ability.READ_AUDIT)
def log(request):
    form = LogForm(request.GET, viewer=request.viewer)
    events = selectors.events(viewer=request.viewer, chosen=form.chosen)
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    response = render(request, "audit/log.html", {"form": form, "page": page})
    _read(request, AuditKind.READ_LOG, form, page=page.number)
    return response


@require_safe
@needs(Ability.READ_AUDIT)
def export(request):
    form = LogForm(request.GET, viewer=request.viewer)
    events = selectors.events(viewer=request.viewer, chosen=form.chosen)
    _read(request, AuditKind.EXPORTED, form, rows=events.count())
    name = f"samsyn-logg-{timezone.localdate().isoformat()}.csv"
    return StreamingHttpResponse(
        log_as_csv(events.iterator(chunk_size=1000)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _read(request, kind, form, **details):
    # Which filters were used, not the words: a name that was searched for is no code.
    used = sorted(name for name, value in form.cleaned_data.items() if value)
    record(
        kind,
        by=request.viewer,
        now=timezone.now(),
        object_kind="log",
        details={"filters": used, **details},
    )
