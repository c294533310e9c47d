"""Which answers are waited for? Each role sees as much of it as concerns it (requirement 3)."""

from dataclasses import dataclass

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.deviations.selectors.waiting import Owed, Whose, as_seen, sides_of, waiting_parts
from samsyn.domain.access import Ability
from samsyn.domain.vocabulary import AuditKind
from samsyn.exports.csv_file import csv_pieces
from samsyn.exports.waiting import waiting_list
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.inbox.forms import PAGE_SIZES
from samsyn.web.inbox.pages import page_of
from samsyn.web.permissions import needs

LIST_NAME = gettext_noop("Obesvarade")
"""What the log calls this list."""


@dataclass(frozen=True)
class Chosen:
    """Which list the address asks for; what is not understood narrows nothing."""

    whose: Whose
    owed: Owed | None


def chosen_by(request) -> Chosen:
    sides = sides_of(viewer=request.viewer)
    whose = next((one for one in sides if one == request.GET.get("vilka")), sides[0])
    owed = next((one for one in Owed if one == request.GET.get("lage")), None)
    return Chosen(whose, owed)


@needs(Ability.READ_WAITING)
@require_safe
def show(request):
    viewer, today = request.viewer, timezone.localdate()
    chosen = chosen_by(request)
    parts = waiting_parts(viewer=viewer, today=today, whose=chosen.whose, owed=chosen.owed)
    page = page_of(parts, request.GET.get("sida", ""), PAGE_SIZES[1])
    rows = [as_seen(part, viewer=viewer, today=today) for part in page.rows]
    has_listed(request, rows)
    context = {
        "page": page,
        "rows": rows,
        "chosen": chosen,
        "tabs": tabs_of(request, chosen),
        "narrowings": narrowings_of(request, chosen),
        "may_open": viewer.may(Ability.READ_DEVIATIONS) or viewer.may(Ability.READ_COPIES),
        "export": f"{reverse('waiting:csv')}?{_words(request, sida=None)}",
    }
    return render(request, "waiting/list.html", context)


def tabs_of(request, chosen):
    """One's own and others', at addresses of their own; none where there is one list only."""
    sides = sides_of(viewer=request.viewer)
    return [
        {
            "url": f"?{_words(request, vilka=side.value, sida=None)}",
            "words": gettext(side.label),
            "count": None,
            "current": side is chosen.whose,
        }
        for side in sides
        if len(sides) > 1
    ]


def narrowings_of(request, chosen):
    """What the list can be narrowed to, the whole first."""
    return [
        {
            "url": f"?{_words(request, lage=one.value if one else None, sida=None)}",
            "words": gettext(one.label) if one else gettext("Alla"),
            "current": one is chosen.owed,
        }
        for one in (None, *Owed)
    ]


def _words(request, **changes):
    words = request.GET.copy()
    for name, value in changes.items():
        words.pop(name, None)
        if value is not None:
            words[name] = value
    return words.urlencode()


@needs(Ability.READ_WAITING)
@require_safe
@inert
def download(request):
    viewer, today = request.viewer, timezone.localdate()
    chosen = chosen_by(request)
    parts = waiting_parts(viewer=viewer, today=today, whose=chosen.whose, owed=chosen.owed)
    exported = waiting_list(parts, viewer=viewer, today=today)
    audit.record(
        AuditKind.EXPORTED,
        by=viewer,
        now=timezone.now(),
        object_kind="list",
        label=exported.name,
        details={"format": "csv", "rows": exported.count},
    )
    pieces = csv_pieces(exported.rows())
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    return as_download(response, f"obesvarade-{today.isoformat()}.csv")


def has_listed(request, rows):
    if not rows:
        return
    audit.record(
        AuditKind.LISTED,
        by=request.viewer,
        now=timezone.now(),
        object_kind="deviation",
        label=LIST_NAME,
        details={"ids": sorted({row.deviation_id for row in rows})},
    )
