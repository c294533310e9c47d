"""What do the year's figures say, on a page that can be linked to and in a file?"""

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from samsyn.domain.access import Ability
from samsyn.exports.csv_file import csv_pieces
from samsyn.statistics.selectors import summary_of, table_for, years_counted
from samsyn.web.permissions import needs
from samsyn.web.statistics.forms import QuestionForm
from samsyn.web.statistics.shown import outcomes_of, rows_of


@require_safe
@needs(Ability.READ_STATISTICS)
def start(request):
    years = years_counted(viewer=request.viewer)
    if not years:
        return render(request, "statistics/start.html", {"years": years})
    form = QuestionForm(request.GET, years=years, viewer=request.viewer)
    context = {"years": years, "form": form}
    if form.is_valid():
        table = table_for(form.question, viewer=request.viewer)
        summary = summary_of(form.question.years, viewer=request.viewer)
        context |= {"table": table, "rows": rows_of(table), "summary": summary}
        context["outcomes"] = outcomes_of(summary)
    return render(request, "statistics/start.html", context, status=200 if form.is_valid() else 422)


@require_safe
@needs(Ability.READ_STATISTICS)
def download(request):
    years = years_counted(viewer=request.viewer)
    form = QuestionForm(request.GET, years=years, viewer=request.viewer) if years else None
    if form is None or not form.is_valid():
        raise Http404
    table = table_for(form.question, viewer=request.viewer)
    name = f"samsyn-statistik-{form.question.years[0]}.csv"
    return StreamingHttpResponse(
        csv_pieces(_lines(table)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _lines(table):
    question = table.question
    heads = [gettext(dimension.label) for dimension in question.by]
    yield [*heads, gettext(question.count.label), gettext("Andel"), "n"]
    hidden = gettext("dold")
    for row in rows_of(table):
        yield [*row.labels, hidden if row.count is None else row.count, row.percent, table.n]
    yield []
    scope = gettext(question.scope.label)
    yield [f"{gettext(question.count.label)}, {scope}, {question.years[0]}"]
    yield from ([gettext(note.label)] for note in table.notes)
