"""How is a table of figures drawn? Bars from zero, lines over time, small multiples for two dimensions.

Two dimensions are always small multiples: one panel for each value of the shorter dimension, all with
the same axis. Stacked bars would add up what may overlap (several recipients a report), hide what is
hidden among the rest, and need colours to be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.domain.counting import TIME
from samsyn.domain.tables import Row, Table, Value
from samsyn.domain.vocabulary import Dimension
from samsyn.exports.chart_look import BAR, GROUND, QUIET, RESIDUAL, WIDTH, framed
from samsyn.exports.charts import Chart
from samsyn.exports.charts_of_lines import Line, Point, chart_of_lines
from samsyn.exports.tables import (
    conditions_in_words,
    counted_in_words,
    label_of,
    labels_of,
    number_in_words,
    share_in_words,
)

MOST_BARS, MOST_PANELS, MOST_PANELS_BESIDE = 25, 6, 3
FEWEST_POINTS = 3
"""With fewer moments there is no line to see: they are bars."""
LETTERS_A_LINE, LETTERS_A_PANEL = 58, 26
ROWS_SAID = 8
PANEL_NAME = {"title": None, "labelExpr": r"split(datum.label, '\n')", "labelLineHeight": 15}


@dataclass(frozen=True)
class Shown:
    """The part of a table that is drawn: rows down, panels across, and what was left to the table."""

    down: Dimension
    across: Dimension | None
    rows: list[Value]
    panels: list[Value]
    cells: dict[tuple[Value, Value | None], Row]
    left_out: int


def chart_of_table(table: Table, *, whose: str = "") -> Chart | None:
    """The drawing of a table; None where there is nothing to draw (no dimension, no rows, n hidden).

    `whose` says whose figures they are, when they are not the county's.
    """
    if not table.question.by or not table.rows or table.n is None:
        return None
    title, subtitle = heading_of(table)
    subtitle = (whose, *subtitle) if whose else subtitle
    if len(table.question.by) == 1 and table.question.by[0] in TIME:
        rows = in_time(table)
        if len(rows) >= FEWEST_POINTS:
            return _line(table, rows, title, subtitle)
    shown = what_is_shown(table)
    if shown.left_out:
        words = ngettext(
            "%(count)s rad till står i tabellen",
            "%(count)s rader till står i tabellen",
            shown.left_out,
        )
        subtitle = (*subtitle, words % {"count": shown.left_out})
    spec = framed(_bars(table, shown), title=title, subtitle=subtitle)
    return Chart(title, _description(table, subtitle), spec)


def heading_of(table: Table) -> tuple[str, tuple[str, ...]]:
    """The question as a title, and what was counted with its n (and conditions) below it."""
    question = table.question
    by = _(" och ").join(_lower(gettext_of(dimension)) for dimension in question.by)
    title = _("%(counted)s efter %(by)s") % {"counted": _(question.count.label), "by": by}
    n = "–" if table.n is None else number_in_words(table.n)
    what = f"{counted_in_words(question).partition(', ')[2]} (n = {n})"
    lines = [what[:1].upper() + what[1:], *conditions_in_words(question)]
    if any(row.is_suppressed for row in table.rows):
        lines.append(_("Små tal är dolda"))
    return title, tuple(lines)


def gettext_of(dimension: Dimension) -> str:
    """A dimension's name in the reader's language."""
    return _(dimension.label)


def what_is_shown(table: Table) -> Shown:
    """Which rows and panels are drawn: the largest of each, in the table's order; the rest is counted."""
    question = table.question
    if len(question.by) == 1:
        across = None
        down = question.by[0]
        rows, panels = [row.values[0] for row in table.rows], []
    else:
        found = [list(dict.fromkeys(row.values[at] for row in table.rows)) for at in (0, 1)]
        found = [_ordered(table, at, values) for at, values in enumerate(found)]
        narrow = 0 if len(found[0]) < len(found[1]) else 1
        down, across = question.by[1 - narrow], question.by[narrow]
        rows, panels = found[1 - narrow], found[narrow]
    kept, kept_panels = rows[:MOST_BARS], panels[:MOST_PANELS]
    at = question.by.index(down)
    cells: dict[tuple[Value, Value | None], Row] = {}
    for row in table.rows:
        panel = row.values[1 - at] if across else None
        if row.values[at] in kept and (panel is None or panel in kept_panels):
            cells[row.values[at], panel] = row
    return Shown(down, across, kept, kept_panels, cells, len(table.rows) - len(cells))


def _ordered(table: Table, at: int, values: list[Value]) -> list[Value]:
    """Time in its order, else the largest first and the missing last."""
    if table.question.by[at] in TIME:
        return sorted(values, key=lambda value: value.key or "")
    total = dict.fromkeys(values, 0)
    for row in table.rows:
        total[row.values[at]] += row.count or 0
    return sorted(values, key=lambda value: (value.key is None, -total[value]))


def in_time(table: Table) -> list[Row]:
    """The rows of a table over time with a row of zero where nothing was counted, first to last."""
    (dimension,) = table.question.by
    found = {row.values[0].key: row for row in table.rows}
    if dimension is Dimension.YEAR:
        keys = [str(year) for year in sorted(table.question.years)]
    else:
        months = [12 * int(key[:4]) + int(key[5:]) - 1 for key in found if key]
        keys = [f"{m // 12}-{m % 12 + 1:02d}" for m in range(min(months), max(months) + 1)]
        # Between two years that were not both asked for lies no zero, but nothing that was counted.
        keys = [key for key in keys if int(key[:4]) in table.question.years]
    return [found.get(key) or Row((Value(key, key),), 0, table.n) for key in keys]


def _line(table: Table, rows: Sequence[Row], title: str, subtitle: tuple[str, ...]) -> Chart | None:
    (dimension,) = table.question.by
    points = tuple(
        Point(
            at=label_of(dimension, row.values[0]),
            value=row.count,
            words=_("dold") if row.count is None else number_in_words(row.count),
        )
        for row in rows
    )
    unit = _(table.question.count.label)
    return chart_of_lines([Line(unit, points)], title=title, subtitle=subtitle, unit=unit)


def _bars(table: Table, shown: Shown) -> dict[str, Any]:
    beside = len(shown.panels) <= MOST_PANELS_BESIDE
    across = len(shown.panels) if beside and shown.panels else 1
    letters = LETTERS_A_PANEL if across > 1 else LETTERS_A_LINE
    names = {value: _key(place, shown.down, value) for place, value in enumerate(shown.rows)}
    panels: dict[Value | None, str] = {
        value: "\n".join(wrap(label_of(shown.across, value), letters))
        for value in shown.panels
        if shown.across
    }
    places: list[Value | None] = [*shown.panels] or [None]
    data = [
        _bar(shown.cells.get((value, panel)), names[value], panels.get(panel, ""))
        for panel in places
        for value in shown.rows
    ]
    two_lines = any("\n" in name for name in names.values())
    view: dict[str, Any] = {
        "width": WIDTH if across == 1 else (WIDTH + 60) // across,
        "height": {"step": 38 if two_lines else 28},
        "encoding": {"y": _names_axis(list(names.values()))},
        "layer": [_bar_layer(table), _words_layer()],
    }
    if not shown.panels:
        return {"data": {"values": data}, **view}
    order = list(panels.values())
    facet = {"field": "panel", "type": "nominal", "sort": order, "header": PANEL_NAME}
    # Beside each other the panels share the names to the left; too many for that stand in a column.
    placed = {"facet": {"column": facet}} if beside else {"facet": facet, "columns": 1}
    return {"data": {"values": data}, **placed, "spec": view}


def _bar(row: Row | None, name: str, panel: str) -> dict[str, Any]:
    """One bar; no row means that none was counted, which is not the same as hidden."""
    hidden = row is not None and row.is_suppressed
    count = row.count if row else 0
    words = _("dold") if hidden else number_in_words(count or 0)
    if row and row.count is not None and not panel:
        words = f"{words} ({share_in_words(row)})"
    look = "residual" if row and row.is_residual else "value"
    return {"name": name, "panel": panel, "count": count or 0, "words": words, "look": look}


def _key(place: int, dimension: Dimension, value: Value) -> str:
    """A name of its own for each bar: two may be called alike. The axis shows what comes after the tab."""
    return f"{place}\t" + "\n".join(wrap(label_of(dimension, value), LETTERS_A_LINE))


def _names_axis(names: list[str]) -> dict[str, Any]:
    shown = r"split(slice(datum.label, indexof(datum.label, '\t') + 1), '\n')"
    axis = {"labelExpr": shown, "domain": False, "ticks": False, "labelPadding": 8}
    axis |= {"labelLineHeight": 15, "labelLimit": 0}
    return {"field": "name", "type": "nominal", "sort": names, "title": None, "axis": axis}


def _bar_layer(table: Table) -> dict[str, Any]:
    """Bars from zero; what is missing (ej klassificerad) is an outline, not another colour alone."""
    looks = {"domain": ["value", "residual"], "range": [BAR, GROUND]}
    edges = {"domain": ["value", "residual"], "range": [BAR, RESIDUAL]}
    return {
        "transform": [{"filter": "datum.count > 0"}],
        "mark": {"type": "bar", "strokeWidth": 1.5, "height": {"band": 0.66}},
        "encoding": {
            "x": {
                "field": "count",
                "type": "quantitative",
                "title": wrap(_(table.question.count.label), LETTERS_A_PANEL),
                "axis": {"tickMinStep": 1, "tickCount": 4, "domain": False, "ticks": False},
                "scale": {"zero": True, "nice": True},
            },
            "fill": {"field": "look", "type": "nominal", "scale": looks, "legend": None},
            "stroke": {"field": "look", "type": "nominal", "scale": edges, "legend": None},
        },
    }


def _words_layer() -> dict[str, Any]:
    """What each bar says, at its end; hidden ones in a lighter ink."""
    return {
        "mark": {"type": "text", "align": "left", "dx": 5},
        "encoding": {
            "x": {"field": "count", "type": "quantitative"},
            "text": {"field": "words"},
            "color": {
                "condition": {"test": f"datum.words == '{_('dold')}'", "value": QUIET},
                "value": "#17262a",
            },
        },
    }


def _description(table: Table, subtitle: Sequence[str]) -> str:
    """The largest rows in words, and where the rest stands."""
    said = []
    for row in table.rows[:ROWS_SAID]:
        words = (
            _("dold")
            if row.count is None
            else f"{number_in_words(row.count)} ({share_in_words(row)})"
        )
        said.append(f"{', '.join(labels_of(table, row))}: {words}")
    return ". ".join([*subtitle, "; ".join(said), _("Tabellen intill har alla värden")]) + "."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
