"""What do the years say beside each other, on a page that can be linked to, in a drawing and in a file?"""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from samsyn.domain.access import Ability
from samsyn.exports.charts import page_svg_if_drawn, page_svg_of, png_of, svg_of
from samsyn.exports.csv_file import csv_pieces
from samsyn.exports.series import (
    break_in_words,
    chart_of_series,
    counted_in_words,
    interval_note,
    series_lines,
    what_in_words,
)
from samsyn.series.selectors.basis import basis_of_series
from samsyn.series.selectors.series import series_for
from samsyn.statistics.permissions import BreakdownRefused
from samsyn.statistics.wheres import UnknownValue
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.permissions import needs
from samsyn.web.series.forms import SeriesForm, address_of
from samsyn.web.series.shown import letters_of, lines_of


def asked_in(request):
    """What series rest on, and the question of the address; no form while nothing at all is known."""
    basis = basis_of_series(viewer=request.viewer)
    form = SeriesForm(request.GET, basis=basis, viewer=request.viewer) if basis.years else None
    return basis, form


def answer(request, form, basis):
    this_year = timezone.localdate().year
    return series_for(form.question, basis, viewer=request.viewer, this_year=this_year)


def series_or_404(request):
    basis, form = asked_in(request)
    if form is None or not form.is_valid():
        raise Http404
    try:
        return answer(request, form, basis)
    except (BreakdownRefused, UnknownValue) as refused:
        raise Http404 from refused


def chart_or_404(request):
    chart = chart_of_series(series_or_404(request))
    if chart is None:
        raise Http404
    return chart


@require_safe
@needs(Ability.READ_STATISTICS)
def show(request):
    basis, form = asked_in(request)
    context = {"form": form, "may_edit": request.viewer.may(Ability.CODE)}
    if form is None:
        return render(request, "series/show.html", context)
    if not form.is_valid():
        return render(request, "series/show.html", context, status=422)
    context |= shown(request, answer(request, form, basis))
    return render(request, "series/show.html", context)


def shown(request, series):
    """Everything that the page shows of a series."""
    chart = chart_of_series(series)
    query = urlencode(address_of(series.question))
    return {
        "series": series,
        "lines": lines_of(series),
        "is_one": len(series.lines) == 1,
        "letters": [(letter, mark) for mark, letter in letters_of(series).items()],
        "what": what_in_words(series),
        "counted": counted_in_words(series),
        "breaks": [break_in_words(one) for one in series.breaks],
        "other_breaks": [break_in_words(one) for one in series.other_breaks],
        "has_intervals": any(p.interval for line in series.lines for p in line.points.values()),
        "interval_note": interval_note(),
        "chart": chart,
        "drawn": page_svg_if_drawn(chart) if chart else None,
        "query": query,
        "link": request.build_absolute_uri(f"{reverse('series:show')}?{query}"),
    }


@require_safe
@needs(Ability.READ_STATISTICS)
def chart_part(request):
    """The chart as a part of the page, which fetches it after itself; drawn here if it must."""
    chart = chart_or_404(request)
    return render(request, "series/chart.html", {"drawn": page_svg_of(chart)})


@require_safe
@needs(Ability.READ_STATISTICS)
@inert
def chart_svg(request):
    picture = svg_of(chart_or_404(request))
    return as_download(HttpResponse(picture, "image/svg+xml"), file_name("svg"))


@require_safe
@needs(Ability.READ_STATISTICS)
@inert
def chart_png(request):
    return as_download(HttpResponse(png_of(chart_or_404(request)), "image/png"), file_name("png"))


@require_safe
@needs(Ability.READ_STATISTICS)
@inert
def download(request):
    pieces = csv_pieces(series_lines(series_or_404(request)))
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    return as_download(response, file_name("csv"))


def file_name(ending):
    return f"samsyn-serie-{timezone.localdate().isoformat()}.{ending}"
