"""What does a page show of a report? Each block with its template, its words said, its number counted.

Every word is said here, in the language of the report: the templates in report/ hold none, so a report
in Swedish stays Swedish in a page whose frame is English. The editor includes single sections and
blocks, the page of an edition all of it, and report_html.py makes one file of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils import translation
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samsyn.domain.report import (
    Block,
    Picture,
    Prose,
    Quote,
    Report,
    ReportTable,
    Section,
    Sentence,
)
from samsyn.exports.charts import page_svg_of
from samsyn.exports.markdown_html import html_of
from samsyn.exports.report_languages import Mark
from samsyn.exports.report_layout import notes_of_all
from samsyn.exports.report_numbers import Place, filled, labels_of, place_of
from samsyn.exports.report_pictures import chart_of, counted_in_words
from samsyn.exports.report_words import (
    cell_in_words,
    is_number_column,
    standing_in_words,
    whole_in_words,
)

DEEPEST_HEADING = 6
FITS_A_TELEPHONE = 3
"""Columns; a wider table scrolls in its frame, and its frame can be reached with the keyboard."""


@dataclass(frozen=True)
class ShownProse:
    """Prose, or a sentence of its own."""

    html: SafeString
    template: ClassVar[str] = "report/prose.html"


@dataclass(frozen=True)
class ShownQuote:
    """Somebody's words."""

    text: str
    template: ClassVar[str] = "report/quote.html"


@dataclass(frozen=True)
class ShownPicture:
    """A picture under its number and title."""

    picture: Picture
    label: str
    title: str
    template: ClassVar[str] = "report/picture.html"

    @property
    def anchor(self) -> str:
        """Where a link to it leads."""
        return f"diagram-{self.picture.key}"

    @property
    def counted(self) -> str:
        """What was counted."""
        return ". ".join(counted_in_words(self.picture))

    @cached_property
    def svg(self) -> SafeString:
        """The drawing in the page's own colours; every word in it is escaped where it is drawn."""
        return mark_safe(page_svg_of(chart_of(self.picture)))  # noqa: S308 (our own drawing)


@dataclass(frozen=True)
class ShownCell:
    """A head or a cell: its words, and how they stand."""

    words: str
    is_number: bool = False
    is_hidden: bool = False


@dataclass(frozen=True)
class ShownRow:
    """A row; a residual one (what is missing) is quieter."""

    cells: tuple[ShownCell, ...]
    is_residual: bool


@dataclass(frozen=True)
class ShownTable:
    """A table under its number and title."""

    table: ReportTable
    label: str
    title: str
    whole: str
    heads: tuple[ShownCell, ...]
    rows: tuple[ShownRow, ...]
    notes: tuple[str, ...] = ()
    """Those that the whole report does not say once for all tables."""
    template: ClassVar[str] = "report/table.html"

    @property
    def anchor(self) -> str:
        """Where a link to it leads."""
        return f"tabell-{self.table.key}"

    @property
    def scrolls(self) -> bool:
        """Whether it may be wider than a narrow screen."""
        return len(self.heads) > FITS_A_TELEPHONE


type Shown = ShownProse | ShownQuote | ShownPicture | ShownTable


@dataclass(frozen=True)
class ShownSection:
    """A chapter with its heading, from 2 under the page's own."""

    title: str
    anchor: str
    level: int
    blocks: tuple[Shown, ...]
    sections: tuple["ShownSection", ...] = ()


@dataclass(frozen=True)
class ShownReport:
    """A whole report, and the words around its chapters."""

    report: Report
    standing: str
    findings: tuple[str, ...]
    """What a short report begins with."""
    sections: tuple[ShownSection, ...]
    notes: tuple[str, ...]
    """What is true of every table that says its n."""
    words: dict[str, str]


def page_of(report: Report, mark: Mark = str) -> ShownReport:
    """All that a page shows of a report, in the report's own language; `mark` marks words of another."""
    kept = filled(report)
    notes = notes_of_all(kept)
    with translation.override(report.language):
        words = {
            "draft": _("Utkast: siffror och ord kan ändras.") if report.standing.is_draft else "",
            "findings": _("Sammanfattning"),
            "contents": _("Innehåll"),
            "errata": _("Vad utgåvan rättar"),
            "reading": _("Läs siffrorna så här"),
            "applies": _("Gäller alla tabeller och diagram där n är utskrivet:"),
        }
        findings = tuple(map(mark, report.summary))
        sections = sections_of(kept.sections, labels_of(kept), said=notes, mark=mark)
        return ShownReport(report, standing_in_words(report), findings, sections, notes, words)


def sections_of(
    sections: Iterable[Section],
    labels: dict[Place, str],
    level: int = 2,
    said: tuple[str, ...] = (),
    mark: Mark = str,
) -> tuple[ShownSection, ...]:
    """Sections as they are shown, in the language that is spoken now, from a level of headings on.

    `said` are notes that stand elsewhere once for all tables.
    """
    return tuple(
        ShownSection(
            mark(one.title),
            one.key,
            min(level, DEEPEST_HEADING),
            tuple(shown(block, labels, said, mark) for block in one.blocks),
            sections_of(one.sections, labels, level + 1, said, mark),
        )
        for one in sections
    )


def shown(
    block: Block, labels: dict[Place, str], said: tuple[str, ...] = (), mark: Mark = str
) -> Shown:
    """One block as it is shown, in the language that is spoken now; `labels` by report_numbers."""
    match block:
        case Prose():
            return ShownProse(html_of(block.text))
        case Sentence():  # words alone: a unit's name may hold what Markdown reads as signs
            return ShownProse(format_html("<p>{}</p>", mark(block.text)))
        case Quote():
            return ShownQuote(block.text)
        case Picture():
            return ShownPicture(block, labels.get(place_of(block), ""), mark(block.title))
        case ReportTable():
            return _table(block, labels.get(place_of(block), ""), said, mark)


def _table(table: ReportTable, label: str, said: tuple[str, ...], mark: Mark) -> ShownTable:
    numbers = [is_number_column(table, column) for column in range(len(table.heads))]
    heads = (
        ShownCell(mark(words), number) for words, number in zip(table.heads, numbers, strict=True)
    )
    rows = tuple(
        ShownRow(
            tuple(
                ShownCell(mark(cell_in_words(cell, row, table)), number, cell is None)
                for cell, number in zip(row, numbers, strict=True)
            ),
            at in table.residual_rows,
        )
        for at, row in enumerate(table.rows)
    )
    notes = tuple(mark(one) for one in table.notes if table.n is None or one not in said)
    title, whole = mark(table.title), whole_in_words(table)
    return ShownTable(table, label, title, whole, tuple(heads), rows, notes)
