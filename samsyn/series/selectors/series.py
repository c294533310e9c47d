"""What do the years say beside each other? Counted from deviations, else as reports printed it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.conf import settings

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.correspondences import Code, Translation
from samsyn.domain.intervals import Interval, wilson
from samsyn.domain.published import PublishedFigure
from samsyn.domain.series import JoinedRow, Missing, Number, YearOfCodes, join
from samsyn.domain.shares import percent_in_words, share_of
from samsyn.domain.tables import Question, Table
from samsyn.domain.vocabulary import Counted, Dimension, PublishedKind, SeriesMark, YesOrNo
from samsyn.series.selectors.basis import Basis
from samsyn.series.selectors.breaks import BreakCard
from samsyn.series.shapes import (
    ANSWERED,
    SUBTYPES,
    TOTAL,
    Line,
    Point,
    Series,
    SeriesQuestion,
    YearHead,
)
from samsyn.statistics.dimensions import Names
from samsyn.statistics.selectors import table_for
from samsyn.tally.sheets import Sheets

BY: dict[str, tuple[Dimension, ...]] = {
    TOTAL: (),
    ANSWERED: (Dimension.ANSWERED,),
    SUBTYPES: (Dimension.THEME, Dimension.SUBTYPE),
}
"""What each year's table is broken down by; by theme where nothing else is said."""


def series_for(
    question: SeriesQuestion,
    basis: Basis,
    *,
    viewer: Viewer | Everything,
    this_year: int,
    names: Names | None = None,
    sheets: Sheets | None = None,
) -> Series:
    """The series that answers a question, with each year's numbers hidden as the statistics page hides them.

    A heading is hidden where one of the numbers that it is made of is. Refuses what `table_for` refuses.
    """
    years = range(question.first, question.last + 1)
    names = names or Names()
    tables = {
        year: table_for(_of_year(question, year), viewer=viewer, names=names, sheets=sheets)
        for year in years
        if year in basis.stored
    }
    if question.what in {TOTAL, ANSWERED}:
        lines = [_whole(question, basis, tables, years)]
    else:
        lines = _by_theme(question, basis, tables, years)
    translation = basis.translation(years)
    near = [one for one in basis.breaks if question.first <= one.year <= question.last]
    marked = [_with_breaks(row, line, near, translation, question) for row, line in lines]
    used = {one.pk for line in marked for one in line.breaks}
    return Series(
        question,
        tuple(_heads(question, basis, tables, years)),
        tuple(_ongoing(line, this_year) for line in marked),
        tuple(sorted((one for one in near if one.pk not in used), key=lambda one: one.when)),
    )


def _of_year(question: SeriesQuestion, year: int) -> Question:
    by = BY.get(question.what, (Dimension.THEME,))
    return Question((year,), question.scope, question.count, by, question.where)


def _heads(
    question: SeriesQuestion, basis: Basis, tables: dict[int, Table], years: Iterable[int]
) -> Iterable[YearHead]:
    before: int | None = None
    for year in years:
        edition = basis.edition_for(year)
        is_new = before not in {None, edition} and question.what not in {TOTAL, ANSWERED}
        table = tables.get(year)
        yield YearHead(year, table.n if table else None, edition, is_new, table is not None)
        before = edition


type Drawn = tuple[JoinedRow | None, Line]
"""A line beside the row that it was made of; None for what is no theme."""


def _whole(
    question: SeriesQuestion, basis: Basis, tables: dict[int, Table], years: Iterable[int]
) -> Drawn:
    """One line for all of a year: how many reports, or how many of them are answered."""
    kind = PublishedKind.TOTAL if question.what == TOTAL else PublishedKind.ANSWERED
    points = {}
    for year in years:
        if table := tables.get(year):
            number: Number | None = _count_in(table)
            points[year] = _point(year, number, table.n, question)
        elif value := _told(question, basis, kind, year):
            points[year] = _point(year, value, None, question)
    return None, Line(question.what, points)


def _count_in(table: Table) -> int | Missing:
    """The row of the whole, or of those that are answered; a missing row is a zero, unless n is hidden."""
    if table.n is None:
        return Missing.HIDDEN
    keys = {YesOrNo.YES.value} if table.question.by else set()
    rows = [row for row in table.rows if {value.key for value in row.values} == keys]
    if any(row.count is None for row in rows):
        return Missing.HIDDEN
    return sum(row.count or 0 for row in rows)


def _told(
    question: SeriesQuestion, basis: Basis, kind: PublishedKind, year: int
) -> PublishedFigure | None:
    """What a report told; nothing when one place or service is asked for, since none told of that."""
    value = None if question.where else basis.published_of(year, kind, question.scope)
    return value.figure if value else None


def _by_theme(
    question: SeriesQuestion, basis: Basis, tables: dict[int, Table], years: Sequence[int]
) -> list[Drawn]:
    by_subtype = question.what == SUBTYPES
    counted = [
        _year(question, basis, year, tables.get(year)) for year in years if _edition(basis, year)
    ]
    translation = basis.translation(years)
    rows = join(counted, basis.lists, translation, by_subtype=by_subtype)
    drawn: list[Drawn] = []
    for row in rows:
        for part in (row, *row.parts):
            line = _line(part, tables, question, is_part=part is not row)
            if line.points:
                drawn.append((part, line))
    return _only(question.theme, drawn, basis, translation) if question.theme else drawn


def _edition(basis: Basis, year: int) -> bool:
    return basis.edition_for(year) is not None


def _year(question: SeriesQuestion, basis: Basis, year: int, table: Table | None) -> YearOfCodes:
    edition = basis.edition_for(year) or 0
    if table is None:
        if question.where:
            return YearOfCodes(year, edition, {}, published={})
        return basis.published_year(year, question.scope)
    counts: dict[Code, int | None] = {}
    residual: int | None = 0
    for row in table.rows:
        theme, *rest = (value.key for value in row.values)
        if theme is None:
            residual = None if residual is None or row.count is None else residual + row.count
            continue
        code = _coded(basis, year, theme, rest[0] if rest and rest[0] else "")
        counts[code] = row.count
    return YearOfCodes(year, edition, counts, residual)


def _coded(basis: Basis, year: int, theme: str, subtype: str) -> Code:
    """The code by its name: of the year's own list, else of the nearest list that has the theme.

    A year that got a list of its own after it had begun to be coded has codes of two lists.
    """
    own = basis.edition_for(year) or 0
    others = sorted(basis.lists, key=lambda one: (one != own, one > year, abs(one - year)))
    for edition in others:
        if any(theme == listed.name for listed in basis.lists[edition]):
            return Code(edition, theme, subtype)
    return Code(own, theme, subtype)


def _line(
    row: JoinedRow, tables: dict[int, Table], question: SeriesQuestion, *, is_part: bool
) -> Line:
    points = {}
    for year, number in row.numbers.items():
        if number in {Missing.NOT_IN_LIST, Missing.NOT_COUNTED}:
            continue
        n = tables[year].n if year in tables else None
        extra = [SeriesMark.PROPOSAL] if year in row.proposed else []
        extra += [SeriesMark.SAME_NAME] if year in row.by_name else []
        points[year] = _point(year, number, n, question, extra)
    is_alone = bool(row.codes) and not row.is_comparable
    edition = row.codes[0].edition if is_alone else None
    return Line(row.heading, points, row.how, edition, is_part)


def _point(
    year: int,
    number: Number | None,
    n: int | None,
    question: SeriesQuestion,
    marks: Sequence[SeriesMark] = (),
) -> Point:
    if isinstance(number, PublishedFigure):
        return _published_point(year, number, question, marks)
    if not isinstance(number, int) or n is None:
        return Point(year, is_hidden=True, marks=tuple(marks))
    if not question.is_of_shares:
        return Point(year, number, marks=tuple(marks))
    return Point(
        year,
        number,
        n,
        percent_in_words(number, n),
        share_of(number, n),
        _interval(number, n, question.count),
        marks=tuple(marks),
    )


def _published_point(
    year: int, figure: PublishedFigure, question: SeriesQuestion, marks: Sequence[SeriesMark]
) -> Point:
    percent, sure = figure.share_in_percent, figure.sure_count
    found = [SeriesMark.PUBLISHED, *marks]
    if figure.counted is not question.count:
        found.insert(1, SeriesMark.OTHER_UNIT)
    has_interval = sure is not None and figure.n is not None and question.is_of_shares
    return Point(
        year,
        figure.count,
        figure.n,
        f"{percent} %" if percent is not None and question.is_of_shares else "",
        percent / 100 if percent is not None and question.is_of_shares else None,
        _interval(sure or 0, figure.n or 0, figure.counted) if has_interval else None,
        is_published=True,
        marks=tuple(found),
        source=figure.source,
    )


def _interval(count: int, n: int, counted: Counted) -> Interval | None:
    """None per recipient: a report that stands in several rows is no draw that says yes or no."""
    if counted is Counted.RECIPIENTS or count > n:
        return None
    return wilson(count, n, confidence_percent=settings.SERIES_CONFIDENCE_PERCENT)


def _only(name: str, drawn: Iterable[Drawn], basis: Basis, translation: Translation) -> list[Drawn]:
    """The lines of one theme, whether it is named as the newest list or as an older one does."""
    names = {name} | {
        code.name
        for edition, themes in basis.lists.items()
        for theme in themes
        if theme.name == name and edition < translation.to
        for code in translation.place_of(Code(edition, name)).codes
        if not code.subtype
    }
    found = list(drawn)
    whole = [one for one in found if one[1].heading == name]
    return whole or [one for one in found if one[0] and names & {c.name for c in one[0].codes}]


def _with_breaks(
    row: JoinedRow | None,
    line: Line,
    breaks: Iterable[BreakCard],
    translation: Translation,
    question: SeriesQuestion,
) -> Line:
    asked = {dimension for dimension, _ in question.where}
    codes = set(row.codes) if row else set()

    def touches(one: BreakCard) -> bool:
        if not one.themes and not one.dimensions:
            return True
        places: set[Code] = set()
        for code in one.themes:
            places |= {code, *translation.place_of(code).codes}
        return bool(asked & set(one.dimensions) or codes & places)

    return _marked(line, [one for one in breaks if touches(one)])


def _marked(line: Line, breaks: Sequence[BreakCard]) -> Line:
    years = {one.year for one in breaks}
    points = {
        year: _also(point, SeriesMark.BREAK) if year in years else point
        for year, point in line.points.items()
    }
    return replace(line, points=points, breaks=tuple(breaks))


def _ongoing(line: Line, this_year: int) -> Line:
    """The line with its last point marked when the year goes on, so that nobody reads it as a fall."""
    point = line.points.get(this_year)
    if point is None or point.is_published:
        return line
    return replace(line, points={**line.points, this_year: _also(point, SeriesMark.ONGOING)})


def _also(point: Point, mark: SeriesMark) -> Point:
    return replace(point, marks=(*point.marks, mark))
