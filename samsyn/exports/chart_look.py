"""How does a chart look? One typeface, few colours, and nothing that only a colour tells apart."""

from typing import Any

FONT = "'Source Sans 3', sans-serif"
"""In quotes: a name that ends with a digit is no name to CSS, and every word would fall away."""

INK, QUIET, GRID, GROUND = "#17262a", "#4d5b5f", "#c6d0d2", "#ffffff"
BAR, RESIDUAL, BAND, ALERT = "#0b5766", "#6e7c80", "#e4f0f2", "#9c1515"
LINES = ("#0b5766", "#9c4a00", "#672a75", "#12592c", "#0a4f86", "#4d5b5f")
"""Each keeps 4.5:1 against the ground; lines differ by dash and marker too."""
DASHES = ([1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4], [1, 3])
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")

ON_A_PAGE = {
    INK: "var(--chart-ink)",
    QUIET: "var(--chart-quiet)",
    GRID: "var(--chart-grid)",
    GROUND: "var(--chart-ground)",
    RESIDUAL: "var(--chart-residual)",
    BAND: "var(--chart-band)",
    ALERT: "var(--chart-alert)",
    **{colour: f"var(--chart-{serial})" for serial, colour in enumerate(LINES[:-1], 1)},
}
"""What stands for each colour in a chart that lies in a page: its light or dark theme decides."""

WIDTH = 460
"""Width of the plot, without the labels beside it."""


def framed(view: dict[str, Any], *, title: str, subtitle: tuple[str, ...]) -> dict[str, Any]:
    """A whole specification: the drawing under its title, in the look of the house."""
    heading = {"text": title, "subtitle": list(subtitle), "anchor": "start", "frame": "bounds"}
    schema = "https://vega.github.io/schema/vega-lite/v5.json"
    return {"$schema": schema, "title": heading, **view, "config": CONFIG}


CONFIG: dict[str, Any] = {
    "aria": False,  # the picture is one image with a name; the table says the rest
    "background": GROUND,
    "font": FONT,
    "padding": 8,
    "view": {"stroke": None},
    "title": {
        "color": INK,
        "fontSize": 16,
        "fontWeight": 600,
        "subtitleColor": QUIET,
        "subtitleFontSize": 13,
        "subtitleLineHeight": 17,
        "subtitlePadding": 5,
        "offset": 14,
    },
    "axis": {
        "labelColor": INK,
        "labelFontSize": 13,
        "labelLimit": 340,
        "titleColor": QUIET,
        "titleFontSize": 13,
        "titleFontWeight": 400,
        "titlePadding": 8,
        "gridColor": GRID,
        "domainColor": QUIET,
        "tickColor": GRID,
    },
    "header": {
        "labelColor": INK,
        "labelFontSize": 13,
        "labelFontWeight": 600,
        "labelAnchor": "start",
        "labelLimit": 0,
        "labelPadding": 6,
        "title": None,
    },
    "text": {"color": INK, "fontSize": 13},
    "rule": {"color": QUIET},
    "facet": {"spacing": 22},
}
