"""How is a series said outside its page? The lines of a file, and a drawing with intervals and breaks."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samsyn.domain.intervals import Interval
from samsyn.exports import charts_of_lines as drawing
from samsyn.exports.charts import Chart
from samsyn.exports.csv_file import Cell
from samsyn.series.selectors.breaks import BreakCard
from samsyn.series.shapes import ANSWERED, SUBTYPES, THEMES, TOTAL, Line, Point, Series


def what_in_words(series: Series) -> str:
    """What the series tells: "Samordnad individuell plan, SIP", "Andel besvarade"."""
    question = series.question
    words = {
        THEMES: _("Teman"),
        SUBTYPES: _("Undertyper"),
        TOTAL: _("Antal"),
        ANSWERED: _("Besvarade"),
    }
    return question.theme or words[question.what]


def counted_in_words(series: Series) -> str:
    """What was counted: "Rapporter, mellan huvudmän, 2018–2021"; with its conditions."""
    question = series.question
    parts = [_(question.count.label), _(question.scope.label).lower()]
    parts.append(f"{question.first}–{question.last}")
    parts += [f"{_(dimension.label)}: {text}" for dimension, text in question.where]
    return ", ".join(parts)


def heading_of(line: Line, series: Series) -> str:
    """A line's name in the reader's language; themes keep theirs."""
    if series.question.what in {TOTAL, ANSWERED}:
        return what_in_words(series)
    words = line.heading or _("Ej klassificerad")
    if line.edition is not None:
        words = _("%(name)s (bara i listan %(year)s)") % {"name": words, "year": line.edition}
    return words


def percent_in_words(point: Point) -> str:
    """The share as the language writes it: "51 %", "51%"."""
    number, space, _sign = point.percent.rpartition(" %")
    return _("%(share)s %%") % {"share": number} if space else point.percent


def interval_in_words(interval: Interval | None) -> str:
    """The interval in whole percent: "42–60 %"; empty when there is none."""
    if interval is None:
        return ""
    between = f"{_whole(interval.low)}–{_whole(interval.high)}"
    return _("%(share)s %%") % {"share": between}


def _whole(share: float) -> int:
    return int(share * 100 + 0.5)


def break_in_words(one: BreakCard) -> str:
    """When and what: "1 juni 2022: Utredningar av adhd flyttade"."""
    when = date_format(one.day, "j F Y") if one.day else str(one.year)
    return f"{when}: {one.words}"


def points_in_order(series: Series, line: Line) -> list[tuple[int, Point | None]]:
    """Every year of the series with the line's point; None where it was not counted under the heading."""
    return [(head.year, line.points.get(head.year)) for head in series.years]


def series_lines(series: Series) -> Iterator[list[Cell]]:
    """The series as lines of a file: one for each heading and year, then all that must be known of it."""
    level = settings.SERIES_CONFIDENCE_PERCENT
    yield [
        *(_("Rubrik"), _("År"), _("Antal"), "n", _("Andel")),
        _("Undre gräns (%(level)s %%)") % {"level": level},
        _("Övre gräns (%(level)s %%)") % {"level": level},
        *(_("Att veta"), _("Källa")),
    ]
    for line in series.lines:
        for year, point in points_in_order(series, line):
            if point:
                yield [heading_of(line, series), year, *_cells(point)]
    yield []
    yield [counted_in_words(series)]
    for one in (*series.breaks, *series.other_breaks):
        yield [break_in_words(one)]
    yield [interval_note()]
    yield [_("Siffrorna visar vilka som rapporterar, inte vad som har hänt.")]


def interval_note() -> str:
    """How intervals come about, and what they assume."""
    words = _(
        "Intervallet är Wilsons, %(level)s %% (förslag, ej fastställt). Det ser årets rapporter som ett "
        "slumpmässigt urval och säger inget om dem som inte rapporterar."
    )
    return words % {"level": settings.SERIES_CONFIDENCE_PERCENT}


def _cells(point: Point) -> list[Cell]:
    if point.is_hidden:
        return [_("dold"), "", "", "", "", "", ""]
    low, high = (
        (_percent(point.interval.low), _percent(point.interval.high))
        if point.interval
        else ("", "")
    )
    known = "; ".join(_(mark.label) for mark in point.marks)
    count = "" if point.count is None else point.count
    n = "" if point.n is None else point.n
    return [count, n, percent_in_words(point), low, high, known, point.source]


def _percent(share: float) -> str:
    return _("%(share)s %%") % {"share": _whole(share)}


def chart_of_series(series: Series) -> Chart | None:
    """The drawing: a line for each heading with its intervals, hollow where a value is printed."""
    of_shares = series.question.is_of_shares
    lines = [
        drawing.Line(
            heading_of(line, series),
            tuple(_drawn(year, point, of_shares) for year, point in points_in_order(series, line)),
        )
        for line in series.lines
        if not line.is_part
    ]
    unit = _("Andel av %(counted)s") if of_shares else "%(counted)s"
    return drawing.chart_of_lines(
        lines,
        title=_("%(what)s %(first)s–%(last)s")
        % {
            "what": what_in_words(series),
            "first": series.question.first,
            "last": series.question.last,
        },
        subtitle=[counted_in_words(series)],
        unit=unit % {"counted": _(series.question.count.label).lower()},
        breaks=sorted(
            [*_new_lists(series), *(_break(one) for one in series.breaks)],
            key=lambda one: one.at,
        ),
        percent=of_shares,
    )


def _drawn(year: int, point: Point | None, of_shares: bool) -> drawing.Point:
    at = str(year)
    if point is None:
        return drawing.Point(at, None)
    if point.is_hidden:
        return drawing.Point(at, None, words=_("dold"))
    if not of_shares:
        words = str(point.count)
        return drawing.Point(at, point.count, words=words, is_hollow=point.is_published)
    if point.share is None:
        return drawing.Point(at, None)
    interval = point.interval
    return drawing.Point(
        at,
        point.share * 100,
        interval.low * 100 if interval else None,
        interval.high * 100 if interval else None,
        percent_in_words(point),
        is_hollow=point.is_published,
    )


def _new_lists(series: Series) -> list[drawing.Break]:
    return [
        drawing.Break(str(head.year), _("Ny kodlista från %(year)s") % {"year": head.year})
        for head in series.years
        if head.is_new_list
    ]


def _break(one: BreakCard) -> drawing.Break:
    return drawing.Break(str(one.year), break_in_words(one))
