"""What do the figures say? The tally is summed into cells, samsyn.domain.counting makes the table."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from samsyn.database.swedish import swedish_key
from samsyn.disclosure.selectors import Limits, limits_held
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.counting import Figures, table_of
from samsyn.domain.tables import Question, Row, Table
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.statistics.areas import (
    AREAS,
    areas_foreseen,
    as_published,
    asks_of_areas,
    is_answered,
    read_areas,
)
from samsyn.statistics.dimensions import Names
from samsyn.statistics.events import linked_few, linked_rows, once_an_event
from samsyn.statistics.permissions import is_shown, least_shown, sees_all
from samsyn.statistics.rows import Reading, TallyRow, as_reports, read
from samsyn.tally.asking import Asked
from samsyn.tally.selectors import years_tallied
from samsyn.tally.sheets import Sheets


def table_for(
    question: Question,
    *,
    viewer: Viewer | Everything,
    hide_below: int = 0,
    names: Names | None = None,
    sheets: Sheets | None = None,
    limits: Limits | None = None,
) -> Table:
    """The table that answers a question; every viewer may see the county's figures.

    Numbers below `hide_below` are hidden, and for all but the secretariat those below the setting
    SMALL_NUMBERS_BELOW in what points out an area (requirement 31). Refuses BreakdownRefused and,
    for a condition on something that does not exist, UnknownValue. `names` are those of the question's
    naming, `sheets` what the tally told and `limits` those that hold, if another table has read them.
    """
    limits = limits or limits_held(viewer=viewer)
    below = max(hide_below, least_shown(question, viewer=viewer, limits=limits))
    names = names or Names(question.naming)
    sheets = sheets or Sheets(viewer)
    read_ahead([question], viewer=viewer, names=names, sheets=sheets)
    hide = None
    if below > hide_below and asks_of_areas(question):
        read_areas(question, sheets)
        hide = partial(as_published, below=below, viewer=viewer, names=names, sheets=sheets)
    # What is never answered is not counted either.
    figures = Figures(0, 0, ())
    if is_answered(question, viewer=viewer):
        figures = figures_for(question, viewer=viewer, names=names, sheets=sheets)
    # A crossed table has few different words in many rows.
    order = cache(swedish_key)
    return table_of(question, figures, alphabetical=order, hide_below=below, hide=hide)


def read_ahead(
    questions: Sequence[Question],
    *,
    viewer: Viewer | Everything,
    names: Names,
    sheets: Sheets,
) -> None:
    """Read what the tables that answer some questions rest on: the names in one query, the tally in one.

    The questions have one naming. What the viewer may not see is not read. Refuses UnknownValue.
    """
    seen = [one for one in questions if is_shown(one, viewer=viewer)]
    of_areas = [one for one in seen if not sees_all(viewer) and asks_of_areas(one)]
    named = {dimension for one in seen for dimension in (*one.by, *(each for each, _ in one.where))}
    names.read([*named, *(AREAS if of_areas else ())])
    asked: list[Asked] = []
    for one in seen:
        if one in of_areas:
            asked += areas_foreseen(one)
        else:
            asked += _foreseen(one, viewer, names)
    sheets.foresee(asked)


def _foreseen(question: Question, viewer: Viewer | Everything, names: Names) -> Sequence[Asked]:
    if question.count is not Counted.EVENTS:
        return Reading(question, names, viewer).foreseen()
    reports = Reading(as_reports(question), names, viewer)
    return [*reports.foreseen(), reports.one_by_one(linked_few(question, viewer=viewer))]


def figures_for(
    question: Question,
    *,
    viewer: Viewer | Everything,
    names: Names | None = None,
    sheets: Sheets | None = None,
) -> Figures:
    """What is counted for a question, before anything is hidden."""
    names = names or Names(question.naming)
    if question.count is Counted.EVENTS:
        reports = Reading(as_reports(question), names, viewer, sheets)
        return once_an_event(reports.figures(), linked_rows(reports))
    return Reading(question, names, viewer, sheets).figures()


def distinct_count(dimension: Dimension, question: Question, *, viewer: Viewer | Everything) -> int:
    """How many different units, municipalities, districts, themes … there are among the counted ones."""
    least_shown(Question(question.years, by=(dimension,), where=question.where), viewer=viewer)
    asked = Question(question.years, question.scope, question.count, (dimension,), question.where)
    cells = figures_for(asked, viewer=viewer).cells
    return len({cell.values[0].key for cell in cells if cell.values[0].key is not None})


def years_counted(*, viewer: Viewer | Everything) -> list[int]:
    """The years that there are figures for, newest first."""
    return years_tallied(viewer=viewer)


def every_year(*, viewer: Viewer | Everything) -> Sheets:
    """What a page of figures begins with, in one query: the years, each in short and by theme."""
    sheets = Sheets(viewer)
    sheets.read("answered", "outcomes", "theme_id")
    return sheets


@dataclass(frozen=True)
class Summary:
    """A year in a few figures; answers and outcomes are of those between principals."""

    total: int
    between: int
    within: int
    answered: int
    outcomes: tuple[Row, ...]


def summary_of(
    years: Collection[int], *, viewer: Viewer | Everything, sheets: Sheets | None = None
) -> Summary:
    """A year in short, for the whole county, as the yearly reports begin."""
    chosen = tuple(years)
    columns = ("between_principals", "answered", "outcomes", "is_coded")
    rows = read(Question(chosen, Scope.ALL), columns, (), False, viewer, sheets=sheets)
    between = [each for each in rows if each[0]["between_principals"]]
    answered = [each for each in between if each[0]["answered"]]
    answers = Question(chosen, Scope.BETWEEN, Counted.ANSWERS, (Dimension.OUTCOME,))
    reading = Reading(answers, Names(), viewer)
    told = ((reading.said(row), number, times) for row, number, times in answered)
    cells = reading.cells(told)
    figures = Figures(_sum(answered), 0, tuple(cells))
    table = table_of(answers, figures, alphabetical=swedish_key)
    total, of_these = _sum(rows), _sum(between)
    return Summary(total, of_these, total - of_these, figures.n, table.rows)


def _sum(rows: Iterable[TallyRow]) -> int:
    return sum(number for _, number, _ in rows)
