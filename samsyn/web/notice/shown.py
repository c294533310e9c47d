"""How is said what sticks out? The reason in words, a chart, and its months in a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from samsyn.domain.control_charts import Pattern
from samsyn.domain.periods import Period, period_of
from samsyn.domain.vocabulary import Dimension
from samsyn.exports.charts import Chart, page_svg_if_drawn
from samsyn.exports.charts_of_lines import Break, Line, Point, chart_of_lines
from samsyn.notice.counts import question_of
from samsyn.notice.rules import rules
from samsyn.notice.selectors import Noticed
from samsyn.notice.vocabulary import DIMENSIONS, Watched
from samsyn.series.selectors.breaks import BreakCard

HALF_A_YEAR = 6


@dataclass(frozen=True)
class Month:
    """One month of the table; `usual` is empty while there was too little to compare with."""

    words: str
    count: int
    usual: str
    is_outside: bool


@dataclass(frozen=True)
class Shown:
    """One chart that sticks out, ready to place on a page."""

    noticed: Noticed
    name: str
    reasons: tuple[str, ...]
    months: tuple[Month, ...]
    chart: Chart | None
    """None where there is nothing to draw."""
    picture: SafeString | None
    """The drawn chart; None before it has been drawn, then the page fetches it after itself."""
    breaks: tuple[str, ...]
    statistics: str
    count: int
    """How many deviations the signals tell of."""


def name_of(noticed: Noticed) -> str:
    """What the chart is of: a theme, a place, or who writes to whom."""
    if noticed.kind is Watched.PAIR:
        reporter, recipient = noticed.chart.values
        words = {"reporter": reporter, "recipient": recipient}
        return gettext("%(reporter)s till %(recipient)s") % words
    return noticed.chart.name


def month_words(month: date) -> str:
    """A month as it is said: oktober 2026."""
    return date_format(month, "F Y")


def usual_words(low: int, high: int) -> str:
    """The limits as they are said: vanligen 4 till 9."""
    if high == 0:
        return gettext("vanligen ingen")
    if low == high:
        return gettext("vanligen %(many)s") % {"many": low}
    return gettext("vanligen %(low)s till %(high)s") % {"low": low, "high": high}


def term_words(first: date) -> str:
    """A term as it is said: våren 2026; other lengths than half a year by their months."""
    months = rules().term_months
    if months != HALF_A_YEAR:
        return span_words(period_of(first, months))
    words = gettext("våren %(year)s") if first.month == 1 else gettext("hösten %(year)s")
    return words % {"year": first.year}


def span_words(span: Period) -> str:
    """Several months as they are said: juli 2025 till februari 2026."""
    words = {"first": month_words(span.first), "last": month_words(span.last)}
    return gettext("%(first)s till %(last)s") % words


def reason_of(signal) -> str:
    """Why it sticks out, in one sentence."""
    words = {"count": signal.count, "usual": usual_words(signal.low, signal.high)}
    if signal.pattern == Pattern.POINT:
        words["month"] = month_words(signal.last)
        return gettext("%(count)s i %(month)s, %(usual)s.") % words
    if signal.pattern == Pattern.TERM:
        words["term"] = term_words(signal.first)
        return gettext("%(count)s under %(term)s, %(usual)s samma termin tidigare år.") % words
    words["span"] = span_words(Period(signal.first, signal.last))
    if signal.rises:
        return gettext("%(count)s från %(span)s, %(usual)s: fler nästan varje månad.") % words
    return gettext("%(count)s från %(span)s, %(usual)s: färre nästan varje månad.") % words


def breaks_in(noticed: Noticed, known: Iterable[BreakCard]) -> tuple[Break, ...]:
    """The known breaks that lie among the chart's months and touch what it is of, oldest first."""
    keys = {point[0] for point in noticed.chart.points}
    days = sorted(
        (one.day or date(one.year, 1, 1), one.words) for one in known if _touches(one, noticed)
    )
    return tuple(Break(month_words(day), words) for day, words in days if f"{day:%Y-%m}" in keys)


def _touches(one: BreakCard, noticed: Noticed) -> bool:
    if not one.themes and not one.dimensions:
        return True
    is_of_theme = noticed.kind is Watched.THEME
    named = is_of_theme and noticed.chart.name in {code.name for code in one.themes}
    return named or bool(set(one.dimensions) & set(DIMENSIONS[noticed.kind]))


def shown(noticed: Noticed, known_breaks: Iterable[BreakCard]) -> Shown:
    """Everything that a page says of one chart."""
    name, reasons = name_of(noticed), tuple(map(reason_of, noticed.signals))
    marked = breaks_in(noticed, known_breaks)
    chart = chart_of(noticed, name, reasons, marked)
    drawn = page_svg_if_drawn(chart) if chart else None
    return Shown(
        noticed=noticed,
        name=name,
        reasons=reasons,
        months=tuple(_month(*point) for point in reversed(noticed.chart.points)),
        chart=chart,
        picture=mark_safe(drawn) if drawn else None,  # noqa: S308 (our own drawing)
        breaks=tuple(f"{each.at}: {each.words}" for each in marked),
        statistics=statistics_address(noticed),
        count=max((one.count for one in noticed.signals), default=0),
    )


def chart_of(noticed: Noticed, name, reasons, breaks) -> Chart | None:
    """The control chart: the months between the limits that were known when each began."""
    points = tuple(_point(*point) for point in noticed.chart.points)
    lines = [Line(name, points)]
    subtitle = [
        *reasons,
        gettext("Det skuggade är det vanliga: vad tidigare månader ger anledning att vänta."),
    ]
    return chart_of_lines(
        lines,
        title=name,
        subtitle=subtitle,
        unit=gettext("Rapporter i månaden"),
        breaks=breaks,
        band=True,
    )


def statistics_address(noticed: Noticed) -> str:
    """The statistics page's own answer to the same question, by month."""
    years = sorted({int(point[0][:4]) for point in noticed.chart.points})
    question = question_of(noticed.kind, years)
    asked: list[tuple[str, object]] = [("year", year) for year in years]
    asked += [("scope", question.scope), ("count", question.count), ("naming", question.naming)]
    asked += [("by", Dimension.MONTH)]
    asked += zip(DIMENSIONS[noticed.kind], noticed.chart.values, strict=True)
    return f"{reverse('statistics:start')}?{urlencode(asked)}"


def _is_outside(count, low, high) -> bool:
    return low is not None and not low <= count <= high


def _first_day(key: str) -> date:
    return date.fromisoformat(f"{key}-01")


def _point(key, count, expected, low, high) -> Point:
    return Point(
        month_words(_first_day(key)),
        count,
        low,
        high,
        words=str(count),
        is_outside=_is_outside(count, low, high),
    )


def _month(key, count, expected, low, high) -> Month:
    usual = "" if low is None else usual_words(low, high)
    return Month(month_words(_first_day(key)), count, usual, _is_outside(count, low, high))
