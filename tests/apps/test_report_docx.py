"""A report as a Word file: does it open, is all of it there as what it is, and is it the same twice?"""

import io
import shutil
import subprocess
import zipfile

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from samsyn.domain.report import Prose, Quote, Section, Sentence
from samsyn.exports.report_docx import docx_of
from samsyn.exports.report_layout import LaidTable, laid_out
from tests.full_report import counted, draft, full_report


@pytest.fixture(scope="module")
def made():
    return docx_of(full_report())


@pytest.fixture(scope="module")
def document(made):
    return docx.Document(io.BytesIO(made))


def styled(document, style):
    return [one for one in document.paragraphs if one.style.name == style]


def words(document, style):
    return [one.text for one in styled(document, style)]


# --- What it says ------------------------------------------------------------------------------------


def test_every_table_is_there_with_every_cell(document):
    laid = laid_out(full_report())
    tables = [one for each in laid.sections for one in each.blocks if isinstance(one, LaidTable)]
    assert len(document.tables) == len(tables) == 4
    for found, table in zip(document.tables, tables, strict=True):
        rows = [tuple(cell.text for cell in row.cells) for row in found.rows]
        assert rows == [table.heads, *table.rows]


def test_chapters_are_headings(document):
    found = [
        (int(one.style.name[-1]), one.text)
        for one in document.paragraphs
        if one.style.name.startswith("Heading")
    ]
    assert found == [
        (1, "Sammanfattning"),
        (1, "Bakgrund"),
        (1, "Mottagare"),
        (2, "Till BUP"),
        (2, "Över åren"),
    ]


def test_captions_are_numbered_by_fields(document):
    assert words(document, "Caption") == [
        "Diagram 1  BUP får flest\nMellan huvudmän, 2025 (n = 16)",
        "Tabell 1  Verksamheter som har tagit emot avvikelser\nn = 16",
        "Tabell 2  Från vilka\nn = 9",
        "Tabell 3  Teman över åren",
        "Tabell 4  Kommuner\nn = 99",
    ]
    assert [one.strip() for one in fields(styled(document, "Caption")[1])] == [
        "SEQ Tabell \\* ARABIC"
    ]


def fields(paragraph):
    return [one.text for one in paragraph._p.iter(qn("w:instrText"))]


def test_the_contents_are_a_field_that_leads_to_the_chapters(document):
    entries = styled(document, "toc 1") + styled(document, "toc 2")
    assert {one.text for one in entries} == {"Bakgrund", "Mottagare", "Till BUP", "Över åren"}
    assert [one.strip() for one in fields(entries[0])] == ['TOC \\o "1-2" \\h \\z \\u']
    names = {one.get(qn("w:name")) for one in document.element.iter(qn("w:bookmarkStart"))}
    leads = [one.get(qn("w:anchor")) for e in entries for one in e._p.iter(qn("w:hyperlink"))]
    assert len(leads) == 4
    assert set(leads) == names
    kinds = [one.get(qn("w:fldCharType")) for one in document.element.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)


def test_quotes_lists_and_links_are_what_they_are(document):
    assert words(document, "Quote") == ["Vi ringde [aktuell BUP] tre gånger.", "Ingen svarade."]
    assert words(document, "List Bullet")[-2:] == ["skriver en avvikelse", "väntar på svar"]
    assert words(document, "List Number 2") == ["från regionen", "från kommunen"]
    linked = next(one for one in document.paragraphs if one.text.startswith("Läs mer"))
    (link,) = linked.hyperlinks
    assert (link.text, link.url) == ("länets sida", "https://example.org/barn?a=1&b=2")
    whole = next(one for one in document.paragraphs if one.text.startswith("Överenskommelsen"))
    assert [one.text for one in whole.runs if one.bold] == ["särskilt stöd"]
    assert [one.text for one in whole.runs if one.italic] == ["barn"]
    assert "BUP har tagit emot *flest*: 9 av 16, 56\u00a0%." in words(document, "Normal")


def test_each_numbered_list_begins_anew():
    lists = "3. tre\n4. fyra\n\nOch\n\n1. ett"
    document = docx.Document(
        io.BytesIO(docx_of(full_report(sections=(Section("a", "A", (Prose("prose", lists),)),))))
    )
    numbers = [one._p.pPr.numPr.numId.val for one in styled(document, "List Number")]
    assert len(set(numbers[2:])) == 2  # after the two findings
    starts = {
        one.numId: one.lvlOverride_lst[0].startOverride.val
        for one in document.part.numbering_part.element.num_lst
        if one.lvlOverride_lst
    }
    assert [starts[one] for one in numbers] == [1, 1, 3, 3, 1]


def test_a_draft_says_so_on_every_page():
    section = docx.Document(io.BytesIO(docx_of(draft()))).sections[0]
    assert "Utkast" in section.header.paragraphs[0].text
    assert "Utkast" in section.first_page_header.paragraphs[0].text
    edition = docx.Document(io.BytesIO(docx_of(full_report()))).sections[0]
    assert "Utkast" not in edition.header.paragraphs[0].text
    assert "Utgåva 2, 12 mars 2026" in edition.footer.paragraphs[0].text
    assert [one.strip() for one in fields(edition.footer.paragraphs[0])] == ["PAGE", "NUMPAGES"]


def test_the_first_page_says_which_edition_and_what_it_corrects(document):
    assert words(document, "Title") == ["Avvikelser i samverkan 2025"]
    assert words(document, "Subtitle") == ["Länet & dess kommuner"]
    assert words(document, "Edition")[:2] == ["Utgåva 2, 12 mars 2026", "Vad utgåvan rättar"]
    assert "Tack till läsaren." in words(document, "Normal")


# --- Read aloud --------------------------------------------------------------------------------------


def test_tables_say_their_heads(document):
    for table in document.tables:
        marked = [row._tr.find(".//" + qn("w:tblHeader")) is not None for row in table.rows]
        assert marked == [True] + [False] * (len(table.rows) - 1)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_pictures_say_what_they_show(document):
    (picture,) = document.inline_shapes
    said = picture._inline.docPr
    assert said.get("descr") == "BUP: 9. Socialtjänst: 6. Ej klassificerad: 1."
    assert said.get("title") == "BUP får flest"


@pytest.mark.parametrize(("language", "whole"), [("sv", "sv-SE"), ("en", "en-GB")])
def test_the_document_says_its_language_and_title(language, whole):
    document = docx.Document(io.BytesIO(docx_of(full_report(language=language))))
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {whole}
    assert document.core_properties.language == whole
    assert document.core_properties.title == "Avvikelser i samverkan 2025"
    assert document.core_properties.author == "Samsyn"


def test_nothing_in_it_has_the_same_number_twice(document):
    marks = [one.get(qn("w:id")) for one in document.element.iter(qn("w:bookmarkStart"))]
    pictures = [one._inline.docPr.get("id") for one in document.inline_shapes]
    assert len(set(marks + pictures)) == len(marks + pictures) == 5


# --- The file ----------------------------------------------------------------------------------------


def test_the_same_report_is_the_same_file(made):
    assert docx_of(full_report()) == made
    assert docx_of(draft()) == docx_of(draft())


def test_its_only_time_is_the_editions_day(made, document):
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "docProps/thumbnail.jpeg" not in archive.namelist()
    assert document.core_properties.created.date().isoformat() == "2026-03-12"
    assert docx.Document(io.BytesIO(docx_of(draft()))).core_properties.created is None


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x7f\ufffe \U0001f600 漢 <w:t> &amp; ]]>",
        "- " * 40 + "\n\n",
        "x" * 3000,
        "",
        " \n\t ",
    ],
)
def test_no_text_breaks_it(text):
    blocks = (Prose("prose", text), Sentence("one", text), Quote(text), counted("a", text))
    report = full_report(title=text, summary=(text,), sections=(Section("a", text, blocks),))
    document = docx.Document(io.BytesIO(docx_of(report)))
    assert len(document.tables) == 1
    if "<w:t>" in text:
        assert "\x7f 😀 漢 <w:t> &amp; ]]>" in words(document, "Normal")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice Writer is not installed")
def test_libreoffice_opens_it(made, tmp_path):
    (tmp_path / "report.docx").write_bytes(made)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(tmp_path / "report.docx")], check=True, capture_output=True, timeout=120
    )
    pages = pypdf.PdfReader(tmp_path / "report.pdf").pages
    text = [" ".join(page.extract_text().split()) for page in pages]
    assert "Avvikelser i samverkan 2025" in text[0]
    assert f"Sida 2 av {len(pages)}" in text[1]
    assert all("Kommun Rapporter Andel" in page for page in text if "Kommun 7" in page)
    assert "Elevhälsa dold dold" in " ".join(text)
