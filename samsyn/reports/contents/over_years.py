"""What do the years say beside each other? A series as picture and table, with all to know."""

from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from samsyn.domain.report import Asked, Cell, Part, Picture, ReportTable
from samsyn.domain.vocabulary import Dimension
from samsyn.exports.series import (
    break_in_words,
    chart_of_series,
    heading_of,
    interval_in_words,
    interval_note,
    percent_in_words,
)
from samsyn.reports.contents.parts import picture_of
from samsyn.series.shapes import ONE_THEME, TOTAL, Line, Point, Series

FEWEST = 2
"""With one year there is nothing to lay beside."""


def parts_of_line(
    key: str, title: str, series: Series, line: Line | None
) -> tuple[ReportTable | Picture, ...]:
    """One line of a series as picture and table; nothing where fewer than two years are known."""
    if line is None or sum(not point.is_hidden for point in line.points.values()) < FEWEST:
        return ()
    alone = _alone(series, line)
    table = _table(key, title, alone, line)
    chart = chart_of_series(alone)
    return (picture_of(key, chart), table) if chart else (table,)


def _alone(series: Series, line: Line) -> Series:
    question = series.question
    if question.what != TOTAL:
        question = replace(question, what=f"{ONE_THEME}{heading_of(line, series)}")
    return replace(series, question=question, lines=(line,), other_breaks=())


def _table(key: str, title: str, series: Series, line: Line) -> ReportTable:
    of_shares = series.question.is_of_shares
    heads = [_("År"), _(series.question.count.label)]
    if of_shares:
        level = settings.SERIES_CONFIDENCE_PERCENT
        heads += ["n", _("Andel"), _("Intervall (%(level)s %%)") % {"level": level}]
    years = sorted(line.points)
    return ReportTable(
        key=key,
        title=title,
        heads=(*heads, _("Att veta"), _("Källa")),
        rows=tuple(_row(line.points[year], of_shares) for year in years),
        n=None,
        notes=(
            *(break_in_words(one) for one in series.breaks),
            *([interval_note()] if of_shares else []),
        ),
        asked=Asked(
            tuple(years),
            series.question.scope.value,
            series.question.count.value,
            (Dimension.YEAR.value,),
            ((Dimension.THEME.value, line.heading),) if of_shares else (),
        ),
    )


def _row(point: Point, of_shares: bool) -> tuple[Cell, ...]:
    known = "; ".join(_(mark.label) for mark in point.marks)
    numbers: tuple[Cell, ...] = (_number(point, point.count),)
    if of_shares:
        numbers += (
            _number(point, point.n),
            _share(point),
            interval_in_words(point.interval),
        )
    return (str(point.year), *numbers, known, point.source)


def _number(point: Point, number: int | None) -> Cell:
    """A number, hidden, or a dash where a report did not print it: it is not a zero."""
    if point.is_hidden:
        return None
    return "–" if number is None else number


def _share(point: Point) -> Cell:
    if point.is_hidden:
        return None
    if point.is_published or point.count is None or point.n is None:
        return percent_in_words(point)
    return Part(point.count, point.n)
