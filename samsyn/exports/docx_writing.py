"""Writes a laid-out report into a Word document: styles, tables with heads, pictures, fields."""

import io
import re
from datetime import UTC, datetime
from itertools import count

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.image.image import Image
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from samsyn.exports import docx_look as look
from samsyn.exports.chart_look import BAR, QUIET
from samsyn.exports.charts import PNG_SCALE, png_of
from samsyn.exports.docx_file import (
    add_field,
    add_link,
    add_link_within,
    begin_field,
    bookmark,
    bytes_of,
    describe,
    end_field,
    mark_heads,
    new_numbering,
    speak,
    without_thumbnail,
)
from samsyn.exports.markdown import Listing, TextBlock
from samsyn.exports.markdown import Paragraph as TextParagraph
from samsyn.exports.markdown import Run as TextRun
from samsyn.exports.paper_charts import WIDTH as CHART_WIDTH
from samsyn.exports.report_layout import (
    Caption,
    Laid,
    LaidBlock,
    LaidPicture,
    LaidSection,
    LaidTable,
    LaidText,
)

SHORT = 14
"""Rows; a table that is not longer is kept on one page."""
LONGEST_PROPERTY = 255
HEADS = -1
"""The row before the first."""
DEEPEST_HEADING, DEEPEST_LIST = 9, 3
NOT_IN_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(text: str) -> str:
    """The text without what no XML can hold: control characters that nobody sees."""
    return NOT_IN_XML.sub("", text)


class Writing:
    """One report on its way into one document."""

    def __init__(self, laid: Laid) -> None:
        self.laid, self.words = laid, laid.words
        self.document: WordDocument = Document()
        self.numbers = count(1)
        self.anchors = {one.key: f"_Toc{number:04}" for number, one in enumerate(laid.sections, 1)}

    def file(self) -> bytes:
        """The whole report as the bytes of a file."""
        look.dress(self.document)
        speak(self.document, self.laid.language)
        without_thumbnail(self.document)
        self.properties()
        self.head_and_foot()
        self.first_page()
        self.summary()
        self.contents()
        self.reading()
        for place, section in enumerate(self.laid.sections):
            self.section(section, on_new_page=place == 0 and not self.laid.is_short)
        if self.document.element.body[-2].tag.endswith("}tbl"):
            self.paragraph("", look.NOTES)  # Word holds a file without it for broken
        day = self.laid.standing.day
        return bytes_of(
            self.document, made=datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
        )

    # --- Around the chapters ---------------------------------------------------------------------

    def properties(self) -> None:
        said = self.document.core_properties
        said.title = written(self.laid.title)[:LONGEST_PROPERTY]
        said.subject = written(self.laid.subtitle)[:LONGEST_PROPERTY]
        said.author, said.last_modified_by, said.comments = "Samsyn", "Samsyn", ""

    def head_and_foot(self) -> None:
        """The title and the page on every page but the first; a draft says so on that one too."""
        page = self.document.sections[0]
        page.different_first_page_header_footer = True
        head, foot = page.header.paragraphs[0], page.footer.paragraphs[0]
        for one in (head, foot):
            one.paragraph_format.tab_stops.add_tab_stop(look.COLUMN, WD_TAB_ALIGNMENT.RIGHT)
        head.add_run(written(self.laid.title))
        if self.words.warning:
            head.add_run("\t" + self.words.standing).bold = True
            first = page.first_page_header.paragraphs[0]
            first.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            first.add_run(self.words.standing).bold = True
        foot.add_run(f"{self.words.standing}\t{self.words.page} ")
        add_field(foot, "PAGE", "2")
        foot.add_run(f" {self.words.of} ")
        add_field(foot, "NUMPAGES", "2")

    def first_page(self) -> None:
        self.paragraph(self.laid.title, "Title")
        self.paragraph(self.laid.subtitle, "Subtitle")
        self.paragraph(self.words.warning or self.words.standing, look.EDITION)
        if self.laid.standing.errata:
            self.paragraph(self.words.errata, look.EDITION)
            for line in self.laid.standing.errata.splitlines():
                self.paragraph(line)

    def summary(self) -> None:
        if self.laid.summary:
            heading = self.paragraph(self.words.summary, "Heading 1")
            heading.paragraph_format.page_break_before = not self.laid.is_short
            findings = tuple((TextParagraph((TextRun(one),)),) for one in self.laid.summary)
            self.listing(Listing(findings, first=1), depth=1)
            for paragraph in self.document.paragraphs[-len(findings) :]:
                for run in paragraph.runs:
                    run.font.size = look.FINDING

    def contents(self) -> None:
        """Links to the chapters; Word puts page numbers to them when it is asked to update the field."""
        if self.laid.is_short:
            return
        heading = self.paragraph(self.words.contents, "TOC Heading")
        heading.paragraph_format.page_break_before = not self.laid.summary
        listed = [one for one in self.laid.sections if one.level <= look.CONTENTS_DEPTH]
        for place, section in enumerate(listed):
            entry = self.document.add_paragraph(style=look.CONTENTS.format(section.level))
            if place == 0:
                begin_field(entry, f'TOC \\o "1-{look.CONTENTS_DEPTH}" \\h \\z \\u')
            run = entry.add_run(written(section.title))
            add_link_within(entry, self.anchors[section.key], run)
            if place == len(listed) - 1:
                end_field(entry)

    def reading(self) -> None:
        """What is true of all figures, said once."""
        if self.laid.notes:
            self.paragraph(self.words.reading, look.EDITION).paragraph_format.space_before = Mm(8)
            self.paragraph(self.words.applies)
            notes = tuple((TextParagraph((TextRun(one),)),) for one in self.laid.notes)
            self.listing(Listing(notes), depth=1)

    # --- Chapters --------------------------------------------------------------------------------

    def section(self, section: LaidSection, *, on_new_page: bool) -> None:
        level = min(section.level, DEEPEST_HEADING)
        heading = self.paragraph(section.title, f"Heading {level}")
        heading.paragraph_format.page_break_before = on_new_page or None
        bookmark(heading, self.anchors[section.key], next(self.numbers))
        for block in section.blocks:
            self.block(block)

    def block(self, block: LaidBlock) -> None:
        match block:
            case LaidText():
                for one in block.blocks:
                    self.text(one, "Quote" if block.is_quote else "Normal")
            case LaidPicture():
                self.picture(block)
            case LaidTable():
                self.table(block)

    def text(self, block: TextBlock, style: str = "Normal", depth: int = 1) -> None:
        if isinstance(block, Listing):
            self.listing(block, depth)
        else:
            self.runs(self.document.add_paragraph(style=style), block)

    def listing(self, listing: Listing, depth: int) -> None:
        """A list; what follows in an item after its first words stands in under them."""
        level = min(depth, DEEPEST_LIST)
        suffix = "" if level == 1 else f" {level}"
        style = ("List Bullet" if listing.first is None else "List Number") + suffix
        number = None
        if listing.first is not None:
            number = new_numbering(self.document, style, listing.first)
        for item in listing.items:
            lead = self.document.add_paragraph(style=style)
            if number:
                lead._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
            begins_in_words = bool(item) and isinstance(item[0], TextParagraph)
            if begins_in_words and isinstance(item[0], TextParagraph):
                self.runs(lead, item[0])
            for one in item[1:] if begins_in_words else item:
                self.text(one, f"List Continue{suffix}", depth + 1)

    def runs(self, paragraph: Paragraph, text: TextParagraph) -> None:
        for one in text.runs:
            run = paragraph.add_run(written(one.text))
            run.bold, run.italic = one.strong or None, one.emphasis or None
            if one.link:
                run.style = look.LINK
                add_link(paragraph, one.link).append(run._r)

    def paragraph(self, words: str, style: str = "Normal") -> Paragraph:
        return self.document.add_paragraph(written(words), style)

    # --- Figures ---------------------------------------------------------------------------------

    def caption(self, caption: Caption) -> None:
        """A numbered caption that Word can list and count anew."""
        label, _space, number = caption.label.rpartition(" ")
        paragraph = self.document.add_paragraph(style="Caption")
        at = len(paragraph.runs)
        paragraph.add_run(f"{label} ")
        add_field(paragraph, f"SEQ {label} \\* ARABIC", number)
        for run in paragraph.runs[at:]:
            run.font.color.rgb = look.rgb(BAR)
        paragraph.add_run(f"  {written(caption.title)}")
        if caption.counted:
            paragraph.add_run().add_break()
            _quiet(paragraph.add_run(written(caption.counted))).bold = False

    def picture(self, picture: LaidPicture) -> None:
        self.caption(picture.caption)
        png = png_of(picture.chart)
        across = Image.from_blob(png).px_width / PNG_SCALE
        paragraph = self.document.add_paragraph()
        shape = paragraph.add_run().add_picture(
            io.BytesIO(png), width=int(look.COLUMN * min(1, across / CHART_WIDTH))
        )
        describe(
            shape,
            next(self.numbers),
            title=written(picture.chart.title),
            words=written(picture.chart.description),
        )

    def table(self, laid: LaidTable) -> None:
        self.caption(laid.caption)
        table = self.document.add_table(len(laid.rows) + 1, len(laid.heads), look.TABLE)
        table.autofit = False
        widths = [Mm(one) for one in laid.columns.widths]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        keeps = len(laid.rows) <= SHORT
        for at, words in enumerate((laid.heads, *laid.rows), HEADS):
            row = table.rows[at + 1]
            for column, (cell, word) in enumerate(zip(row.cells, words, strict=True)):
                cell.width = widths[column]
                paragraph = cell.paragraphs[0]
                paragraph.style = look.TABLE_TEXT
                run = paragraph.add_run(written(word))
                run.bold = at == HEADS or None
                run.font.size = look.SMALL if laid.columns.is_small else None
                if laid.is_figures[column]:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if at in laid.residual or (at, column) in laid.hidden:
                    _quiet(run)
                paragraph.paragraph_format.keep_with_next = (
                    keeps and at + 1 < len(laid.rows)
                ) or None
        mark_heads(table, title=written(laid.caption.title), words=written(laid.caption.counted))
        if laid.notes:
            self.paragraph(" ".join(laid.notes), look.NOTES)


def _quiet(run: Run) -> Run:
    run.font.color.rgb = look.rgb(QUIET)
    return run
