"""How is a spider drawn? Its corners round a centre, from 1 in the middle to 10 outermost, always.

The years lie over each other, each with its own dashes, marker and name. Where a year has nothing to
compare with in a corner its line has a gap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin
from typing import Any

from django.utils.translation import gettext as _

from samsyn.exports.chart_look import DASHES, GRID, GROUND, LINES, QUIET, SHAPES, framed
from samsyn.exports.charts import Chart
from samsyn.exports.tables import decimal_in_words

LOW, HIGH = 1, 10
RINGS = (1, 4, 7, 10)
SIZE, REACH = 460, 1.2
"""Of the drawing in pixels, and how far from the centre it goes, the outermost ring being 1."""
MOST_YEARS = 5
APART, LEAST_APART = 0.075, 0.055
"""Between two names in the column, and at least at the lines, as parts of the outermost ring."""

DIRECT = {"align": "left", "dx": 8, "baseline": "middle", "fontSize": 12}


@dataclass(frozen=True)
class Ring:
    """One year: its name and a mean for each corner, None where there is none to draw."""

    name: str
    means: tuple[float | None, ...]


def chart_of_spider(
    corners: Sequence[str], rings: Sequence[Ring], *, title: str, subtitle: Sequence[str]
) -> Chart | None:
    """The years over each other, the latest last; None when there is no mean to draw."""
    drawn = [ring for ring in rings if any(mean is not None for mean in ring.means)][-MOST_YEARS:]
    if not drawn:
        return None
    view: dict[str, Any] = {
        "width": SIZE * 1.35,
        "height": SIZE,
        "layer": [*_web(len(corners)), _words_of(corners), *_lines(drawn), _names(drawn)],
    }
    view["layer"] = [_placed(layer) for layer in view["layer"]]
    spec = framed(view, title=title, subtitle=tuple(subtitle))
    return Chart(title, _description(corners, drawn, subtitle), spec)


def _at(place: int, many: int, radius: float) -> dict[str, float]:
    """Where a radius lies towards a corner, clockwise from the top."""
    angle = 2 * pi * place / many
    return {"x": round(radius * sin(angle), 4), "y": round(radius * cos(angle), 4)}


def _out(value: float) -> float:
    return (value - LOW) / (HIGH - LOW)


def _placed(layer: dict[str, Any]) -> dict[str, Any]:
    """The layer on the one scale that all have, with no axes of its own."""
    wide = REACH * 1.35
    across = {"type": "quantitative", "axis": None, "scale": {"domain": [-wide, wide]}}
    up = {"type": "quantitative", "axis": None, "scale": {"domain": [-REACH, REACH]}}
    places = {"x": {"field": "x", **across}, "y": {"field": "y", **up}}
    return {**layer, "encoding": {**places, **layer.get("encoding", {})}}


def _web(many: int) -> Iterator[dict[str, Any]]:
    """The rings and spokes, with the scale's numbers along the first spoke."""
    rings = [
        {**_at(place, many, _out(ring)), "ring": ring, "order": place}
        for ring in RINGS[1:]
        for place in range(many + 1)
    ]
    yield _path(rings, "ring", {"color": GRID, "strokeWidth": 1})
    spokes = [
        {**_at(place, many, end), "spoke": place, "order": end}
        for place in range(many)
        for end in (0, 1)
    ]
    yield _path(spokes, "spoke", {"color": GRID, "strokeWidth": 1})
    numbers = [{**_at(0, many, _out(ring)), "words": str(ring)} for ring in RINGS]
    look = {"align": "right", "dx": -5, "color": QUIET, "fontSize": 12}
    yield _text(numbers, look)


def _path(rows: list[dict[str, Any]], by: str, look: dict[str, Any]) -> dict[str, Any]:
    encoding = {
        "detail": {"field": by, "type": "nominal"},
        "order": {"field": "order", "type": "quantitative"},
    }
    mark = {"type": "line", "interpolate": "linear", **look}
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _text(rows: list[dict[str, Any]], look: dict[str, Any]) -> dict[str, Any]:
    words = {"text": {"field": "words", "type": "nominal"}}
    return {"data": {"values": rows}, "mark": {"type": "text", **look}, "encoding": words}


def _words_of(corners: Sequence[str]) -> dict[str, Any]:
    """The corners' names outside the outermost ring, each on its own side."""
    many = len(corners)
    rows = [{**_at(at, many, 1.08), "words": name} for at, name in enumerate(corners)]
    sides: dict[str, list[dict[str, Any]]] = {"center": [], "left": [], "right": []}
    for place, row in enumerate(rows):
        across = _at(place, many, 1)["x"]
        side = "center" if abs(across) < 0.2 else "left" if across > 0 else "right"
        sides[side].append(row)
    layers = [
        _text(some, {"align": side, "baseline": "middle", "fontWeight": 600})
        for side, some in sides.items()
        if some
    ]
    return {"layer": [_placed(layer) for layer in layers]}


def _lines(rings: Sequence[Ring]) -> Iterator[dict[str, Any]]:
    for serial, ring in enumerate(rings):
        look = {"color": LINES[serial], "strokeDash": DASHES[serial], "strokeWidth": 2.5}
        yield _path(list(_segments(ring)), "part", look)
        many = len(ring.means)
        points = [
            _at(at, many, _out(mean)) for at, mean in enumerate(ring.means) if mean is not None
        ]
        mark = {"type": "point", "shape": SHAPES[serial], "filled": True, "opacity": 1}
        mark |= {"color": LINES[serial], "size": 60, "stroke": GROUND, "strokeWidth": 1}
        yield {"data": {"values": points}, "mark": mark}


def _segments(ring: Ring) -> Iterator[dict[str, Any]]:
    """The line from corner to corner and round to the first, one piece between each two that have a mean."""
    many = len(ring.means)
    for one, other in pairwise([*range(many), 0]):
        first, second = ring.means[one], ring.means[other]
        if first is None or second is None:
            continue
        yield {**_at(one, many, _out(first)), "part": one, "order": 0}
        yield {**_at(other, many, _out(second)), "part": one, "order": 1}


def _names(rings: Sequence[Ring]) -> dict[str, Any]:
    """Each year's name with its dashes and marker, in a column beside the web: order of the first corner."""
    left, top = -REACH * 1.33, REACH - 0.08
    layers = []
    for serial, ring in enumerate(rings):
        y = top - 2 * APART * serial
        ends = [{"x": left + at, "y": y, "part": 0, "order": at} for at in (0.0, 0.22)]
        look = {"color": LINES[serial], "strokeDash": DASHES[serial], "strokeWidth": 2.5}
        mark = {"type": "point", "shape": SHAPES[serial], "filled": True, "opacity": 1}
        mark |= {"color": LINES[serial], "size": 60, "stroke": GROUND, "strokeWidth": 1}
        named = [{"x": left + 0.28, "y": y, "words": ring.name}]
        layers += [
            _path(ends, "part", look),
            {"data": {"values": [{"x": left + 0.11, "y": y}]}, "mark": mark},
            _text(named, {"align": "left", "baseline": "middle"}),
        ]
    layers += _direct(rings)
    return {"layer": [_placed(layer) for layer in layers]}


def _direct(rings: Sequence[Ring]) -> list[dict[str, Any]]:
    """Each year's name at its line too, in the corner where the lines lie farthest apart."""
    many = len(rings[0].means)
    at = max(range(many), key=lambda place: _gap(rings, place))
    if len(rings) < 2 or _gap(rings, at) < LEAST_APART:
        return []
    layers = []
    for serial, ring in enumerate(rings):
        row = {**_at(at, many, _out(ring.means[at] or LOW)), "words": ring.name}
        # The ground under the letters first, so that no line runs through them.
        layers.append(_text([row], {**DIRECT, "stroke": GROUND, "strokeWidth": 4}))
        layers.append(_text([row], {**DIRECT, "color": LINES[serial]}))
    return layers


def _gap(rings: Sequence[Ring], place: int) -> float:
    """The smallest distance up and down between two lines in a corner; nothing where one has no mean."""
    many = len(rings[0].means)
    means = [ring.means[place] for ring in rings]
    shown = sorted(_at(place, many, _out(mean))["y"] for mean in means if mean is not None)
    if len(shown) < len(rings):
        return 0.0
    return min((two - one for one, two in pairwise(shown)), default=0.0)


def _description(corners: Sequence[str], rings: Sequence[Ring], subtitle: Sequence[str]) -> str:
    told = []
    for ring in rings:
        means = [
            f"{name} {decimal_in_words(mean)}"
            for name, mean in zip(corners, ring.means, strict=True)
            if mean is not None
        ]
        told.append(f"{ring.name}: {', '.join(means)}")
    return ". ".join([*subtitle, *told, _("Tabellen intill har alla värden")]) + "."
