"""What do the figures say? The tally is summed into cells, samsyn.domain.counting makes the table."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from samsyn.database.swedish import swedish_key
from samsyn.deviations.selectors.counted import counted_deviations
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.counting import Figures, table_of
from samsyn.domain.tables import Question, Row, Table
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.events.selectors import only_linked
from samsyn.statistics.areas import as_published, asks_of_areas, read_areas
from samsyn.statistics.dimensions import Names
from samsyn.statistics.events import LinkedRow, once_an_event
from samsyn.statistics.permissions import least_shown
from samsyn.statistics.rows import Reading, TallyRow, as_reports, read
from samsyn.tally.selectors import years_tallied
from samsyn.tally.sheets import Sheets


def table_for(
    question: Question,
    *,
    viewer: Viewer | Everything,
    hide_below: int = 0,
    names: Names | None = None,
    sheets: Sheets | None = None,
) -> Table:
    """The table that answers a question; every viewer may see the county's figures.

    Numbers below `hide_below` are hidden, and for all but the secretariat those below the setting
    SMALL_NUMBERS_BELOW in what points out an area (requirement 31). Refuses BreakdownRefused and,
    for a condition on something that does not exist, UnknownValue. `names` are those of the question's
    naming, and `sheets` what the tally told, if another table has read them already.
    """
    below = max(hide_below, least_shown(question, viewer=viewer))
    names = names or Names(question.naming)
    sheets = sheets or Sheets(viewer)
    hide = None
    if below > hide_below and asks_of_areas(question):
        read_areas(question, sheets)
        hide = partial(as_published, below=below, viewer=viewer, names=names, sheets=sheets)
    figures = figures_for(question, viewer=viewer, names=names, sheets=sheets)
    # A crossed table has few different words in many rows.
    order = cache(swedish_key)
    return table_of(question, figures, alphabetical=order, hide_below=below, hide=hide)


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
        return once_an_event(reports.figures(), _linked(reports))
    return Reading(question, names, viewer, sheets).figures()


def _linked(reading: Reading) -> Iterator[LinkedRow]:
    """The linked deviations of a question, once for each row of the table that they stand in."""
    question, viewer = reading.question, reading.viewer
    asked = counted_deviations(years=question.years, scope=question.scope, viewer=viewer)
    linked = only_linked(asked, viewer=viewer).values_list("pk", "event_link__event_id")
    event_of = dict(linked)
    for pk, row in reading.lines(list(event_of)):
        for values in reading.values(row):
            yield LinkedRow(event_of[pk], pk, bool(row["is_coded"]), values)


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
    cells = Reading(answers, Names(), viewer).cells(answered)
    figures = Figures(_sum(answered), 0, tuple(cells))
    table = table_of(answers, figures, alphabetical=swedish_key)
    total, of_these = _sum(rows), _sum(between)
    return Summary(total, of_these, total - of_these, figures.n, table.rows)


def _sum(rows: Iterable[TallyRow]) -> int:
    return sum(number for _, number, _ in rows)
