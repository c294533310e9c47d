"""How does a chart become a picture? Vega-Lite drawn on the server, once for each content.

A drawing is kept under a hash of what it shows, so nobody gets another reader's numbers: whoever asks
for it has worked out its numbers first, with the own rights. Nothing is loaded before the first
drawing: the engine takes half a second and some 80 MB the first time (ADR 0032).
"""

import hashlib
import json
import logging
import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

from django.core.cache import caches
from django.utils.html import escape

from samsyn.exports.chart_look import ON_A_PAGE

FONTS = Path(__file__).parent / "vendor/source-sans-3"
PNG_SCALE = 2
NOT_LOADED_FROM_ANYWHERE: list[str] = []

_one_at_a_time = Lock()
_log = logging.getLogger(__name__)
_ROOT = re.compile(r"<svg ([^>]*)>")
_TAG = re.compile(r"<[a-z][^>]*>")
_ROLE = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
"""What the engine says of axes and marks, in English; the picture is one image with a name of its own."""
_COLOUR = re.compile(r'="(#[0-9a-f]{6})"')


@dataclass(frozen=True)
class Chart:
    """A picture to draw: its name and description in words, and its Vega-Lite specification."""

    title: str
    description: str
    spec: dict[str, Any]

    @property
    def key(self) -> str:
        """A hash of all that the picture shows, and of what draws it."""
        parts = [self.title, self.description, self.spec, version("vl-convert-python")]
        content = json.dumps(parts, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


def svg_of(chart: Chart) -> str:
    """The chart as SVG that stands alone, on white; drawn the first time, then kept."""
    kept = _kept(chart, "svg")
    if isinstance(kept, str):
        return kept
    with _one_at_a_time:
        drawn: str = _engine().vegalite_to_svg(
            chart.spec, allowed_base_urls=NOT_LOADED_FROM_ANYWHERE, format_locale="sv-SE"
        )
    return _keep(chart, "svg", named(drawn, chart))


def png_of(chart: Chart) -> bytes:
    """The chart as PNG, two pixels for each point; drawn the first time, then kept."""
    kept = _kept(chart, "png")
    if isinstance(kept, bytes):
        return kept
    with _one_at_a_time:
        drawn: bytes = _engine().vegalite_to_png(
            chart.spec,
            scale=PNG_SCALE,
            allowed_base_urls=NOT_LOADED_FROM_ANYWHERE,
            format_locale="sv-SE",
        )
    return _keep(chart, "png", drawn)


def page_svg_of(chart: Chart) -> str:
    """The chart as SVG to lie in a page, in whose light or dark colours it shows; draws if it must."""
    return on_a_page(svg_of(chart))


def page_svg_if_drawn(chart: Chart) -> str | None:
    """The same when the chart has been drawn before; None when that would take time."""
    kept = _kept(chart, "svg")
    return on_a_page(kept) if isinstance(kept, str) else None


def named(svg: str, chart: Chart) -> str:
    """The picture with a name and a description, which screen readers say."""
    one, two = f"t{chart.key[:10]}", f"d{chart.key[:10]}"
    words = (
        f'<title id="{one}">{escape(chart.title)}</title>'
        f'<desc id="{two}">{escape(chart.description)}</desc>'
    )
    root = rf'<svg \1 role="img" aria-labelledby="{one}" aria-describedby="{two}">'
    bare = _TAG.sub(lambda found: _ROLE.sub("", found[0]), svg)
    # The words go in by a function: a backslash in a unit's name is no reference to a group.
    return _ROOT.sub(lambda found: found.expand(root) + words, bare, count=1)


def on_a_page(svg: str) -> str:
    """The picture with each colour as a custom property of the page's style sheet."""
    return _COLOUR.sub(
        lambda found: f'="{ON_A_PAGE.get(found[1], found[1])}"',
        svg.replace('="white"', '="#ffffff"'),
    )


@cache
def _engine() -> ModuleType:
    """The drawing engine, loaded when the first chart is drawn, with our typeface to measure words."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert  # type: ignore[no-any-return]


def _kept(chart: Chart, kind: str) -> object:
    return caches["charts"].get(f"{kind}-{chart.key}")


def _keep[Drawn: (str, bytes)](chart: Chart, kind: str, drawn: Drawn) -> Drawn:
    try:
        caches["charts"].set(f"{kind}-{chart.key}", drawn)
    except OSError:  # a full disk: the reader gets the picture, the next one waits for it again
        _log.warning("a drawn chart could not be kept")
    return drawn
