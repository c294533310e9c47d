"""How often and how quickly is answered, by kind, principal and BUS area, year by year? (requirement 34)"""

from dataclasses import dataclass

from django.conf import settings
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from samsyn.domain.access import Ability
from samsyn.domain.answering import Answering
from samsyn.exports.answers import answer_rows
from samsyn.exports.csv_file import csv_pieces
from samsyn.participation import selectors
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.permissions import needs
from samsyn.web.unit.coverage import tabs_of
from samsyn.web.unit.views import when_counted
from samsyn.web.unit.words import in_days, in_working_days, of_so_many, rate

MOST_YEARS = 5

MEASURES = {
    "andel": _("Besvarade"),
    "kvittens": _("Median till kvittens"),
    "svar": _("Median till svar"),
}


@dataclass(frozen=True)
class Cell:
    """One figure with what it rests on."""

    words: str
    n: str = ""
    bar: int | None = None
    is_quiet: bool = False


NOTHING = Cell("–", is_quiet=True)


def years_of(request):
    """The years that are shown, oldest first: the newest five up to the one in the address."""
    counted = selectors.years_counted(viewer=request.viewer)
    wanted = request.GET.get("till", "")
    last = int(wanted) if wanted.isdecimal() and int(wanted) in counted else max(counted, default=0)
    return sorted(year for year in counted if year <= last)[-MOST_YEARS:], counted


def grouping_of(request):
    """By what the county is told; the first that the viewer may see unless another is asked for."""
    may = selectors.groupings_of(viewer=request.viewer)
    return next((one for one in may if one == request.GET.get("dela")), may[0])


def measure_of(request):
    wanted = request.GET.get("matt", "")
    return wanted if wanted in MEASURES else next(iter(MEASURES))


@require_safe
@needs(Ability.READ_STATISTICS)
def show(request):
    viewer, today = request.viewer, timezone.localdate()
    years, counted = years_of(request)
    by, measure = grouping_of(request), measure_of(request)
    answers = selectors.answers_in_groups(by, years=years, viewer=viewer, today=today)
    own = selectors.answers_of_own(years=years, viewer=viewer, today=today)
    groupings = selectors.groupings_of(viewer=viewer)
    context = {
        "years": years,
        "by": by,
        "measure": MEASURES[measure],
        "is_days": measure != "andel",
        "measures": tabs_of(request, "matt", MEASURES.items(), measure),
        "groupings": tabs_of(request, "dela", [(one.value, one.label) for one in groupings], by)
        if len(groupings) > 1
        else [],
        "until": tabs_of(request, "till", spans_of(counted), str(years[-1]))
        if len(counted) > MOST_YEARS
        else [],
        "rows": [(row.name, cells_of(row, years, measure)) for row in answers.rows],
        "together": [
            cell_of(answers.together[year][1], measure) if year in answers.together else NOTHING
            for year in years
        ]
        if answers.together
        else [],
        "who_together": names_of(answers),
        "county": [
            cell_of(answers.county[year], measure) if year in answers.county else HIDDEN
            for year in years
        ],
        "own": [(row.name, cells_of(row, years, measure)) for row in own],
        "is_area": viewer.area_id is not None,
        "counted": when_counted(viewer),
    }
    return render(request, "unit/answers.html", context)


HIDDEN = Cell(_("visas inte"), is_quiet=True)
TOGETHER = Cell(_("i sammanslagna"), is_quiet=True)


def spans_of(counted):
    """The last years of five that can be chosen, newest first."""
    return [(str(year), str(year)) for year in counted[: -MOST_YEARS + 1 or None]]


def cells_of(row, years, measure):
    """One figure a year; of a year without anything a dash."""
    return [
        cell_of(row.years[year], measure)
        if year in row.years
        else (TOGETHER if year in row.together_in else NOTHING)
        for year in years
    ]


def cell_of(figures: Answering, measure: str) -> Cell:
    if measure == "andel":
        # As with the percentage: of a few, a share says too much.
        is_many = figures.owed >= settings.SMALL_NUMBERS_BELOW
        bar = round(100 * (figures.share or 0)) if is_many else None
        return Cell(rate(figures), bar=bar)
    if measure == "kvittens":
        return Cell(in_working_days(figures.median_acknowledge), of_so_many(figures.acknowledged))
    return Cell(in_days(figures.median_answer), of_so_many(figures.answered))


def names_of(answers):
    """Which rows are put together in which year; years with the same rows are said at once."""
    said: dict[tuple[str, ...], list[int]] = {}
    for year, (names, _figures) in sorted(answers.together.items()):
        said.setdefault(names, []).append(year)
    return [(", ".join(map(str, years)), ", ".join(names)) for names, years in said.items()]


@require_safe
@needs(Ability.READ_STATISTICS)
@inert
def download(request):
    viewer, today = request.viewer, timezone.localdate()
    years, _counted = years_of(request)
    by = grouping_of(request)
    answers = selectors.answers_in_groups(by, years=years, viewer=viewer, today=today)
    own = selectors.answers_of_own(years=years, viewer=viewer, today=today)
    lines = answer_rows(answers, own, head=gettext(by.label))
    response = StreamingHttpResponse(csv_pieces(lines), content_type="text/csv; charset=utf-8")
    return as_download(response, f"svarstider-{today.isoformat()}.csv")
