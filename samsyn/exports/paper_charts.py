"""How is a chart drawn to lie in a page of paper? All as wide as the column, with letters of one size.

On a screen a chart is as wide as its plot and its labels need. Scaled to a column, long labels would
make the letters of one chart smaller than those of the next, or leave its bars no room.
"""

from textwrap import wrap
from typing import Any

from samsyn.exports.charts import Chart

WIDTH = 640
"""Of the drawing, across a column of 156 mm: letters of 13 are printed as 9 points."""
LETTERS_A_LINE = 34
LINE, BETWEEN = 15, 13


def for_paper(chart: Chart) -> Chart:
    """The chart as wide as the column, its labels within; small multiples stay as they are drawn."""
    if not isinstance(chart.spec.get("width"), int):
        return chart
    fitted = {"width": WIDTH, "autosize": {"type": "fit-x", "contains": "padding"}}
    return Chart(chart.title, chart.description, {**_wrapped(chart.spec), **fitted})


def _wrapped(spec: dict[str, Any]) -> dict[str, Any]:
    """The drawing with long names of bars on more lines; lines over time have no such names."""
    axis = spec.get("encoding", {}).get("y", {})
    if axis.get("field") != "name":
        return spec
    names = {name: _in_lines(name) for name in axis["sort"]}
    lines = max((name.count("\n") + 1 for name in names.values()), default=1)
    return {
        **spec,
        "data": {"values": [{**bar, "name": names[bar["name"]]} for bar in spec["data"]["values"]]},
        "height": {"step": BETWEEN + LINE * lines},
        "encoding": {**spec["encoding"], "y": {**axis, "sort": list(names.values())}},
    }


def _in_lines(name: str) -> str:
    """Each name has a place and a tab before it, so that two bars may be called alike."""
    place, tab, words = name.rpartition("\t")
    return place + tab + "\n".join(wrap(words, LETTERS_A_LINE))
