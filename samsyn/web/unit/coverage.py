"""Which units take part? The county in tiles, and tables by kind, principal and place (requirement 33)."""

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from samsyn.domain.access import Ability, ScopeKind
from samsyn.domain.covering import CountedAs, Coverage, Grouping, Showing
from samsyn.exports.coverage import coverage_rows
from samsyn.exports.csv_file import csv_pieces
from samsyn.participation import selectors
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.permissions import needs
from samsyn.web.unit.forms import MEASURES, CoverageForm
from samsyn.web.unit.grid import tiles
from samsyn.web.unit.views import when_counted

LIST_OF = {
    Grouping.KIND: "typ",
    Grouping.PRINCIPAL: "huvudman",
    Grouping.MUNICIPALITY: "kommun",
    Grouping.DISTRICT: "stadsdel",
}
"""By which word of the address the list of units is narrowed to a row."""

PLACES = (Grouping.MUNICIPALITY, Grouping.DISTRICT)


def grouping_of(request):
    """By what the table is told; the kind unless another is asked for."""
    wanted = request.GET.get("dela")
    return next((one for one in Grouping if one == wanted), Grouping.KIND)


def measure_of(request):
    """What the tiles tell; who has sent unless something else is asked for."""
    wanted = request.GET.get("matt")
    return next((one for one in MEASURES if one.showing == wanted), MEASURES[0])


@require_safe
@needs(Ability.READ_COVERAGE)
def show(request):
    viewer, today = request.viewer, timezone.localdate()
    form = CoverageForm(request.GET, viewer=viewer, today=today)
    wanted, by, measure = form.wanted, grouping_of(request), measure_of(request)
    every = selectors.coverage(wanted, viewer=viewer)
    units = selectors.in_register(every)
    day = today if wanted.counted_as is CountedAs.NOW else wanted.span.last
    also_on = day if viewer.scope is ScopeKind.COUNTY else None
    by_place = {place: selectors.coverage_by(place, units, also_on=also_on) for place in PLACES}
    rows = by_place.get(by) or selectors.coverage_by(by, units, also_on=also_on)
    names = keys_of(by, units)
    context = {
        "form": form,
        "time": form.words,
        "whole": selectors.whole_of(units),
        "different": selectors.different_ones(units),
        "outside": selectors.whole_of(one for one in every if not one.is_in_register),
        "groupings": tabs_of(request, "dela", [(one.value, one.label) for one in Grouping], by),
        "measures": tabs_of(
            request,
            "matt",
            [(one.showing.value, one.showing.label) for one in MEASURES],
            measure.showing,
        ),
        "measure": measure,
        "by": by,
        "rows": [(name, row, list_of(request, by, names.get(name, ""))) for name, row in rows],
        "sum": sum((row for _name, row in rows), Coverage()),
        "county": drawn(request, Grouping.MUNICIPALITY, by_place, measure, day),
        "city": drawn(request, Grouping.DISTRICT, by_place, measure, day),
        "list": list_of(request, None, ""),
        "counted": when_counted(viewer),
    }
    return render(request, "unit/coverage.html", context)


def drawn(request, place, by_place, measure, day):
    """The tiles of the county or the city with their addresses; none where only one place has units."""
    rows = by_place[place]
    if sum(bool(row.units) for _name, row in rows) < 2:
        return []
    found = tiles(place, rows, showing=measure.showing, day=day)
    return [(one, list_of(request, place, one.name, measure.showing)) for one in found]


def keys_of(by, units):
    """For the names in a row's head: how the address of the list says it."""
    if by is Grouping.KIND:
        return {one.unit.kind_label: one.unit.kind_id for one in units}
    if by is Grouping.PRINCIPAL:
        return {one.unit.principal_name: one.unit.principal_id for one in units}
    place = "municipality" if by is Grouping.MUNICIPALITY else "district"
    return {getattr(one, place): getattr(one, place) for one in units}


def list_of(request, by, key, showing=Showing.ALL):
    """The address of the list of a row's units, with the same time and the same way of counting."""
    words = request.GET.copy()
    for name in ("dela", "matt", "page", *LIST_OF.values()):
        words.pop(name, None)
    words["visa"] = showing.value
    if by:
        words[LIST_OF[by]] = str(key)
    return f"{reverse('unit:units')}?{words.urlencode()}"


def tabs_of(request, word, choices, current):
    """Neighbouring ways of looking, at addresses of their own."""
    tabs = []
    for value, label in choices:
        words = request.GET.copy()
        words[word] = value
        tabs.append(
            {
                "url": f"?{words.urlencode()}",
                "words": gettext(label),
                "count": None,
                "current": value == current,
            }
        )
    return tabs


@require_safe
@needs(Ability.READ_COVERAGE)
@inert
def download(request):
    viewer, today = request.viewer, timezone.localdate()
    form = CoverageForm(request.GET, viewer=viewer, today=today)
    wanted = form.wanted
    day = today if wanted.counted_as is CountedAs.NOW else wanted.span.last
    units = selectors.in_register(selectors.coverage(wanted, viewer=viewer))
    also_on = day if viewer.scope is ScopeKind.COUNTY else None
    lines = coverage_rows(units, wanted=wanted, also_on=also_on, time=form.words)
    response = StreamingHttpResponse(csv_pieces(lines), content_type="text/csv; charset=utf-8")
    return as_download(response, f"tackning-{today.isoformat()}.csv")
