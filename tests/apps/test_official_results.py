"""Official SIP-kollen results: read in as figures, all or none, and shown by themselves with their source."""

import pytest
from django.utils import timezone

from samsyn.commands.import_survey import main
from samsyn.domain.access import Everything, Role, ScopeKind, Viewer
from samsyn.domain.official_results import read_official
from samsyn.domain.report import Part
from samsyn.domain.survey_files import UnreadableFile
from samsyn.domain.vocabulary import AreaKind
from samsyn.reports.of_surveys import survey_report
from samsyn.surveys.models import AnonymousAnswer, OfficialFigure
from samsyn.surveys.selectors.official import (
    official_of_county,
    official_of_group,
    official_of_places,
)
from samsyn.surveys.selectors.results import results_of, results_of_group
from samsyn.surveys.selectors.rounds import rounds
from samsyn.surveys.services.importing import import_answers
from samsyn.surveys.services.official import import_official
from tests.builders import make_area
from tests.surveys import make_group, shipped_questions

ALL = Everything("test")
HEADS = "period,area,group,question,option,count,mean,n,source"
OURS = "2025,,BUS Fågelkommun,Blev du lyssnad på?,Ja,8,,11,Uttag 15 januari"


def file_of(*rows):
    return "\n".join([HEADS, *rows])


def read_in(*rows, **how):
    return import_official(file_of(*rows), by=None, now=timezone.now(), **how)


@pytest.fixture
def group(db):
    municipality = make_area("Holmkommun", kind=AreaKind.MUNICIPALITY)
    bus = make_area("Fågelkommun", kind=AreaKind.BUS)
    bus.covers.add(municipality)
    return make_group(bus, name="BUS Fågelkommun")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2025,,,Fråga,Ja,3,,4,K", "n: 4 is fewer than 5 answers"),
        ("2025,,,Fråga,Ja,6,,5,K", "count: 6 is more than n, 5"),
        ("2025,,,Fråga,Ja,,,5,K", "one of them is needed"),
        ("2025,,,Fråga,Ja,3,2.1,5,K", "and not both"),
        ("2025,,,Fråga,,3,,5,K", "option: is empty"),
        ("2025,,,Fråga,,,NaN,5,K", "mean: 'NaN' is no mean"),
        ("2025,,,Fråga,,,1e9,5,K", "is no mean"),
        ("2025,,,Fråga,Ja,-1,,5,K", "count: '-1' is no whole number"),
        ("2025,,,Fråga,Ja,3,,,K", "n: is empty"),
        ("2025,,,Fråga,Ja,3,,5,", "source: is empty"),
        ("2025H3,,,Fråga,Ja,3,,5,K", "period: '2025H3' is no period"),
        ("2025,A,B,Fråga,Ja,3,,5,K", "only one of them"),
        ("2025,,,Fråga,Ja,3,,5", "another number of columns"),
    ],
)
def test_a_row_that_is_wrong_is_told_with_its_line(row, why):
    (fault, *_more) = read_official(file_of(row), least=5).faults
    assert fault.line == 2
    assert why in fault.reason


def test_a_figure_stands_once_and_heads_are_known():
    row = "2025,,,Fråga,Ja,3,,5,K"
    (fault,) = read_official(file_of(row, row), least=5).faults
    assert (fault.line, fault.reason) == (3, "the figure stands on line 2 too")
    for heads in ("period,question,n", f"{HEADS},name", f"{HEADS},n"):
        with pytest.raises(UnreadableFile):
            read_official(heads, least=5)
    (mean,) = read_official(file_of('2025H1,,,Fråga,,,"3,456",5,K'), least=5).rows
    assert str(mean.mean) == "3.46"


def test_nothing_is_written_unless_all_is_right(group):
    report = read_in(OURS, "2025,Atlantis,,Fråga,Ja,3,,5,K", "2025,,BUS Nej,Fråga,Ja,3,,5,K")
    assert [one.reason for one in report.faults] == [
        "area: there is no area 'Atlantis'",
        "group: there is no group 'BUS Nej'",
    ]
    personal = read_in("2025,,,Ring 070-123 45 67 eller lisa@example.com,Ja,3,,5,K")
    assert [one.reason for one in personal.faults] == ["question: holds personal data"]
    twice = read_in(OURS, OURS.replace("BUS Fågelkommun", "Fågelkommun"))
    assert [one.line for one in twice.faults] == [3]
    assert read_in(OURS, dry_run=True).written == 1
    assert not OfficialFigure.objects.exists()


def test_a_file_may_be_read_in_again_and_a_correction_replaces(group):
    assert read_in(OURS).written == 1
    assert (again := read_in(OURS)).skipped == 1
    assert not again.written
    assert read_in(OURS.replace(",8,,11,", ",9,,11,")).written == 1
    assert OfficialFigure.objects.get().count == 9


def test_a_group_has_its_own_and_its_places_and_no_other(group):
    make_area("Annanstad", kind=AreaKind.MUNICIPALITY)
    rows = [f"2025,{name},,Fråga,Ja,3,,5,K" for name in ("Holmkommun", "Annanstad", "")]
    assert not read_in(OURS, *rows).faults
    today = timezone.localdate()
    how = {"today": today, "year": 2025}
    seen = official_of_group(group.pk, viewer=ALL, **how)
    assert {one.place for one in seen} == {"BUS Fågelkommun", "Holmkommun"}
    assert [one.place for one in official_of_county(viewer=ALL, year=2025)] == [""]
    assert official_of_group(group.pk, viewer=ALL, today=today, year=2024) == []
    assert {one.place for one in official_of_places(viewer=ALL)} == {
        *("BUS Fågelkommun", "Holmkommun", "Annanstad")
    }
    area = group.areas.get().area_id
    stranger = Viewer(1, "Någon", ScopeKind.AREA, area + 99, frozenset({Role.GROUP_CONTACT}))
    coordinator = Viewer(1, "Elof", ScopeKind.AREA, area, frozenset({Role.COORDINATOR}))
    for viewer in (stranger, coordinator):
        assert official_of_group(group.pk, viewer=viewer, **how) == []
        assert official_of_places(viewer=viewer) == []
    assert official_of_county(viewer=coordinator) == []


def test_they_stand_by_themselves_below_the_families_voice(group):
    shipped_questions("familjernas-rost")
    text = "\n".join(["year,group,kande_trygg", *["2025,Fågelkommun,ja"] * 6])
    assert not import_answers(text, "familjernas-rost", by=None, now=timezone.now()).faults
    today = timezone.localdate()
    (found,) = rounds(viewer=ALL, today=today)
    how = {"viewer": ALL, "today": today}
    before = results_of_group(found.id, group.pk, **how)
    assert not read_in(OURS, '2025H1,,,Fråga,,,"4,2",50,Annan').faults
    assert results_of_group(found.id, group.pk, **how) == before
    assert AnonymousAnswer.objects.count() == 6
    last = survey_report(before, language="sv", group_id=group.pk, **how).sections[-1]
    assert last.title == "Officiella SIP-kollen-resultat 2025, inlästa som tal"
    (table,) = last.blocks[1:]
    assert table.title == "SIP-kollen, BUS Fågelkommun, 2025"
    assert table.rows == (("Blev du lyssnad på?", "Ja", Part(8, 11), 11),)
    assert table.notes == ("Källa: Uttag 15 januari.",)
    whole = survey_report(results_of(found.id, **how), language="sv", **how).sections[-1]
    assert whole.blocks[1].title == "SIP-kollen, hela länet, första halvåret 2025"
    assert whole.blocks[1].rows == (("Fråga", "Medelvärde", "4,2", 50),)
    english = survey_report(before, language="en", group_id=group.pk, **how).sections[-1]
    assert english.blocks[1].heads == ("Question", "Answer", "Results", "n")


def test_a_year_without_figures_says_so(group):
    shipped_questions("familjernas-rost")
    text = "\n".join(["year,group,kande_trygg", *["2024,Fågelkommun,ja"] * 6])
    assert not import_answers(text, "familjernas-rost", by=None, now=timezone.now()).faults
    assert not read_in(OURS).faults
    today = timezone.localdate()
    (found,) = rounds(viewer=ALL, today=today)
    results = results_of(found.id, viewer=ALL, today=today)
    last = survey_report(results, language="sv", viewer=ALL, today=today).sections[-1]
    assert [one.text for one in last.blocks] == [
        "Inga officiella SIP-kollen-resultat är inlästa för 2024."
    ]


def test_the_command_reads_it(group, tmp_path, capsys):
    path = tmp_path / "sip.csv"
    path.write_text(file_of(OURS))
    assert main([str(path), "--template", "sip-kollen", "--dry-run"]) == 0
    assert "Right and new: 1 (2025: 1)" in capsys.readouterr().out
    path.write_text(file_of(OURS.replace(",11,", ",4,")))
    assert main([str(path), "--template", "sip-kollen"]) == 1
    assert "line 2: n: 4 is fewer" in capsys.readouterr().err
