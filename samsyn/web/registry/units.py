"""Which units does the register hold? For the administrator: list, one unit, table."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samsyn.deviations.selectors.mailbox import last_revoked
from samsyn.domain.access import Ability
from samsyn.mail import selectors as mail
from samsyn.organisations import selectors
from samsyn.organisations.unit_table import unit_table
from samsyn.web.permissions import needs
from samsyn.web.registry.forms import FilterForm
from samsyn.web.registry.story import story_of

PER_PAGE = 50


def filter_of(request):
    """The list begins with what exists today; whoever empties the day sees all times."""
    words = request.GET.copy()
    if "day" not in words:
        words["day"] = timezone.localdate().isoformat()
    return FilterForm(words)


@require_safe
@needs(Ability.KEEP_REGISTRY)
def list_(request):
    form = filter_of(request)
    found = selectors.filtered_units(form.wanted())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "form": form,
        "page": page,
        "today": today,
        "broken": broken_on(today),
        "without_mailbox": selectors.count_without_mailbox(today),
    }
    template = "registry/units.html#found" if request.htmx else "registry/units.html"
    return render(request, template, context)


def broken_on(day):
    """How many units are not reached at their function mailbox (requirement 47)."""
    broken = frozenset(mail.broken_addresses())
    return len(selectors.filtered_units(selectors.Filter(day=day, mailboxes=broken)))


@require_safe
@needs(Ability.KEEP_REGISTRY)
def unit(request, pk):
    card = selectors.unit_by_pk(pk)
    if card is None:
        raise Http404
    today = timezone.localdate()
    context = {
        "unit": card,
        "today": today,
        "aliases": selectors.aliases_of(pk),
        "broken": mail.broken_mailbox(card.function_mailbox),
        "bus_areas": selectors.bus_areas_of_unit(card, today),
        "steps": story_of(card),
        "now": selectors.unit_by_pk(selectors.unit_as_now(pk)) if card.successor_id else None,
        "is_ended": not card.is_valid_on(today),
        "links_revoked_at": last_revoked([pk]).get(pk),
    }
    return render(request, "registry/unit.html", context)


@require_safe
@needs(Ability.KEEP_REGISTRY)
def table(request):
    units = list(selectors.filtered_units(filter_of(request).wanted()))
    successors = selectors.units_by_pk(unit.successor_id for unit in units if unit.successor_id)
    keys = {pk: card.key for pk, card in successors.items()}
    text = unit_table(units, selectors.aliases_by_unit(unit.id for unit in units), keys)
    name = f"verksamheter-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
