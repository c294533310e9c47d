"""Does the report of 2021 say on paper what was published? Read back from the PDF and from the Word file.

The report's tables are emptied and filled again with what stands on paper, and are then asked.
"""

import io
import itertools
import re
from dataclasses import replace

import docx
import pypdf
import pytest

from samsyn.commands import report as command
from samsyn.domain.access import Everything
from samsyn.domain.report import Part, Report, ReportTable, Section
from samsyn.exports.report_docx import docx_of
from samsyn.exports.report_layout import LaidTable, laid_out
from samsyn.exports.report_pdf import pdf_of
from samsyn.reports.selectors import county_report
from tests.figures_2021 import CONSISTENT, is_as_published
from tests.paper import tags_of
from tests.report_tables import asker
from tests.year_2021 import year_2021_read_in

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ALL = Everything("test")
N = re.compile(r"\bn = (\d+)")


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


@pytest.fixture(scope="module")
def report(year_2021, django_db_blocker):
    with django_db_blocker.unblock():
        return county_report(2021, viewer=ALL)


@pytest.fixture(scope="module")
def pdf(report):
    return pdf_of(report)


@pytest.fixture(scope="module")
def tags(pdf):
    return tags_of(pdf)


@pytest.fixture(scope="module")
def word(report):
    return docx_of(report)


@pytest.fixture(scope="module")
def read_back(report, tags, word):
    in_pdf = [
        (
            next(one.text for one in table.all("Caption")),
            [[cell.text for cell in row.all("TH", "TD")] for row in table.all("TR")],
        )
        for table in tags.all("Table")
    ]
    document = docx.Document(io.BytesIO(word))
    captions = [one.text for one in document.paragraphs if one.style.name == "Caption"]
    captions = [one for one in captions if one.startswith("Tabell")]
    in_word = [
        (caption, [[cell.text for cell in row.cells] for row in table.rows])
        for caption, table in zip(captions, document.tables, strict=True)
    ]
    return {"pdf": filled_with(report, in_pdf), "docx": filled_with(report, in_word)}


def filled_with(report: Report, read) -> Report:
    """The report with each table's figures as they stand on paper, and none of its own."""
    tables = iter(read)

    def section(one: Section) -> Section:
        blocks = tuple(
            table(block, *next(tables)) if isinstance(block, ReportTable) else block
            for block in one.blocks
        )
        return replace(one, blocks=blocks, sections=tuple(section(each) for each in one.sections))

    made = replace(report, sections=tuple(section(one) for one in report.sections))
    assert next(tables, None) is None
    return made


def table(asked: ReportTable, caption: str, rows) -> ReportTable:
    assert asked.title in caption
    found = N.search(caption)
    heads, *rows = [[one.replace("\u00a0", " ") for one in row] for row in rows]
    assert [len(row) for row in rows] == [len(heads)] * len(asked.rows)
    return replace(
        asked,
        heads=tuple(heads),
        rows=tuple(tuple(number(cell) for cell in row) for row in rows),
        n=int(found[1]) if found else None,
    )


def number(words: str):
    if words == "dold":
        return None
    return int(words.replace(" ", "")) if re.fullmatch(r"\d[\d ]*", words) else words


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("fact", CONSISTENT, ids=lambda fact: fact["id"])
def test_each_consistent_figure_stands_in_its_table(read_back, form, fact):
    assert is_as_published(fact, asker(read_back[form]))


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_every_cell_is_as_in_the_report(report, read_back, form):
    pairs = zip(report.tables(), read_back[form].tables(), strict=True)
    for table, read in pairs:
        assert list(read.heads) == [one.replace("\u00a0", " ") for one in table.heads]
        assert read.n == table.n
        for row, read_row in zip(table.rows, read.rows, strict=True):
            for cell, said in zip(row, read_row, strict=True):
                if isinstance(cell, Part):
                    assert said.startswith(f"{cell.percent} %"), (table.key, row, said)
                elif str(cell).isdecimal():
                    assert said == int(cell)
                else:
                    assert said == cell


def test_the_findings_stand_in_both(report, pdf, word):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    second = " ".join(pages[1].extract_text().split())
    paragraphs = [one.text.split() for one in docx.Document(io.BytesIO(word)).paragraphs]
    assert len(report.summary) == 3
    for sentence in report.summary:
        assert " ".join(sentence.split()) in second
        assert sentence.split() in paragraphs


def test_the_pdf_can_be_read_aloud(report, tags, pdf):
    headings = [(int(one.kind[1]), one.text) for one in tags.all("H1", "H2", "H3", "H4")]
    levels = [level for level, _ in headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    chapters = [(one.level, one.title) for one in laid_out(report).sections]
    assert headings == [(1, "Sammanfattning"), (1, "Innehåll"), *chapters]
    assert len(list(tags.all("TOCI"))) == 1 + len([one for one in chapters if one[0] <= 2])
    assert [one.alt for one in tags.all("Figure")] == [one.description for one in report.pictures()]
    assert all(one.attributes["/Scope"] == "/Column" for one in tags.all("TH"))
    columns = sum(len(one.heads) for one in report.tables())
    assert len(list(tags.all("TH"))) == columns
    root = pypdf.PdfReader(io.BytesIO(pdf)).root_object
    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"]


def test_it_has_a_readable_length_and_no_page_is_empty(report, pdf):
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    tables = [
        b for one in laid_out(report).sections for b in one.blocks if isinstance(b, LaidTable)
    ]
    assert len(pages) < 3 + len(tables)
    assert all(len(page.split()) > 20 for page in pages[1:])


def test_both_are_the_same_twice(report, pdf, word):
    assert pdf_of(report) == pdf
    assert docx_of(report) == word


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-1.7"), ("docx", b"PK\x03\x04")])
def test_the_command_writes_them(year_2021, tmp_path, form, begins):
    target = tmp_path / f"2021.{form}"
    assert command.main(["build", "2021", "--format", form, "-o", str(target)]) == 0
    assert target.read_bytes().startswith(begins)
