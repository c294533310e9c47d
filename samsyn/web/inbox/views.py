"""The lists: inbox, sent, drafts, the secretariat's copies. The address says what is shown."""

from dataclasses import replace

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.deviations.facts import addressing_facts, deviation_facts
from samsyn.deviations.selectors.drafts import drafts_of
from samsyn.deviations.selectors.lists import Order, copies_of, inbox_of, sent_of
from samsyn.domain.access import Ability
from samsyn.domain.lifecycle import (
    addressing_state,
    deviation_state,
    is_overdue_to_acknowledge,
    is_overdue_to_answer,
)
from samsyn.domain.vocabulary import AuditKind
from samsyn.web.inbox.forms import PAGE_SIZES, SAVED, ListForm, wishes_of
from samsyn.web.inbox.pages import page_of
from samsyn.web.permissions import needs

LIST_NAMES = {
    "inbox": gettext_noop("Inkorg"),
    "sent": gettext_noop("Skickade"),
    "copies": gettext_noop("Kopior"),
}
"""What the log calls them: source texts of the translations."""


@needs(Ability.READ_DEVIATIONS)
@require_safe
def inbox(request):
    return listed(request, "inbox", inbox_of, list(Order))


@needs(Ability.READ_DEVIATIONS)
@require_safe
def sent(request):
    return listed(request, "sent", sent_of, [Order.NEWEST, Order.OLDEST])


@needs(Ability.READ_COPIES)
@require_safe
def copies(request):
    return listed(request, "copies", copies_of, [Order.NEWEST, Order.OLDEST])


@needs(Ability.WRITE_DEVIATION)
@require_safe
def drafts(request):
    page = page_of(drafts_of(viewer=request.viewer), request.GET.get("sida", ""), PAGE_SIZES[0])
    return render(request, "inbox/drafts.html", {"page": page})


def listed(request, name, selector, orders):
    form = ListForm(request.GET, orders=orders)
    wishes, today = wishes_of(form), timezone.localdate()
    rows = selector(viewer=request.viewer, wishes=wishes, today=today)
    size = PAGE_SIZES[1] if request.GET.get("per") == str(PAGE_SIZES[1]) else PAGE_SIZES[0]
    every = selector(viewer=request.viewer, wishes=replace(wishes, text=""), today=today)
    unsearched = every if wishes.text else None
    page = page_of(rows, request.GET.get("sida", ""), size, unsearched=unsearched)
    has_listed(request, name, wishes, page)
    context = {
        "name": name,
        "form": form,
        "wishes": wishes,
        "page": page,
        "rows": [shown(row, name, today) for row in page.rows],
        "saved": SAVED[name],
        "narrowed": any(request.GET.get(one) for one in form.fields if one != "ordning"),
        "orders": form.fields["ordning"].choices,
        "order": wishes.order.value,
        "exports": exports_of(request, name),
        "sizes": PAGE_SIZES,
    }
    return render(request, f"inbox/{name}.html", context)


def shown(row, name, today):
    """A row with the states that the page shows; facts in, states out."""
    if name == "inbox":
        deviation, parts = row.deviation, [row]
    else:
        deviation, parts = row, row.standing
    whole = deviation_state(deviation_facts(deviation, parts))
    ended = deviation.closed_at or deviation.withdrawn_at
    facts = [addressing_facts(part) for part in parts]
    late_to_answer = any(is_overdue_to_answer(one, today) for one in facts)
    late_to_acknowledge = any(is_overdue_to_acknowledge(one, today) for one in facts)
    waiting = [part.answer_by for part in parts if not (part.answered_at or part.declined_at)]
    return {
        "deviation": deviation,
        "parts": parts,
        "state": addressing_state(facts[0]) if name == "inbox" and not ended else whole,
        "is_late": not ended and (late_to_answer or late_to_acknowledge),
        "is_answer_late": late_to_answer and not ended,
        "is_acknowledge_late": late_to_acknowledge and not ended,
        "answer_by": min((day for day in waiting if day), default=None) if not ended else None,
    }


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
    if not ids and not wishes.text:
        return
    audit.record(
        AuditKind.SEARCHED if wishes.text else AuditKind.LISTED,
        by=request.viewer,
        now=timezone.now(),
        object_kind="deviation",
        label=LIST_NAMES[name],
        details={"ids": ids},
    )
