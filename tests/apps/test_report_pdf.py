"""A report as PDF: is all of it there, can it be read aloud, and is it the same file twice?"""

import io
import itertools

import pypdf
import pytest

from samsyn.domain.report import Prose, Quote, Section, Sentence
from samsyn.exports.report_layout import laid_out
from samsyn.exports.report_pdf import pdf_of
from tests.full_report import PROSE, counted, draft, full_report
from tests.paper import tags_of


@pytest.fixture(scope="module")
def pdf():
    return pdf_of(full_report())


@pytest.fixture(scope="module")
def tags(pdf):
    return tags_of(pdf)


def pages_of(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [" ".join(one.extract_text().replace("\u00ad", "").split()) for one in pages]


# --- What it says ------------------------------------------------------------------------------------


def test_every_table_is_there_with_every_cell(tags):
    tables = [block for one in laid_out(full_report()).sections for block in one.blocks]
    tables = [one for one in tables if hasattr(one, "rows")]
    read = list(tags.all("Table"))
    assert len(read) == len(tables) == 4
    for found, table in zip(read, tables, strict=True):
        assert [one.text for one in found.all("TH")] == list(table.heads)
        rows = [[cell.text for cell in row.all("TD")] for row in found.all("TR")]
        assert [row for row in rows if row] == [
            [" ".join(cell.split()) for cell in row] for row in table.rows
        ]


def test_captions_are_numbered_and_say_what_was_counted(tags):
    assert [one.text for one in tags.all("Caption")] == [
        "Diagram 1 BUP får flest Mellan huvudmän, 2025 (n = 16)",
        "Tabell 1 Verksamheter som har tagit emot avvikelser n = 16",
        "Tabell 2 Från vilka n = 9",
        "Tabell 3 Teman över åren",
        "Tabell 4 Kommuner n = 99",
    ]


def test_what_is_hidden_is_said(tags):
    table = next(one for one in tags.all("Table") if "Elevhälsa" in one.text)
    assert table.text.endswith("Elevhälsa dold dold")


def test_quotes_are_quotes_and_lists_are_lists(tags):
    (quote,) = tags.all("BlockQuote")
    assert quote.text == "Vi ringde [aktuell BUP] tre gånger. Ingen svarade."
    items = [one.text for one in tags.all("LBody")]
    assert items[:2] == ["56 % av avvikelserna gäller BUP (9 av 16).", "Svaren kommer snabbare."]
    assert [items[-4], items[-1]] == ["skriver en avvikelse", "från kommunen"]


def test_a_sentence_is_no_markdown(tags):
    assert "BUP har tagit emot *flest*: 9 av 16, 56 %." in tags.text


def test_what_stands_under_every_table_is_said_once(pdf):
    text = " ".join(pages_of(pdf))
    assert text.count("Återkallade rapporter räknas inte.") == 1
    assert text.count("En rapport kan ha flera mottagare.") == 1
    alone = Section("one", "En", (counted("one", "En tabell"),))
    alone_text = " ".join(pages_of(pdf_of(full_report(sections=(alone,)))))
    assert "Läs siffrorna så här" not in alone_text
    assert "Återkallade rapporter räknas inte. En rapport kan" in alone_text


def test_the_first_page_says_which_edition_and_what_it_corrects(pdf):
    first, *others = pages_of(pdf)
    for words in ("Avvikelser i samverkan 2025", "Länet & dess kommuner", "Utgåva 2, 12 mars 2026"):
        assert words in first
    assert "Tabell 1 sade 8 i stället för 9. Tack till läsaren." in first
    for number, page in enumerate(others, 2):
        assert f"Sida {number} av {len(others) + 1}" in page
        assert "Utgåva 2, 12 mars 2026" in page
        assert "Utkast" not in page


def test_a_draft_says_so_on_every_page():
    pages = pages_of(pdf_of(draft()))
    assert len(pages) > 4
    assert all("Utkast" in page for page in pages)


def test_a_chapter_that_holds_nothing_has_no_heading(pdf):
    assert "Länkar" not in " ".join(pages_of(pdf))


def test_a_long_table_says_its_heads_on_every_page(pdf):
    pages = [page for page in pages_of(pdf) if "Kommun " in page]
    assert len(pages) == 3
    assert all("Kommun Rapporter Andel" in page for page in pages)


def test_an_english_report_speaks_english():
    pdf = pdf_of(full_report(language="en"))
    assert pypdf.PdfReader(io.BytesIO(pdf)).root_object["/Lang"] == "en"
    text = " ".join(pages_of(pdf))
    assert "Page 2 of" in text
    assert "Table 1" in text
    assert "Contents" in text


# --- Read aloud --------------------------------------------------------------------------------------


def test_it_declares_that_it_can_be_read_aloud(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1" in root["/Metadata"].get_data()
    assert reader.metadata.title == "Avvikelser i samverkan 2025"
    assert [one.title for one in reader.outline if not isinstance(one, list)] == [
        "Sammanfattning",
        "Bakgrund",
        "Mottagare",
    ]


def test_headings_stand_in_order(tags):
    headings = [(int(one.kind[1]), one.text) for one in tags.all("H1", "H2", "H3", "H4")]
    assert headings == [
        (1, "Sammanfattning"),
        (1, "Innehåll"),
        (1, "Bakgrund"),
        (1, "Mottagare"),
        (2, "Till BUP"),
        (2, "Över åren"),
    ]
    assert all(after[0] <= before[0] + 1 for before, after in itertools.pairwise(headings))


def test_every_head_says_what_it_heads_and_every_figure_what_it_shows(tags):
    heads = list(tags.all("TH"))
    assert len(heads) == 3 + 3 + 5 + 3
    assert all(one.attributes["/Scope"] == "/Column" for one in heads)
    assert [one.alt for one in tags.all("Figure")] == [
        "BUP: 9. Socialtjänst: 6. Ej klassificerad: 1."
    ]


# --- The file ----------------------------------------------------------------------------------------


def test_the_same_report_is_the_same_file(pdf):
    assert pdf_of(full_report()) == pdf
    assert pdf_of(draft()) == pdf_of(draft())


def test_the_files_only_time_is_the_editions_day(pdf):
    made = pypdf.PdfReader(io.BytesIO(pdf)).metadata.creation_date
    assert made.date().isoformat() == "2026-03-12"
    assert pypdf.PdfReader(io.BytesIO(pdf_of(draft()))).metadata.creation_date is None


@pytest.mark.parametrize(
    "text",
    [
        "#sys.inputs *fet* $x^2$ @ref <a> `kod` \\ // ] [ #panic()",
        "😀 👩‍👧 漢字 \x01 \x7f \ufffe \ue000 \u202e",
        "- " * 40 + "\n> # a\u0308 \u200b\ufeff \u2028 \t\r\n\n\n  \n",
        "x" * 3000,
        "[a](https://example.org/ö?\"'<>)",
        "",
        " \n ",
    ],
)
def test_no_text_breaks_it(text):
    blocks = (Prose("prose", text), Sentence("one", text), Quote(text), counted("a", text or "A"))
    report = full_report(
        title=f"A {text[:80]}", summary=(text,), sections=(Section("a", f"A {text}", blocks),)
    )
    assert pages_of(pdf_of(report))


def test_words_that_look_like_typst_are_words():
    page = " ".join(pages_of(pdf_of(full_report(summary=("#panic() $x$ @ref <a> *b*",)))))
    assert "#panic() $x$ @ref <a> *b*" in page


def test_the_prose_is_all_there(pdf):
    text = " ".join(pages_of(pdf))
    for words in PROSE.replace("*", "").replace("- ", "").splitlines()[:4]:
        assert words.strip() in text
