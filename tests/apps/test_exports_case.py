"""One case as JSON, CSV and PDF: compared with files, readable aloud, and without what must not leave."""

import csv
import io
import itertools
import os
import re
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest
from django.utils import translation

from samsyn.deviations.selectors.shared_view import copy_view, shared_view
from samsyn.exports.case import case_for_party, case_for_secretariat
from samsyn.exports.case_csv import csv_of
from samsyn.exports.case_json import json_of
from samsyn.exports.case_pdf import pdf_of
from samsyn.exports.pdf_letters import NOT_SHOWN, shown
from tests.builders import make_deviation
from tests.full_case import EXPORTED, SECRET, make_full_case

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent.parent / "data" / "exports"


@pytest.fixture
def deviation(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_full_case(cast)


def case_of(cast, deviation, who="astrid"):
    view = shared_view(deviation.number, viewer=cast.viewer(who), today=EXPORTED.date())
    return case_for_party(view, now=EXPORTED)


def copy_of(cast, deviation):
    return case_for_secretariat(
        copy_view(deviation.number, viewer=cast.viewer("doris")), now=EXPORTED
    )


def pdf_text(pdf):
    """The words of a PDF; hyphens at the end of a line and line breaks are put right."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return " ".join("\n".join(pages).replace("\u00ad", "").split())


def everything_in(pdf):
    """All bytes of a PDF with its streams unpacked, and its words."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    streams = [
        one.get_data()
        for one in map(reader.get_object, range(1, reader.trailer["/Size"]))
        if isinstance(one, pypdf.generic.StreamObject)
    ]
    return b"".join([pdf, *streams, pdf_text(pdf).encode()])


@pytest.mark.parametrize("name", ["case.json", "case.csv", "copy.json", "copy.csv"])
def test_as_the_file_says(cast, deviation, name):
    kind, form = name.split(".")
    case = {"case": case_of, "copy": copy_of}[kind](cast, deviation)
    made = {"json": json_of, "csv": csv_of}[form](case)
    path = GOLDEN / name
    if os.environ.get("WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made)
    assert made == path.read_bytes(), f"{name} differs; WRITE_GOLDEN=1 writes it anew, then read it"


def test_the_internal_reference_leaves_in_no_file(cast, deviation):
    assert deviation.internal_reference == SECRET
    cases = [case_of(cast, deviation), case_of(cast, deviation, "bo"), copy_of(cast, deviation)]
    for case in cases:
        for made in (
            json_of(case),
            csv_of(case),
            everything_in(pdf_of(case, language="sv", now=EXPORTED)),
        ):
            assert SECRET.encode() not in made
            assert b"4711" not in made


def test_number_and_title_are_everywhere(cast, deviation):
    case = case_of(cast, deviation)
    pdf = pdf_of(case, language="sv", now=EXPORTED)
    for text in (json_of(case).decode(), csv_of(case).decode(), pdf_text(pdf)):
        assert deviation.number in text
        assert deviation.title in text


def test_a_hidden_name_is_in_no_file(cast, deviation):
    case = case_of(cast, deviation)
    pdf = pdf_text(pdf_of(case, language="sv", now=EXPORTED))
    for text in (json_of(case).decode(), csv_of(case).decode(), pdf):
        assert "Lingonhed" not in text
    assert "Vindelsnår" in pdf
    assert [one["by"] for one in case["messages"]] == [None]


def test_the_secretariats_files_are_masked(cast, deviation):
    case = copy_of(cast, deviation)
    pdf = pdf_text(pdf_of(case, language="sv", now=EXPORTED))
    for text in (json_of(case).decode(), csv_of(case).decode(), pdf):
        assert "[telefonnummer]" in text
        for personal in (
            "08-123",
            "08-765",
            "namn@example.com",
            "Vindelsnår",
            "Lingonhed",
            "AVV-77",
        ):
            assert personal not in text
    assert "attachments" not in case


def test_an_answer_that_the_agreement_hides_stays_hidden(cast, deviation):
    cast.agreement.answers_shown_to_all = False
    cast.agreement.save()
    third = make_deviation(cast, to=[cast.places.bup, cast.places.external_bup])
    from tests.builders import make_answer

    make_answer(third, by=cast.viewer("bo"), now=EXPORTED, perspective="Bara för avsändaren")
    for who, sees in (("astrid", True), ("bo", True), ("berit", False)):
        case = case_of(cast, third, who)
        made = json_of(case) + csv_of(case)
        assert ("Bara för avsändaren".encode() in made) is sees
    assert "bara för avsändaren" in pdf_text(pdf_of(case, language="sv", now=EXPORTED))


def test_the_csv_opens_in_a_spreadsheet_as_text(cast, deviation):
    text = csv_of(case_of(cast, deviation)).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert len(rows) == 2
    assert {len(row) for row in rows} == {len(head)}
    row = dict(zip(head, rows[0], strict=True))
    assert row["Vad som var väntat"].startswith("'=SUMMA")
    assert row["Förslag på åtgärd"].startswith("'- Kalla")
    assert row["Mottagare"] == "BUP Tofsvipan"


# --- PDF --------------------------------------------------------------------------------------------


def test_the_pdf_says_all(cast, deviation):
    text = pdf_text(pdf_of(case_of(cast, deviation), language="sv", now=EXPORTED))
    for words in (
        "Vi väntade en halvtimme.",
        "=SUMMA(A1) Att någon deltog",
        "Planen blev tre veckor sen.",
        "Planen blev två veckor sen.",
        "Fel antal veckor",
        "Kallelsen nådde fel brevlåda.",
        "Vi fick ingen kallelse.",
        "Ny brevlåda för kallelser",
        "Förbättringsförslag",
        "Bra, vi prövar det.",
        "Kan ni skicka tiden för mötet?",
        "Kallelse till mötet.pdf",
        "Omdirigerad",
        "En annan mottagning",
        "2 mars 2026",
        "Sida 1 av",
    ):
        assert words in text, words


def test_the_pdf_can_be_read_aloud(cast, deviation):
    pdf = pdf_of(case_of(cast, deviation), language="sv", now=EXPORTED)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == "sv"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == f"{deviation.number} {deviation.title}"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    fonts = {str(font) for page in reader.pages for font in page["/Resources"]["/Font"].values()}
    assert fonts
    assert all("/FontFile" in everything for everything in fonts_of(reader))


def fonts_of(reader):
    objects = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    return [
        " ".join(map(str, one))
        for one in objects
        if isinstance(one, dict) and one.get("/Type") == "/FontDescriptor"
    ]


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler-utils is not installed")
def test_the_pdf_has_headings_and_table_heads(cast, deviation, tmp_path):
    path = tmp_path / "case.pdf"
    path.write_bytes(pdf_of(case_of(cast, deviation), language="sv", now=EXPORTED))
    tree = subprocess.run(
        ["pdfinfo", "-struct", str(path)], capture_output=True, check=True
    ).stdout.decode(errors="replace")
    levels = [int(one) for one in re.findall(r"^\s*H(\d)", tree, re.MULTILINE)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert tree.count("Table") >= 3
    assert "TH" in tree


def test_the_same_case_is_the_same_file(cast, deviation):
    case = case_of(cast, deviation)
    first, second = (pdf_of(case, language="sv", now=EXPORTED) for _ in range(2))
    assert first == second
    assert json_of(case) == json_of(case_of(cast, deviation))


def test_an_english_reader_gets_english_words(cast, deviation):
    with translation.override("en"):
        pdf = pdf_of(case_of(cast, deviation), language="en", now=EXPORTED)
    assert pypdf.PdfReader(io.BytesIO(pdf)).root_object["/Lang"] == "en"


@pytest.mark.parametrize(
    "text",
    [
        "#sys.inputs *fet* $x^2$ @ref <a> `kod` \\ // ] [ #panic()",
        '"; #import "@preview/x:1.0.0" "',
        "😀 👩‍👧 漢字 \x00 \x01 \x7f \ufffe \ue000 \u202e \ud7ff",
        "a\u0308 \u200b\ufeff \u2028 \t\r\n\n\n  \n",
        "x" * 5000,
        "rad\n" * 2000,
        "",
        " ",
    ],
)
def test_no_text_breaks_the_pdf(cast, deviation, text):
    case = case_of(cast, deviation)
    case["title"] = text[:120]
    case["versions"][-1]["what_happened"] = text
    case["history"][0]["reason"] = text
    found = pdf_text(pdf_of(case, language="sv", now=EXPORTED))
    if text.startswith("#"):
        assert "#sys.inputs *fet* $x^2$ @ref <a> `kod`" in found


def test_what_no_font_shows_is_said_in_words():
    assert shown("Bra 😀 漢\x00") == "Bra [grinning face] [cjk unified ideograph-6f22]"
    assert shown("å a\u030a ½ – ’ → ✓") == "å å ½ – ’ → ✓"


def test_every_character_that_is_let_through_can_be_shown(cast, deviation):
    letters = [chr(code) for code in range(32, 0x2800) if not NOT_SHOWN.match(chr(code))]
    case = case_of(cast, deviation)
    case["versions"][-1]["what_happened"] = "\n".join(f"a{letter}b" for letter in letters)
    pdf_of(case, language="sv", now=EXPORTED)
