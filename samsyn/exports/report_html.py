"""A report as one HTML file that stands alone: our style sheets and typeface within it, nothing fetched.

The same report is the same file, byte for byte.
"""

import re
from base64 import b64encode
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe

from samsyn.domain.report import Report
from samsyn.exports.report_page import page_of

STYLES = (
    "css/tokens.css",
    "css/base.css",
    "css/layout.css",
    "css/components/table.css",
    "css/components/statistics.css",
    "css/components/report.css",
    "css/report-alone.css",
)
PRINTED = "css/print.css"
TYPEFACE = "vendor/source-sans-3/latin.woff2"
_FONT_FACE = re.compile(r"@font-face \{.*?\n\}\n", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)


def html_of(report: Report) -> bytes:
    """The report as a whole HTML page in its own language, with its pictures drawn in it."""
    template = _engine().get_template("report/alone.html")
    return template.render(Context({"shown": page_of(report), "style": _style()})).encode()


@cache
def _engine() -> Engine:
    """Finds the templates and nothing else of the site: no secret is needed on the command line."""
    return Engine(dirs=[str(settings.BASE_DIR / "samsyn/web/templates")])


@cache
def _style() -> SafeString:
    """The style sheets that a report uses, and the typeface that its pictures are measured with."""
    sheets = [_FONT_FACE.sub("", _found(name).decode()) for name in STYLES]
    printed = _found(PRINTED).decode()
    face = (
        '@font-face{font-family:"Source Sans 3";font-weight:200 900;font-display:swap;'
        f'src:url("data:font/woff2;base64,{b64encode(_found(TYPEFACE)).decode()}") format("woff2")}}'
    )
    style = "\n".join([face, *sheets, f"@media print{{{printed}}}"])
    return mark_safe(_COMMENT.sub("", style))  # noqa: S308 (our own style sheets)


def _found(name: str) -> bytes:
    path = finders.find(name)
    assert isinstance(path, str), f"no static file {name}"
    return Path(path).read_bytes()
