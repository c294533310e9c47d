"""What do the figures say, on a page that can be linked to, in a chart and in a file?"""

from dataclasses import replace
from datetime import date
from io import BytesIO

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from samsyn.domain.access import Ability
from samsyn.exports.charts import page_svg_if_drawn, page_svg_of, png_of, svg_of
from samsyn.exports.csv_file import csv_pieces
from samsyn.exports.tables import condition_in_words, counted_in_words, file_lines, years_in_words
from samsyn.exports.xlsx_file import write_xlsx
from samsyn.statistics.wheres import UnknownValue
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.permissions import needs
from samsyn.web.statistics.answers import answer_in, asked_in
from samsyn.web.statistics.forms import NarrowForm, address_of, asked_as_pairs
from samsyn.web.statistics.instead import instead_of
from samsyn.web.statistics.shown import outcomes_of, rows_of

MOST_ROWS = 400
"""Lines on a page; the file has every one."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@needs(Ability.READ_STATISTICS)
def start(request):
    asked = asked_in(request)
    form = asked.form
    context = {"years": asked.years, "form": form}
    if form is None:
        return render(request, "statistics/start.html", context)
    if not form.is_valid():
        return render(request, "statistics/start.html", context, status=422)
    answer = asked.answer(request.viewer)
    try:
        context |= shown(request, answer)
    except UnknownValue as refused:
        context["narrow"] = NarrowForm(form, refused=refused)
        kept = [one for one in form.where if one != (refused.dimension, refused.value)]
        context["conditions"] = conditions_of(form.question, kept)
        return render(request, "statistics/start.html", context, status=422)
    return render(request, "statistics/start.html", context)


@require_safe
@needs(Ability.READ_STATISTICS)
def narrow(request):
    """What the question can be narrowed by: a page of its own, so that the figures need not wait for it."""
    form = asked_in(request).form
    if form is None or not form.is_valid():
        raise Http404
    question = form.question
    context = {
        "narrow": NarrowForm(form),
        "conditions": conditions_of(question, question.where),
        "asked": asked_as_pairs(replace(question, where=())),
        "back": f"{reverse('statistics:start')}?{address_of(question)}",
    }
    return render(request, "statistics/narrow.html", context)


def shown(request, answer):
    """Everything that the page shows of an answer."""
    answer.read_ahead()
    question, table = answer.question, answer.table
    query = address_of(question)
    rows, instead = rows_of(table, answer.county), instead_in(table, request.viewer)
    # Where every number is hidden nothing is drawn or listed, unless the county's stand beside.
    if instead and answer.county is None:
        rows = []
    summary = answer.summary
    return {
        "question": question,
        "table": table,
        "county": answer.county,
        "instead": instead if not rows else None,
        "rows": rows[:MOST_ROWS],
        "left_out": len(rows[MOST_ROWS:]),
        "counted": counted_in_words(question),
        "years_asked": years_in_words(question),
        "whose": answer.whose,
        "remarks": answer.remarks,
        "list_years": answer.list_years,
        "summary": summary,
        "outcomes": outcomes_of(summary) if summary else [],
        "chart": answer.chart,
        "drawn": page_svg_if_drawn(answer.chart) if answer.chart else None,
        "conditions": conditions_of(question, question.where),
        "query": query,
        "link": request.build_absolute_uri(f"{reverse('statistics:start')}?{query}"),
    }


def instead_in(table, viewer):
    """Why nothing is shown, where it is so, with the addresses of what can be asked instead."""
    found = instead_of(table, viewer=viewer)
    if found is None:
        return None
    ways = [{"words": words, "url": f"?{address_of(one)}"} for words, one in found.questions]
    return {"title": found.title, "why": found.why, "ways": ways}


def conditions_of(question, where):
    """Each condition in words, with the address without it and the pair that a form sends along."""
    return [
        {
            "name": dimension.value,
            "value": text,
            "words": condition_in_words(dimension, text),
            "without": address_of(
                question, where=tuple(one for one in where if one != (dimension, text))
            ),
        }
        for dimension, text in where
    ]


def _answer_or_404(request):
    answer = answer_in(request)
    if answer is None:
        raise Http404
    return answer


def _chart_or_404(request):
    chart = _answer_or_404(request).chart
    if chart is None:
        raise Http404
    return chart


@require_safe
@needs(Ability.READ_STATISTICS)
def chart_part(request):
    """The chart as a part of the page, which fetches it after itself; drawn here if it must."""
    chart = _chart_or_404(request)
    return render(request, "statistics/chart.html", {"drawn": page_svg_of(chart)})


@require_safe
@needs(Ability.READ_STATISTICS)
@inert
def chart_svg(request):
    picture = svg_of(_chart_or_404(request))
    return as_download(HttpResponse(picture, "image/svg+xml"), file_name(request, "svg"))


@require_safe
@needs(Ability.READ_STATISTICS)
@inert
def chart_png(request):
    picture = png_of(_chart_or_404(request))
    return as_download(HttpResponse(picture, "image/png"), file_name(request, "png"))


@require_safe
@needs(Ability.READ_STATISTICS)
@inert
def download(request):
    pieces = csv_pieces(lines_of(_answer_or_404(request)))
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    return as_download(response, file_name(request, "csv"))


@require_safe
@needs(Ability.READ_STATISTICS)
@inert
def download_xlsx(request):
    answer, book = _answer_or_404(request), BytesIO()
    write_xlsx(lines_of(answer), book, name=gettext("Statistik"), now=timezone.now())
    return as_download(HttpResponse(book.getvalue(), XLSX), file_name(request, "xlsx"))


def lines_of(answer):
    whose = (answer.whose,) if answer.whose else ()
    return file_lines(answer.table, notes=(*whose, *answer.remarks))


def file_name(request, ending):
    today: date = timezone.localdate()
    return f"samsyn-statistik-{today.isoformat()}.{ending}"
