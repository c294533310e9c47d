"""Is a report whole, valid and readable as HTML: in a page, block by block, and as a file of its own?"""

import re
from itertools import pairwise

import pytest
from django.utils import translation

from samsyn.domain.access import Everything
from samsyn.domain.report import Part, ReportTable
from samsyn.exports.markdown_html import html_of as prose_of
from samsyn.exports.report_html import html_of
from samsyn.exports.report_languages import marks_swedish
from samsyn.exports.report_numbers import filled, labels_of, numbers_of
from samsyn.exports.report_page import page_of
from samsyn.exports.report_words import cell_in_words
from samsyn.reports.selectors import county_report
from tests.client import XHTML, all_of, check_names, parsed, text_of
from tests.made_report import AREAS, YEARS, make_report
from tests.year_2021 import year_2021_read_in

ALL = Everything("test")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


def page(report):
    return parsed(html_of(report).decode())


def headings(document):
    return [one.tag.removeprefix(XHTML) for one in document.iter() if one.tag in tags(HEADINGS)]


def tags(names):
    return {XHTML + name for name in names}


def tables_in(document):
    """Every table as its caption, its heads and its rows of words."""
    for table in all_of(document, "table"):
        caption, *_ = all_of(table, "caption")
        rows = [
            [text_of(cell) for cell in row if cell.tag in tags(("th", "td"))]
            for row in all_of(table, "tr")
        ]
        yield text_of(caption), rows[0], rows[1:]


def expected_rows(table: ReportTable):
    return [
        [" ".join(cell_in_words(cell, row, table).split()) for cell in row] for row in table.rows
    ]


def test_tables_and_pictures_are_numbered_each_for_themselves():
    report = make_report()
    assert numbers_of(report) == {
        ("table", "areas"): 1,
        ("table", "years"): 2,
        ("picture", "areas"): 1,
    }
    assert labels_of(report)["picture", "areas"] == "Diagram 1"
    with translation.override("en"):
        assert labels_of(report)["table", "years"] == "Table 2"


def test_a_chapter_that_holds_nothing_is_left_out():
    assert [one.key for _, one in filled(make_report()).walk()] == ["background", "areas", "to-bup"]
    assert "Reflektion" not in html_of(make_report()).decode()


def test_the_file_is_a_valid_page_in_its_own_language():
    document = page(make_report(number=1, day="2022-05-03"))
    assert document.get("lang") == "sv"
    assert text_of(all_of(document, "title")[0]) == text_of(all_of(document, "h1")[0])
    order = [int(name[1]) for name in headings(document)]
    assert order.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(order))
    elements = [one for one in document.iter() if isinstance(one.tag, str)]
    ids = [one.get("id") for one in elements if one.get("id")]
    assert len(ids) == len(set(ids))
    check_names(elements, set(ids), whole=True)


def test_the_file_fetches_nothing():
    html = html_of(make_report()).decode()
    document = parsed(html)
    for name in ("link", "script", "img", "iframe"):
        assert not all_of(document, name)
    assert not re.findall(r"url\((?!\"data:)", html)
    assert "@import" not in html


def test_the_same_report_is_the_same_file():
    assert html_of(make_report()) == html_of(make_report())


def test_the_contents_lead_to_every_chapter():
    document = page(make_report())
    (contents,) = all_of(document, "nav")
    ids = {one.get("id") for one in document.iter()}
    links = [one.get("href").removeprefix("#") for one in all_of(contents, "a")]
    assert links == ["background", "areas", "to-bup"]
    assert set(links) <= ids


def test_every_cell_stands_in_its_table():
    (areas, heads, rows), (years, empty_head, other) = tables_in(page(make_report()))
    assert areas == "Tabell 1. Avvikelser efter område n = 2 000"
    assert heads == list(AREAS.heads)
    assert rows == expected_rows(AREAS)
    assert rows[1] == ["<b>Söder</b>", "dold", "dold"]
    assert rows[2][2] == "mindre än 1 %"
    assert rows[3][2] == "25 % (1 av 4)", "a part of another n says so"
    assert years == "Tabell 2. Mellan och inom huvudmän"
    assert empty_head[0] == ""
    assert other == [["SIP", "–", "54", "71 % (46 av 65)", "51 % (54 av 106)"]]


@pytest.mark.parametrize(
    ("row", "n", "said"),
    [
        (("BUP", 74, Part(74, 106)), 106, "70 %"),
        (("BUP", 74, 106, Part(74, 106)), None, "70 %"),
        (("BUP", 73, Part(74, 106)), 106, "70 % (74 av 106)"),
        (("BUP", 4, Part(4, 4)), None, "100 % (4 av 4)"),
        (("BUP", 4, 4, Part(4, 4)), 2000, "100 % (4 av 4)"),
        (("BUP", 4, 4, Part(4, 4)), None, "100 %"),
    ],
)
def test_a_share_never_stands_without_its_number_and_its_n(row, n, said):
    table = ReportTable("k", "T", ("Vad",) * len(row), (row,), n)
    assert cell_in_words(row[-1], row, table) == said


def test_heads_say_what_they_head_and_an_empty_one_is_none():
    document = page(make_report())
    for table in all_of(document, "table"):
        heads = [one for one in all_of(table, "th") if one.get("scope") == "col"]
        assert heads and all(text_of(one) for one in heads)
        body = all_of(table, "tbody")[0]
        firsts = [next(iter(row)) for row in all_of(body, "tr")]
        assert all(one.tag == XHTML + "th" and one.get("scope") == "row" for one in firsts)


def test_words_of_people_stay_words():
    html = html_of(make_report()).decode()
    assert "<script>" not in html
    assert "&lt;script&gt;två&lt;/script&gt;" in html
    assert '<a href="https://example.org/?a=1&amp;b=2" rel="noreferrer">en länk</a>' in html
    assert "Norr har *flest*, 1 200 av 2 000." in html, "a sentence is no Markdown"


def test_a_draft_says_so_and_an_edition_says_which_and_what_it_corrects():
    draft = text_of(page(make_report()))
    assert "Utkast: siffror och ord kan ändras." in draft
    edition = text_of(page(make_report(number=2, day="2022-05-03", errata="Tabell 1: 3 var 4.")))
    assert "Utkast" not in edition
    assert "Utgåva 2, 3 maj 2022" in edition
    assert "Vad utgåvan rättar" in edition and "Tabell 1: 3 var 4." in edition


def test_a_report_speaks_its_own_language_wherever_it_is_read():
    with translation.override("en"):
        swedish = text_of(page(make_report(number=1)))
    assert "Tabell 1." in swedish and "Innehåll" in swedish
    english = text_of(page(make_report(number=1, language="en")))
    assert "Table 1." in english and "Contents" in english and "hidden" in english


def test_swedish_names_are_marked_where_they_stand_and_other_words_are_not():
    mark = marks_swedish(["Information", "Brister i information", "Förskola", "<Skola> & hem"])
    assert mark("Information") == '<span lang="sv">Information</span>'
    assert mark("Information for you") == "Information for you"
    assert mark("Most: Brister i information.") == (
        'Most: <span lang="sv">Brister i information</span>.'
    )
    assert mark("Förskolan <b>") == "Förskolan &lt;b&gt;"
    assert mark("<Skola> & hem") == '<span lang="sv">&lt;Skola&gt; &amp; hem</span>'
    assert marks_swedish([])("Most") == "Most"


def test_pictures_lie_in_the_page_without_style_and_with_a_name():
    (svg,) = page(make_report()).iter("{http://www.w3.org/2000/svg}svg")
    assert svg.get("role") == "img"
    assert not any(one.get("style") for one in svg.iter())
    assert "Rapporter efter område" in text_of(svg)
    html = html_of(make_report()).decode()
    assert "var(--chart-" in html, "its colours follow the page into the dark"


def test_prose_keeps_its_lists():
    assert prose_of("3. tre\n4. fyra\n\n- a\n  - b") == (
        '<ol start="3"><li>tre</li><li>fyra</li></ol>\n<ul><li>a<ul><li>b</li></ul></li></ul>'
    )
    assert prose_of("en  \ntvå **tre *fyra***") == (
        "<p>en<br>två <strong>tre </strong><strong><em>fyra</em></strong></p>"
    )


def test_blocks_are_shown_one_by_one_too():
    shown = page_of(make_report())
    assert [one.level for one in shown.sections] == [2, 2]
    assert shown.sections[1].sections[0].level == 3
    templates = [block.template for one in shown.sections for block in one.blocks]
    assert templates == [
        "report/prose.html",
        "report/prose.html",
        "report/picture.html",
        "report/table.html",
    ]
    assert YEARS.key in shown.sections[1].sections[0].blocks[0].anchor


def test_the_report_of_2021_is_whole(year_2021, db):
    report = county_report(2021, viewer=ALL)
    found = list(tables_in(page(report)))
    labels = labels_of(report)
    assert len(found) == len(report.tables()) > 20
    for table, (caption, heads, rows) in zip(report.tables(), found, strict=True):
        assert caption.startswith(f"{labels['table', table.key]}. {table.title}")
        assert heads == list(table.heads)
        assert rows == expected_rows(table)
    by_title = {caption: dict((row[0], row[1:]) for row in rows) for caption, _, rows in found}
    themes = next(rows for caption, rows in by_title.items() if "Anledning" in caption)
    assert themes["Samordnad individuell plan, SIP"] == ["54", "51 %"]
