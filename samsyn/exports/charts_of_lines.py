"""How are series over time drawn? A line with markers and intervals; known breaks; limits of control.

Used for series over years (a share with its confidence interval) and for control charts (a number of
each month between limits). The line is broken where a value is missing and where a break is known.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.exports.chart_look import (
    ALERT,
    BAND,
    DASHES,
    GROUND,
    LINES,
    QUIET,
    SHAPES,
    WIDTH,
    framed,
)
from samsyn.exports.charts import Chart

HEIGHT = 260
MOST_LINES = len(LINES)
LINE_OF_TEXT = 17
"""Height in pixels of a name at the end of a line, with the air that it needs."""
MOST_MARKERS_WITH_WORDS, MOST_NAMES = 16, 26


@dataclass(frozen=True)
class Point:
    """One place of a line. Values are numbers, or percent when the chart says so; None is a gap."""

    at: str
    """Where on the time axis, in the reader's words: "2021", "mars 2021". Unique within the line."""
    value: float | None
    low: float | None = None
    high: float | None = None
    words: str = ""
    """The value as it is said: "51 % (54 av 106)"; at the marker where there is room, and for a gap why."""
    is_outside: bool = False
    """True for what the reader should look at: outside its limits."""
    is_hollow: bool = False
    """True for what is of another kind: a published value without deviations behind it."""


@dataclass(frozen=True)
class Line:
    """One line with its name. A `band` draws low and high as limits, else as an interval at each point."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Break:
    """A known break: from this place on, figures mean something else."""

    at: str
    words: str


def chart_of_lines(
    lines: Sequence[Line],
    *,
    title: str,
    subtitle: Sequence[str],
    unit: str,
    breaks: Sequence[Break] = (),
    band: bool = False,
    centre: float | None = None,
    percent: bool = False,
) -> Chart | None:
    """Lines over time from zero, with `unit` on the axis; None when there is no point to draw.

    `band` shades from low to high behind the line (limits of control), with `centre` as the expected
    level; without it low and high are drawn as an interval at each point. At most six lines are drawn, and
    no lone value of an earlier time beside others: its name would lie across them.
    """
    known = [line for line in lines if any(p.value is not None for p in line.points)]
    if not known:
        return None
    lone = _lone_before_the_end(known)
    drawn = [line for line in known if line not in lone][:MOST_LINES]
    order = list(dict.fromkeys(point.at for line in lines for point in line.points))
    rows = list(_rows(drawn, [each.at for each in breaks]))
    view: dict[str, Any] = {
        "width": WIDTH + 140,
        "height": HEIGHT,
        "data": {"values": rows},
        "encoding": {"x": _time(order)},
        "layer": [
            *(_band(unit, percent) if band else _intervals(unit, percent)),
            *_breaks(breaks),
            *_centre(centre),
            *_marks([line.name for line in drawn], unit, percent),
            _gaps(),
        ],
    }
    if len(rows) <= MOST_MARKERS_WITH_WORDS and len(drawn) == 1:
        # Over the band of a control chart words would hide it; the marker is what is looked at.
        view["layer"].append(_words_at_markers("value" if band else "top", unit, percent))
    if len(drawn) > 1:
        view["layer"].append(_names_at_the_end(rows, unit, percent))
    below = (*subtitle, *(f"{number}. {each.words}" for number, each in enumerate(breaks, 1)))
    if lone:
        words = ngettext(
            "%(count)s rubrik med ett enda värde står bara i tabellen",
            "%(count)s rubriker med ett enda värde står bara i tabellen",
            len(lone),
        )
        below = (*below, words % {"count": len(lone)})
    spec = framed(view, title=title, subtitle=below)
    return Chart(title, _in_words(drawn, below), spec)


def _lone_before_the_end(lines: Sequence[Line]) -> list[Line]:
    """The lines of one value that end before another does."""
    order = {at: n for n, at in enumerate(dict.fromkeys(p.at for one in lines for p in one.points))}
    places = [[order[p.at] for p in one.points if p.value is not None] for one in lines]
    last = max(place for each in places for place in each)
    return [
        line for line, each in zip(lines, places, strict=True) if len(each) == 1 and each[0] < last
    ]


def _rows(lines: Iterable[Line], breaks: Sequence[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        part = 0
        for point in line.points:
            part += point.at in breaks or point.value is None
            yield {
                "at": point.at,
                "value": point.value,
                "top": point.value if point.high is None else point.high,
                "low": point.low,
                "high": point.high,
                "words": point.words,
                "line": line.name,
                "part": f"{line.name}:{part}",
                "look": "outside" if point.is_outside else "hollow" if point.is_hollow else "plain",
            }


def _time(order: Sequence[str]) -> dict[str, Any]:
    angle = 0 if len(order) <= 12 and max(map(len, order)) <= 9 else -45
    axis = {"labelAngle": angle, "labelOverlap": len(order) > MOST_NAMES, "grid": False}
    return {"field": "at", "type": "ordinal", "sort": list(order), "title": None, "axis": axis}


def _amount(field: str, unit: str, percent: bool) -> dict[str, Any]:
    axis: dict[str, Any] = {"tickMinStep": 1, "tickCount": 5, "domain": False, "ticks": False}
    if percent:
        axis["labelExpr"] = "datum.label + ' %'"
    scale = {"zero": True, "nice": True}
    return {"field": field, "type": "quantitative", "title": unit, "axis": axis, "scale": scale}


def _band(unit: str, percent: bool) -> list[dict[str, Any]]:
    both = {"y": _amount("low", unit, percent), "y2": {"field": "high"}}
    edge = {"type": "line", "color": QUIET, "strokeWidth": 1, "strokeDash": [3, 3]}
    return [
        {"mark": {"type": "area", "color": BAND, "interpolate": "step"}, "encoding": both},
        *(
            {
                "mark": {**edge, "interpolate": "step"},
                "encoding": {"y": _amount(one, unit, percent)},
            }
            for one in ("low", "high")
        ),
    ]


def _intervals(unit: str, percent: bool) -> list[dict[str, Any]]:
    mark = {"type": "rule", "color": QUIET, "strokeWidth": 1.5}
    both = {"y": _amount("low", unit, percent), "y2": {"field": "high"}}
    known = [{"filter": "isValid(datum.low) && isValid(datum.high)"}]
    return [{"transform": known, "mark": mark, "encoding": both}]


def _breaks(breaks: Sequence[Break]) -> list[dict[str, Any]]:
    if not breaks:
        return []
    data = {"values": [{"at": each.at, "serial": str(n)} for n, each in enumerate(breaks, 1)]}
    # The rule stands before the place, between what can be compared and what cannot.
    left = {"xOffset": {"value": 0}}
    return [
        {
            "data": data,
            "mark": {"type": "rule", "color": QUIET, "strokeDash": [5, 4]},
            "encoding": left,
        },
        {
            "data": data,
            "mark": {"type": "text", "y": -6, "color": QUIET, "fontWeight": 600},
            "encoding": {"text": {"field": "serial"}, **left},
        },
    ]


def _centre(centre: float | None) -> list[dict[str, Any]]:
    if centre is None:
        return []
    mark = {"type": "rule", "color": QUIET, "strokeWidth": 1.5}
    return [
        {
            "mark": mark,
            "encoding": {"x": {"value": 0}, "x2": {"value": "width"}, "y": {"datum": centre}},
        }
    ]


def _marks(names: list[str], unit: str, percent: bool) -> list[dict[str, Any]]:
    """The lines and their markers; each line has a colour, a dash and a shape of its own."""
    many = len(names)

    def by_line(values: Sequence[Any]) -> dict[str, Any]:
        scale = {"domain": names, "range": list(values[:many])}
        return {"field": "line", "type": "nominal", "scale": scale, "legend": None}

    amount = _amount("value", unit, percent)
    colour = by_line(LINES)
    known = [{"filter": "isValid(datum.value)"}]
    looks = {"domain": ["plain", "hollow", "outside"], "range": [LINES[0], GROUND, ALERT]}
    fill: dict[str, Any] = {"field": "look", "type": "nominal", "scale": looks, "legend": None}
    size: dict[str, Any] = {
        "condition": {"test": "datum.look == 'outside'", "value": 190},
        "value": 60,
    }
    if many > 1:
        fill = {"condition": {"test": "datum.look == 'hollow'", "value": GROUND}, **colour}
    return [
        {
            "transform": known,
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": {
                "y": amount,
                "stroke": colour,
                "strokeDash": by_line(DASHES),
                "detail": {"field": "part"},
            },
        },
        {
            "transform": known,
            "mark": {"type": "point", "strokeWidth": 1.5, "opacity": 1},
            "encoding": {
                "y": amount,
                "stroke": colour,
                "fill": fill,
                "size": size,
                "shape": by_line(SHAPES),
            },
        },
    ]


def _words_at_markers(field: str, unit: str, percent: bool) -> dict[str, Any]:
    return {
        "transform": [{"filter": "isValid(datum.value)"}],
        "mark": {"type": "text", "dy": -14},
        "encoding": {"y": _amount(field, unit, percent), "text": {"field": "words"}},
    }


def _gaps() -> dict[str, Any]:
    """Why a value is missing, on the axis: a gap must not look like a zero that was forgotten."""
    return {
        "transform": [{"filter": "!isValid(datum.value)"}],
        "mark": {"type": "text", "color": QUIET, "dy": -8},
        "encoding": {"y": {"value": HEIGHT}, "text": {"field": "words"}},
    }


def _names_at_the_end(rows: Sequence[dict[str, Any]], unit: str, percent: bool) -> dict[str, Any]:
    last = {row["line"]: row for row in rows if row["value"] is not None}
    highest = max(row["top"] for row in rows if row["value"] is not None)
    return {
        "data": {"values": list(_spread(last.values(), (highest or 1) * LINE_OF_TEXT / HEIGHT))},
        "mark": {"type": "text", "align": "left", "dx": 10, "baseline": "middle"},
        "encoding": {
            "y": _amount("name_at", unit, percent),
            "text": {"field": "line"},
        },
    }


def _spread(rows: Iterable[dict[str, Any]], gap: float) -> Iterator[dict[str, Any]]:
    """The lines' last points with where their names stand: beside the line, but never over another's.

    From below, each name is moved up as far as it must; a group that has grown is moved down again by
    half of it, so that names stay beside their lines. `gap` is a line of text, in what the axis counts.
    """
    ends: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        ends.setdefault(row["at"], []).append(row)
    for beside in ends.values():
        groups: list[list[dict[str, Any]]] = []
        for row in sorted(beside, key=lambda one: (one["value"], one["line"])):
            groups.append([row])
            while len(groups) > 1 and _lowest(groups[-1], gap) < _highest(groups[-2], gap) + gap:
                groups[-2:] = [[*groups[-2], *groups[-1]]]
        for group in groups:
            for place, row in enumerate(group):
                yield {**row, "name_at": _lowest(group, gap) + place * gap}


def _lowest(group: Sequence[dict[str, Any]], gap: float) -> float:
    middle = sum(row["value"] for row in group) / len(group)
    return float(max(0, middle - gap * (len(group) - 1) / 2))


def _highest(group: Sequence[dict[str, Any]], gap: float) -> float:
    return _lowest(group, gap) + gap * (len(group) - 1)


def _in_words(lines: Iterable[Line], more: Iterable[str]) -> str:
    said = [
        f"{line.name}: "
        + ", ".join(f"{p.at} {p.words or p.value}" for p in line.points if p.value is not None)
        for line in lines
    ]
    return ". ".join([*said, *more, _("Tabellen intill har alla värden")]) + "."
