"""Who may have which local report, what does it hold, and do its tables keep their small numbers?"""

from collections import Counter
from datetime import date
from io import BytesIO
from itertools import product

import pytest
from pypdf import PdfReader

from samsyn.commands import report as command
from samsyn.domain.access import Everything, Role, ScopeKind, Viewer
from samsyn.domain.report import Part, Report, ReportTable, Section, from_json, to_json
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, OwnSide
from samsyn.exports.report_page import page_of
from samsyn.exports.report_pdf import pdf_of
from samsyn.exports.report_words import standing_in_words
from samsyn.organisations import selectors as organisations
from samsyn.reports.contents.local import asked_of
from samsyn.reports.local import local_report, summary_of
from samsyn.reports.selectors import county_report
from samsyn.reports.whose import AboutKind, NoSuchReport, about_of, choices, may_have
from samsyn.statistics.local import OWN, SIDE_AS, _Counted, local_tables
from samsyn.statistics.selectors import table_for
from tests.year_2021 import year_2021_read_in

ALL = Everything("test")
HUDDINGE = "principal:Huddinge kommun"
ENSKEDE = "Enskede-Årsta-Vantörs stadsdelsförvaltning, socialtjänst"


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


def viewer_of(scope, pk, *roles):
    return Viewer(1, "Någon", scope, pk, frozenset(roles))


def secretariat():
    return viewer_of(ScopeKind.COUNTY, None, Role.SECRETARIAT)


def report_on(words, viewer=ALL, **how):
    return local_report(2021, about_of(words, viewer=viewer), viewer=viewer, **how)


def table(report, key):
    return next(one for one in report.tables() if one.key == key)


def test_the_secretariat_may_have_every_report(year_2021, db):
    for words in (HUDDINGE, "area:Huddinge", "kind:BUP"):
        about_of(words, viewer=secretariat())
    assert set(choices(viewer=secretariat())) == {
        AboutKind.AREA, AboutKind.PRINCIPAL, AboutKind.SERVICE,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "role", "words"),
    [
        (ScopeKind.PRINCIPAL, Role.COORDINATOR, HUDDINGE),
        (ScopeKind.AREA, Role.GROUP_CONTACT, "area:Huddinge"),
        (ScopeKind.UNIT, Role.CASEWORKER, f"unit:{ENSKEDE}"),
    ],
)  # fmt: skip
def test_others_have_their_own_and_no_other(year_2021, db, kind, role, words):
    own = about_of(words, viewer=ALL)
    viewer = viewer_of(kind, own.pk, role)
    assert [one.key for every in choices(viewer=viewer).values() for one in every] == [own.key]
    assert about_of(own.key, viewer=viewer) == own
    for other in (
        HUDDINGE,
        "area:Huddinge",
        "area:Nacka",
        "kind:BUP",
        f"{own.kind.value}:{own.pk + 1}",
    ):
        if about_of_or_none(other) != own:
            with pytest.raises(NoSuchReport):
                about_of(other, viewer=viewer)
    with pytest.raises(NoSuchReport):
        local_report(2021, about_of("kind:BUP", viewer=ALL), viewer=viewer)


def about_of_or_none(words):
    try:
        return about_of(words, viewer=ALL)
    except NoSuchReport:
        return None


def test_the_regional_forum_and_the_administrator_have_none(year_2021, db):
    about = about_of(HUDDINGE, viewer=ALL)
    for role in (Role.REGIONAL_FORUM, Role.ADMINISTRATOR, Role.REGISTRAR):
        viewer = viewer_of(ScopeKind.COUNTY, None, role)
        assert not may_have(about, viewer=viewer)
        assert choices(viewer=viewer) == {}


def test_what_does_not_exist_is_refused(year_2021, db):
    for words in ("", "kommun:1", "area:", "area:Atlantis", "unit:999999", "kind:Trädgård"):
        with pytest.raises(NoSuchReport):
            about_of(words, viewer=ALL)


def test_a_kind_of_service_is_told_as_the_county_tells_it(year_2021, db):
    report = report_on("kind:BUP")
    assert table(report, "received-themes").rows[0][:3] == (
        "Samordnad individuell plan, SIP", 38, Part(38, 74),
    )  # fmt: skip
    assert table(report, "received-services").rows[0][:2] == ("Socialtjänst", 47)


def test_no_small_number_stands_in_a_report_about_a_place(year_2021, db):
    for words in (HUDDINGE, "area:Stockholm", "area:Haninge"):
        for one in report_on(words).tables():
            for row in one.rows:
                assert not [cell for cell in row[1:2] if isinstance(cell, int) and 0 < cell < 6], (
                    one
                )
                assert not [c for c in row[2:3] if isinstance(c, Part) and 0 < c.value < 6], one


def test_a_hidden_row_does_not_follow_from_the_others(year_2021, db):
    """Where something is hidden in a table whose rows add up, more than one is, or all of it."""
    for words in (HUDDINGE, "area:Stockholm", f"unit:{ENSKEDE}"):
        for key in ("sent-themes", "received-services", "sent-answered"):
            for one in report_on(words).tables():
                hidden = [row for row in one.rows if row[1] is None]
                if one.key == key and hidden and one.n is not None:
                    assert len(hidden) > 1


def test_the_proof_knows_the_reports_that_the_tables_count(year_2021, db):
    """What `protect` is given adds up to each table of the place, on both sides."""
    for words in (HUDDINGE, "area:Stockholm"):
        counted = _Counted(2021, about_of(words, viewer=ALL).place, ALL)
        reports = list(counted.reports())
        assert sum(one.count for one in reports) == 106
        for side in OwnSide:
            for _side, count, by in asked_of(side).values():
                found = Counter()
                for one in reports:
                    is_own = dict(one.place)[SIDE_AS[side]] == (OWN,)
                    if is_own and (count is Counted.DEVIATIONS or one.is_answered):
                        for values in product(*(dict(one.about)[each] for each in by)):
                            found[values] += one.count
                figures = counted.figures((side, count, by))
                cells = Counter()
                for cell in figures.cells:
                    cells[cell.values] += cell.count
                assert +found == +cells


def test_nothing_hidden_gives_the_numbers_that_were_counted(year_2021, db):
    place = about_of("area:Stockholm", viewer=ALL).place
    asked = asked_of(OwnSide.SENT)["themes"]
    (found,) = local_tables(2021, place, [asked], below=0, viewer=ALL).values()
    where = ((Dimension.REPORTER_MUNICIPALITY, "Stockholm"),)
    county = table_for(Question((2021,), by=(Dimension.THEME,), where=where), viewer=ALL)
    assert (found.n, found.rows) == (county.n, county.rows)
    assert found.question.count is Counted.DEVIATIONS


def test_the_summary_holds_findings_figures_a_picture_and_a_table(year_2021, db):
    for whole in (county_report(2021, viewer=ALL), report_on("kind:BUP"), report_on(HUDDINGE)):
        short = summary_of(whole)
        kinds = [block.kind for block in short.blocks()]
        # All themes of Huddinge's eight reports are hidden, so there is nothing to draw.
        is_hidden = "Huddinge" in whole.title
        assert kinds == (["table", "table"] if is_hidden else ["table", "picture", "table"])
        assert 1 <= len(short.summary) <= 3
        assert len(table(short, "figures").rows) == 4
        assert from_json(to_json(short)) == short


def test_the_summary_shows_a_table_that_shows_something():
    def themes(side, number):
        rows = (("SIP", number, None), ("Remiss", None, None))
        return ReportTable(f"{side}-themes", side, ("Tema", "Rapporter", "Andel"), rows, 11)

    def shown(received, sent):
        blocks = (themes("sent", sent), themes("received", received))
        whole = Report("T", "U", "sv", 2026, (Section("all", "Allt", blocks),))
        return [one.key for one in summary_of(whole).tables()]

    assert shown(7, 7) == shown(7, None) == shown(None, None) == ["received-themes"]
    assert shown(None, 7) == ["sent-themes"]


def test_it_is_made_in_english_too(year_2021, db):
    report = report_on("kind:BUP", language="en")
    assert report.language == "en"
    assert "Deviations" in report.title


def test_an_empty_place_is_said_in_words(year_2021, db):
    reporters = table_for(Question((2021,), by=(Dimension.REPORTER_SERVICE,)), viewer=ALL)
    heard = {row.values[0].label for row in reporters.rows}
    silent = next(one for one in organisations.kinds_in_order() if one.short_label not in heard)
    report = report_on(f"kind:{silent.id}")
    assert "Inga avvikelser har skickats." in [
        block.text for block in report.blocks() if block.kind == "prose"
    ]


def test_the_command_makes_it(year_2021, db, tmp_path, capsys):
    target = tmp_path / "huddinge.json"
    asked = ["build", "2021", "--about", HUDDINGE, "--summary", "-o", str(target)]
    assert command.main(asked) == 0
    assert "Huddinge kommun" in from_json(target.read_text()).title
    assert command.main(["build", "2021", "--about", "area:Atlantis", "-o", str(target)]) == 1
    assert "Atlantis" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_summary_is_at_most_two_pages_of_paper(year_2021, db, language):
    for words in ("kind:BUP", HUDDINGE, f"unit:{ENSKEDE}"):
        short = summary_of(report_on(words, language=language, day=date(2026, 11, 22)))
        assert len(PdfReader(BytesIO(pdf_of(short))).pages) <= 2
    whole = summary_of(county_report(2021, viewer=ALL, language=language))
    assert len(PdfReader(BytesIO(pdf_of(whole))).pages) <= 2


def test_it_says_when_it_was_counted_and_without_a_day_that_it_is_a_draft(year_2021, db):
    counted = report_on("kind:BUP", day=date(2026, 11, 22))
    assert standing_in_words(counted) == "Räknad den 22 november 2026"
    assert from_json(to_json(counted)) == counted and not counted.standing.is_draft
    assert "Utkast" not in str(page_of(counted).words)
    assert standing_in_words(report_on("kind:BUP")) == "Utkast"
