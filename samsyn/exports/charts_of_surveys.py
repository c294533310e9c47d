"""How are the answers to a question drawn? Bars from zero, each with its number and share."""

from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext as _

from samsyn.domain.report import Part
from samsyn.exports.chart_look import BAR, GROUND, RESIDUAL, WIDTH, framed
from samsyn.exports.charts import Chart
from samsyn.exports.report_words import percent_in_words
from samsyn.exports.tables import number_in_words

LETTERS_A_LINE = 44


@dataclass(frozen=True)
class Bar:
    """One answer: what it says and how many of how many gave it."""

    name: str
    part: Part
    is_residual: bool = False
    """True for "vet ej", which is drawn as an outline."""


def chart_of_answers(
    bars: tuple[Bar, ...], *, title: str, subtitle: tuple[str, ...], unit: str
) -> Chart | None:
    """The bars of one question; `unit` says on the axis what is counted. None without answers."""
    if not any(bar.part.value for bar in bars):
        return None
    data = [_datum(place, bar) for place, bar in enumerate(bars)]
    names = [one["name"] for one in data]
    two_lines = any("\n" in name for name in names)
    view: dict[str, Any] = {
        "data": {"values": data},
        "width": WIDTH,
        "height": {"step": 38 if two_lines else 28},
        "encoding": {"y": _names_axis(names)},
        "layer": [_bars(unit), _words()],
    }
    lines = (*(line for text in subtitle for line in wrap(text, 90)),)
    spec = framed(view, title=title, subtitle=lines)
    spec["title"]["text"] = wrap(title, 70)
    return Chart(title, _description(bars, subtitle), spec)


def _datum(place: int, bar: Bar) -> dict[str, Any]:
    words = f"{number_in_words(bar.part.value)} ({percent_in_words(bar.part)})"
    return {
        "name": f"{place}\t" + "\n".join(wrap(bar.name, LETTERS_A_LINE)),
        "count": bar.part.value,
        "words": words,
        "look": "residual" if bar.is_residual else "value",
    }


def _names_axis(names: list[str]) -> dict[str, Any]:
    shown = r"split(slice(datum.label, indexof(datum.label, '\t') + 1), '\n')"
    axis = {"labelExpr": shown, "domain": False, "ticks": False, "labelPadding": 8}
    axis |= {"labelLineHeight": 15, "labelLimit": 0}
    return {"field": "name", "type": "nominal", "sort": names, "title": None, "axis": axis}


def _bars(unit: str) -> dict[str, Any]:
    looks = {"domain": ["value", "residual"], "range": [BAR, GROUND]}
    edges = {"domain": ["value", "residual"], "range": [BAR, RESIDUAL]}
    return {
        "mark": {"type": "bar", "strokeWidth": 1.5, "height": {"band": 0.66}},
        "encoding": {
            "x": {
                "field": "count",
                "type": "quantitative",
                "title": unit,
                "axis": {"tickMinStep": 1, "tickCount": 4, "domain": False, "ticks": False},
                "scale": {"zero": True, "nice": True},
            },
            "fill": {"field": "look", "type": "nominal", "scale": looks, "legend": None},
            "stroke": {"field": "look", "type": "nominal", "scale": edges, "legend": None},
        },
    }


def _words() -> dict[str, Any]:
    return {
        "mark": {"type": "text", "align": "left", "dx": 5},
        "encoding": {
            "x": {"field": "count", "type": "quantitative"},
            "text": {"field": "words"},
        },
    }


def _description(bars: tuple[Bar, ...], subtitle: tuple[str, ...]) -> str:
    said = "; ".join(
        f"{bar.name}: {number_in_words(bar.part.value)} ({percent_in_words(bar.part)})"
        for bar in bars
    )
    return ". ".join([*subtitle, said, _("Tabellen intill har alla värden")]) + "."
