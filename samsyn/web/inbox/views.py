"""The lists: inbox, sent, drafts, the secretariat's copies. The address says what is shown."""

from dataclasses import replace

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.deviations.selectors.answer_drafts import answer_drafts_of
from samsyn.deviations.selectors.drafts import drafts_of
from samsyn.deviations.selectors.lists import Order, copies_of, inbox_of, sent_of
from samsyn.domain.access import Ability
from samsyn.domain.vocabulary import AuditKind
from samsyn.web.inbox.forms import PAGE_SIZES, SAVED, ListForm, wishes_of
from samsyn.web.inbox.pages import page_of
from samsyn.web.inbox.rows import FIELDS, copy_row, inbox_row, sent_row
from samsyn.web.permissions import needs

LIST_NAMES = {
    "inbox": gettext_noop("Inkorg"),
    "sent": gettext_noop("Skickade"),
    "copies": gettext_noop("Kopior"),
    "drafts": gettext_noop("Utkast till svar"),
}
"""What the log calls them: source texts of the translations."""


@needs(Ability.READ_DEVIATIONS)
@require_safe
def inbox(request):
    return listed(request, "inbox", inbox_of, inbox_row, list(Order))


@needs(Ability.READ_DEVIATIONS)
@require_safe
def sent(request):
    return listed(request, "sent", sent_of, sent_row, [Order.NEWEST, Order.OLDEST])


@needs(Ability.READ_COPIES)
@require_safe
def copies(request):
    return listed(request, "copies", copies_of, copy_row, [Order.NEWEST, Order.OLDEST])


@needs(Ability.WRITE_DEVIATION)
@require_safe
def drafts(request):
    page = page_of(drafts_of(viewer=request.viewer), request.GET.get("sida", ""), PAGE_SIZES[0])
    answers = answer_drafts_of(viewer=request.viewer)
    answers = list(answers.select_related("addressing__deviation").order_by("-saved_at"))
    tell_log(request, "drafts", [draft.addressing.deviation_id for draft in answers])
    context = {"page": page, "answers": answers, "kept_days": settings.DRAFT_KEPT_DAYS}
    return render(request, "inbox/drafts.html", context)


def listed(request, name, selector, row_of, orders):
    form = ListForm(request.GET, orders=orders)
    wishes, today = wishes_of(form), timezone.localdate()
    rows = selector(viewer=request.viewer, wishes=wishes, today=today).only(*FIELDS[name])
    whole = None
    if wishes.text or wishes.standing:
        wider = replace(wishes, text="", standing=None)
        whole = selector(viewer=request.viewer, wishes=wider, today=today).only(*FIELDS[name])
    size = PAGE_SIZES[1] if request.GET.get("per") == str(PAGE_SIZES[1]) else PAGE_SIZES[0]
    page = page_of(rows, request.GET.get("sida", ""), size, whole=whole)
    has_listed(request, name, wishes, page)
    context = {
        "name": name,
        "form": form,
        "wishes": wishes,
        "page": page,
        "rows": [row_of(row, today) for row in page.rows],
        "is_of_many": request.viewer.unit_id is None,
        "saved": SAVED[name],
        "narrowed": any(request.GET.get(one) for one in form.fields if one != "ordning"),
        "orders": form.fields["ordning"].choices,
        "order": wishes.order.value,
        "exports": exports_of(request, name),
        "sizes": PAGE_SIZES,
    }
    return render(request, f"inbox/{name}.html", context)


def exports_of(request, name):
    """The downloads of what is shown, narrowed in the same way."""
    words = request.GET.copy()
    words.pop("sida", None)
    return [
        (kind.upper(), f"{reverse(f'files:{name}_{kind}')}?{words.urlencode()}")
        for kind in ("csv", "xlsx")
    ]


def has_listed(request, name, wishes, page):
    """Which rows were shown, and that a search was made: never its words (requirement 16)."""
    ids = [getattr(row, "deviation_id", row.pk) for row in page.rows]
    tell_log(request, name, ids, is_search=bool(wishes.text))


def tell_log(request, name, ids, *, is_search=False):
    if not ids and not is_search:
        return
    audit.record(
        AuditKind.SEARCHED if is_search else AuditKind.LISTED,
        by=request.viewer,
        now=timezone.now(),
        object_kind="deviation",
        label=LIST_NAMES[name],
        details={"ids": ids},
    )
