"""Whom does one call? Every signed-in person finds a unit and its function contact (public data)."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samsyn.organisations import selectors
from samsyn.web.permissions import signed_in

MOST = 30
MOST_OPTIONS = 8


def found_for(request, most):
    words = request.GET.get("q", "").strip()[:100]
    today = timezone.localdate()
    return {"q": words, "found": selectors.find_units(words, on=today, limit=most), "most": most}


@require_safe
@signed_in
def who(request):
    template = "registry/who.html#found" if request.htmx else "registry/who.html"
    return render(request, template, found_for(request, MOST))


@require_safe
@signed_in
def contact(request, pk):
    unit = selectors.contact_card(pk)
    if unit is None:
        raise Http404
    today = timezone.localdate()
    context = {
        "unit": unit,
        "today": today,
        "aliases": selectors.aliases_of(pk),
        "bus_areas": selectors.bus_areas_of_unit(unit, today),
        "is_ended": not unit.is_valid_on(today),
        "now": selectors.unit_by_pk(selectors.unit_as_now(pk)) if unit.successor_id else None,
    }
    return render(request, "registry/contact.html", context)


@require_safe
@signed_in
def find(request):
    """Options for a type-ahead of recipients; without htmx the page where one finds units."""
    if not request.htmx:
        return render(request, "registry/who.html", found_for(request, MOST))
    return render(request, "registry/options.html", found_for(request, MOST_OPTIONS))
