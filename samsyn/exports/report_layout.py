"""How is a report laid out on paper? Chapters in reading order, all said in words and numbered.

Typst and Word are given the same. No look here.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from samsyn.domain.report import (
    Block,
    Picture,
    Prose,
    Quote,
    Report,
    ReportTable,
    Sentence,
    Standing,
)
from samsyn.exports.charts import Chart
from samsyn.exports.markdown import Paragraph, Run, TextBlock, blocks_of
from samsyn.exports.paper_charts import for_paper
from samsyn.exports.paper_columns import Columns, columns_of
from samsyn.exports.report_numbers import Place, filled, labels_of, place_of
from samsyn.exports.report_pictures import chart_of, counted_in_words
from samsyn.exports.report_words import (
    cell_in_words,
    is_number_column,
    standing_in_words,
    whole_in_words,
)

FEWEST_TABLES = 3
"""With fewer, each table's notes stand below it and nowhere else."""


@dataclass(frozen=True)
class Caption:
    """A numbered name: "Tabell 3", "Avvikelser efter tema", and what was counted."""

    label: str
    title: str
    counted: str


@dataclass(frozen=True)
class LaidTable:
    """A table as it is read."""

    caption: Caption
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_figures: tuple[bool, ...]
    """For each column, whether it holds numbers, which stand to the right."""
    columns: Columns
    hidden: tuple[tuple[int, int], ...]
    """Row and column of each number that is hidden."""
    residual: tuple[int, ...]
    """Rows of what is missing, which stand quieter."""
    notes: tuple[str, ...]


@dataclass(frozen=True)
class LaidPicture:
    """A chart under its caption."""

    caption: Caption
    chart: Chart


@dataclass(frozen=True)
class LaidText:
    """Prose, a sentence, or somebody's words."""

    blocks: tuple[TextBlock, ...]
    is_quote: bool = False


type LaidBlock = LaidText | LaidPicture | LaidTable


@dataclass(frozen=True)
class LaidSection:
    """A heading with its level, from 1, and what stands below it."""

    key: str
    title: str
    level: int
    blocks: tuple[LaidBlock, ...]


@dataclass(frozen=True)
class Words:
    """What the pages say around the chapters."""

    summary: str
    contents: str
    errata: str
    page: str
    of: str
    reading: str
    applies: str
    standing: str
    """Which edition, or that it is a draft."""
    warning: str
    """What a draft says of itself; empty for an edition."""


@dataclass(frozen=True)
class Laid:
    """A whole report, laid out."""

    title: str
    subtitle: str
    language: str
    standing: Standing
    is_short: bool
    """Without a page for its title and without contents."""
    summary: tuple[str, ...]
    notes: tuple[str, ...]
    """What is true of every table that says its n, said once for all of them."""
    words: Words
    sections: tuple[LaidSection, ...]


def laid_out(report: Report) -> Laid:
    """The report in words, numbered, in its own language; chapters that hold nothing are left out."""
    kept = filled(report)
    notes = notes_of_all(kept)
    with override(report.language):
        labels = labels_of(kept)
        return Laid(
            title=report.title,
            subtitle=report.subtitle,
            language=report.language,
            standing=report.standing,
            is_short=report.is_short,
            summary=tuple(_held_together(one) for one in report.summary),
            notes=tuple(_ended(one) for one in notes),
            words=_words(report),
            sections=tuple(
                LaidSection(
                    one.key,
                    one.title,
                    level,
                    tuple(_block(each, labels, notes) for each in one.blocks),
                )
                for level, one in kept.walk()
            ),
        )


def notes_of_all(report: Report) -> tuple[str, ...]:
    """The notes that stand under every table that says its n, where there are several of them."""
    counted = [table for table in report.tables() if table.n is not None]
    if len(counted) < FEWEST_TABLES:
        return ()
    return tuple(note for note in counted[0].notes if all(note in one.notes for one in counted))


def _words(report: Report) -> Words:
    return Words(
        summary=_("Sammanfattning"),
        contents=_("Innehåll"),
        errata=_("Vad utgåvan rättar"),
        page=_("Sida"),
        of=_("av"),
        reading=_("Läs siffrorna så här"),
        applies=_("Gäller alla tabeller och diagram där n är utskrivet:"),
        standing=standing_in_words(report),
        warning=_("Utkast: siffror och ord kan ändras.") if report.standing.is_draft else "",
    )


def _block(block: Block, labels: dict[Place, str], said: tuple[str, ...]) -> LaidBlock:
    match block:
        case Prose():
            return LaidText(blocks_of(block.text))
        case Sentence():
            return LaidText(_paragraphs(block.text))
        case Quote():
            return LaidText(_paragraphs(block.text), is_quote=True)
        case Picture():
            counted = "\n".join(counted_in_words(block))
            caption = Caption(labels[place_of(block)], block.title, counted)
            return LaidPicture(caption, for_paper(chart_of(block)))
        case ReportTable():
            return _table(block, labels[place_of(block)], said)


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Words without Markdown: a unit's name may hold what Markdown reads as signs."""
    lines = (line.strip() for line in _held_together(text).splitlines())
    return tuple(Paragraph((Run(line),)) for line in lines if line)


def _table(table: ReportTable, label: str, said: tuple[str, ...]) -> LaidTable:
    heads = tuple(_held_together(one) for one in table.heads)
    rows = tuple(
        tuple(_held_together(cell_in_words(cell, row, table)) for cell in row) for row in table.rows
    )
    is_figures = tuple(_holds_figures(table, column) for column in range(len(table.heads)))
    return LaidTable(
        caption=Caption(label, table.title, whole_in_words(table)),
        heads=heads,
        rows=rows,
        is_figures=is_figures,
        columns=columns_of(heads, rows, is_figures),
        hidden=tuple(
            (at, column)
            for at, row in enumerate(table.rows)
            for column, cell in enumerate(row)
            if cell is None
        ),
        residual=table.residual_rows,
        notes=tuple(_ended(one) for one in table.notes if table.n is None or one not in said),
    )


def _held_together(words: str) -> str:
    """The words with no line's end between a number and its per cent."""
    return words.replace(" %", "\u00a0%")


def _ended(note: str) -> str:
    """A note as a sentence: others stand after it on the same line."""
    return note if note.endswith((".", "!", "?", ":")) else f"{note}."


def _holds_figures(table: ReportTable, column: int) -> bool:
    """Whether a column is to be read down as numbers; "37–58 %" and "–" are numbers to a reader."""
    said = [row[column] for row in table.rows]
    words = [cell for cell in said if isinstance(cell, str)]
    if any(letter.isalpha() for word in words for letter in word):
        return False
    return is_number_column(table, column) or (column > 0 and any(words))
