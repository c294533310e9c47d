"""Which units are silent? A list that can be narrowed, paged and taken out (requirement 33)."""

import io

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from samsyn.domain.access import Ability
from samsyn.exports.coverage import unit_rows
from samsyn.exports.csv_file import csv_pieces
from samsyn.exports.xlsx_file import write_xlsx
from samsyn.participation import selectors
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.permissions import needs
from samsyn.web.unit.forms import UnitsForm
from samsyn.web.unit.views import when_counted

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def found_by(request):
    """The form, and the units that it asks for."""
    form = UnitsForm(request.GET, viewer=request.viewer, today=timezone.localdate())
    units = selectors.in_register(selectors.coverage(form.wanted, viewer=request.viewer))
    form.offer(units)
    return form, units, selectors.shown_units(units, form.narrowed)


@require_safe
@needs(Ability.READ_COVERAGE)
def show(request):
    form, units, found = found_by(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    last = selectors.last_days_of(page.object_list, viewer=request.viewer)
    context = {
        "form": form,
        "time": form.words,
        "showing": form.narrowed.showing,
        "page": page,
        "rows": [(one, last.get(one.unit.id)) for one in page],
        "all": len(units),
        "shows_numbers": request.viewer.area_id is None,
        "counted": when_counted(request.viewer),
    }
    # Only a change of the form fetches the list alone; the whole page is always at the same address.
    template = "unit/coverage_units.html#found" if request.htmx else "unit/coverage_units.html"
    return render(request, template, context)


@require_safe
@needs(Ability.READ_COVERAGE)
@inert
def download(request, kind):
    form, _units, found = found_by(request)
    last = selectors.last_days_of(found, viewer=request.viewer)
    rows = unit_rows(found, last, shows_numbers=request.viewer.area_id is None)
    now = timezone.now()
    name = f"verksamheter-{form.narrowed.showing.value}-{timezone.localdate().isoformat()}.{kind}"
    if kind == "csv":
        response = StreamingHttpResponse(csv_pieces(rows), content_type="text/csv; charset=utf-8")
        return as_download(response, name)
    if kind != "xlsx":
        raise Http404
    file = io.BytesIO()
    write_xlsx(rows, file, name=gettext("Täckning"), now=now)
    file.seek(0)
    return as_download(FileResponse(file, content_type=XLSX), name)
