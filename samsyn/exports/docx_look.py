"""How does a report look in Word? Its styles, so that whoever writes on in it keeps the look.

Calibri, for it is where Word is; LibreOffice has Carlito with the same widths.
"""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from samsyn.exports.chart_look import BAR, GRID, INK, QUIET
from samsyn.exports.docx_file import element

FONT = "Calibri"
PAGE, MARGIN, COLUMN = (Mm(210), Mm(297)), Mm(27), Mm(156)
TABLE, TABLE_TEXT, NOTES, EDITION = "Samsyn Table", "Table Text", "Table Notes", "Edition"
CONTENTS = "toc {}"
LINK = "Hyperlink"
CONTENTS_DEPTH = 2
FINDING, SMALL = Pt(13), Pt(8.5)


def dress(document: Document) -> None:
    """Gives the document its page and its styles."""
    page = document.sections[0]
    page.page_width, page.page_height = PAGE
    page.left_margin = page.right_margin = MARGIN
    page.top_margin, page.bottom_margin = Mm(28), Mm(25)
    _everywhere(document)
    _headings(document)
    _text(document)
    _small(document)
    _contents(document)
    _table(document)


def _everywhere(document: Document) -> None:
    """One typeface: what a theme says would stand above what a style says."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for name in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{name}"), FONT)


def _style(document: Document, name: str, based_on: str = "Normal") -> ParagraphStyle:
    styles = document.styles
    if name not in styles:
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = styles[based_on]
    found: ParagraphStyle = styles[name]
    found.hidden, found.quick_style = False, True
    return found


def _set(
    style: ParagraphStyle,
    size: float,
    *,
    colour: str = INK,
    before: float = 0,
    after: float = 0,
    bold: bool | None = False,
    line: float = 1.0,
) -> ParagraphStyle:
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = rgb(colour)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    layout.line_spacing = line
    return style


def rgb(colour: str) -> RGBColor:
    """ "#0b5766" as Word has it."""
    return RGBColor.from_string(colour.removeprefix("#").upper())


def _headings(document: Document) -> None:
    for level, (size, before, after) in enumerate(((20, 26, 8), (15, 20, 6), (12.5, 14, 4)), 1):
        _set(
            _style(document, f"Heading {level}"),
            size,
            colour=BAR,
            before=before,
            after=after,
            bold=True,
        )
    for level in range(4, 10):
        _set(_style(document, f"Heading {level}"), 11, colour=BAR, before=12, after=3, bold=True)
    contents = _set(_style(document, "TOC Heading"), 20, colour=BAR, before=26, after=8, bold=True)
    contents.paragraph_format.keep_with_next = True
    title = _set(_style(document, "Title"), 30, colour=BAR, before=190, after=10, bold=True)
    border = title.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        title.element.pPr.remove(border)
    subtitle = _set(_style(document, "Subtitle"), 15, before=4, after=26)
    for style in (title, subtitle):
        for apart in style.element.findall(".//" + qn("w:rPr") + "/" + qn("w:spacing")):
            apart.getparent().remove(apart)


def _text(document: Document) -> None:
    _set(_style(document, "Normal"), 11, after=7, line=1.15)
    for kind in ("List Bullet", "List Number", "List Continue"):
        for depth in ("", " 2", " 3"):
            _style(document, kind + depth).paragraph_format.space_after = Pt(4)
    quote = _set(_style(document, "Quote"), 11, before=8, after=8, line=1.15)
    quote.font.italic = True
    quote.paragraph_format.left_indent = Mm(6)
    quote.paragraph_format.keep_together = True
    quote.element.get_or_add_pPr().insert_element_before(
        element("pBdr", element("left", val="single", sz=18, space=10, color=BAR.lstrip("#"))),
        *("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"),
    )
    link = document.styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = rgb(BAR), True


def _small(document: Document) -> None:
    caption = _set(_style(document, "Caption"), 10, before=16, after=4, bold=True)
    caption.paragraph_format.keep_with_next = True
    # Bold is left to the table's style, which makes the heads so.
    _set(_style(document, TABLE_TEXT), 9.5, before=2, after=2, bold=None)
    _set(_style(document, NOTES), 8.5, colour=QUIET, before=3, after=12)
    _set(_style(document, EDITION), 11.5, colour=QUIET, after=8, bold=True)
    for name in ("Header", "Footer"):
        style = _set(_style(document, name), 9, colour=QUIET)
        tabs = style.element.pPr.find(qn("w:tabs"))
        if tabs is not None:
            style.element.pPr.remove(tabs)


def _contents(document: Document) -> None:
    for level in range(1, CONTENTS_DEPTH + 1):
        style = _style(document, CONTENTS.format(level))
        _set(style, 11, before=4 if level == 1 else 0, after=2, bold=level == 1)
        style.paragraph_format.left_indent = Mm(5 * (level - 1))


def _table(document: Document) -> None:
    """Lines under the rows, a stronger one under the heads."""
    style = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    made: Any = style.element
    below, under_heads = _line("insideH", 4, GRID), _line("bottom", 8, BAR)
    made.append(
        element(
            "tblPr",
            element("tblBorders", _line("bottom", 4, GRID), below),
            element("tblCellMar", _margin("left", 55), _margin("right", 70)),
        )
    )
    made.append(
        element(
            "tblStylePr",
            element("rPr", element("b")),
            element("tcPr", element("tcBorders", under_heads)),
            type="firstRow",
        )
    )


def _line(place: str, eighths: int, colour: str) -> Any:
    return element(place, val="single", sz=eighths, space=0, color=colour.lstrip("#"))


def _margin(place: str, twentieths: int) -> Any:
    return element(place, w=twentieths, type="dxa")
