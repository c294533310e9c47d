"""The report about a place: the local group's surveys of the same year beside its deviations (issue 8)."""

import pytest
from django.utils import timezone

from samsyn.domain.access import Everything, Role, ScopeKind, Viewer
from samsyn.domain.report import Part
from samsyn.domain.vocabulary import AreaKind
from samsyn.reports.contents.local import LocalGathering, local_outline
from samsyn.reports.contents.surveyed import surveyed
from samsyn.reports.whose import About, AboutKind
from samsyn.surveys.services.importing import import_answers
from samsyn.surveys.services.official import import_official
from tests.builders import make_area
from tests.surveys import followup_version, make_group, shipped_questions, spider_rows

pytestmark = pytest.mark.django_db
ALL = Everything("test")
CORNERS = [3, 4, 5, 6, 7, 8, 2, 9, 5]
EMPTY = (0, 0)


@pytest.fixture
def place():
    for key in ("spindel", "familjernas-rost"):
        shipped_questions(key)
    followup_version()
    area = make_area("Fågelkommun", kind=AreaKind.BUS)
    make_group(area, name="BUS Fågelkommun")
    return About(AboutKind.AREA, area.pk, area.name)


def read_in(text, key):
    report = import_answers(text, key, by=None, now=timezone.now())
    assert not report.faults, report.faults[0]


def spider_of(year, many):
    read_in(spider_rows([CORNERS] * many, year=year), "spindel")


def voices_of(year, *rows, group="Fågelkommun"):
    lines = [f"{year},{group},{one}" for one in rows]
    read_in("\n".join(["year,group,kande_trygg,har_borjat", *lines]), "familjernas-rost")


def followup_of(year, *days):
    lines = [f"{year},Fågelkommun,{day},ja,socialtjanst|skola,Något eget i ord" for day in days]
    heads = "year,group,sent_on,grupp_finns,verksamheter,lokal_exempel"
    read_in("\n".join([heads, *lines]), "uppfoljning")


def tables(chapters):
    """By the first part of their keys."""
    return {
        part.key.split("-")[0]: part
        for chapter in chapters
        for group in chapter.chapters
        for part in group.parts
        if part.kind == "table"
    }


def test_all_three_stand_beside_the_deviations_of_the_year(place):
    spider_of(2024, 6)
    voices_of(2024, *["ja,nej"] * 4, *["ja,ja"] * 2)
    followup_of(2024, "2024-03-12")
    (chapter,) = surveyed(2024, place, (12, 20), viewer=ALL)
    assert chapter.parts[0].text == "Avvikelser samma år: 12 skickade och 20 mottagna."
    found = tables([chapter])
    assert found["spider"].rows[0][1:] == ("3,0", 6)
    assert found["voices"].heads == ("Fråga", "Ja", "Delvis", "Nej", "Vet ej", "n")
    by_name = {row[0]: row[1:] for row in found["voices"].rows}
    assert by_name["Har börjat hända"] == (Part(2, 6), Part(0, 6), Part(4, 6), Part(0, 6), 6)
    assert found["followup"].heads == ("Fråga", "Svar 12 mars 2024")
    assert "Socialtjänst" in found["followup"].rows[1][1]
    assert "Något eget" not in str(found["followup"].rows)
    assert [part.kind for part in chapter.chapters[0].parts].count("picture") == 1


def test_it_is_left_out_when_there_is_nothing_of_the_year(place):
    spider_of(2023, 6)
    voices_of(2023, *["ja,nej"] * 6)
    assert surveyed(2024, place, EMPTY, viewer=ALL) == []
    assert surveyed(2023, place, EMPTY, viewer=ALL)


def test_fewer_than_five_answers_are_nothing_and_a_question_hides_by_itself(place):
    spider_of(2024, 4)
    voices_of(2024, *["ja,ja"] * 4, "ja,")
    found = tables(surveyed(2024, place, EMPTY, viewer=ALL))
    assert set(found) == {"voices"}
    by_name = {row[0]: row[1:] for row in found["voices"].rows}
    assert by_name["Kände sig trygg"][-1] == 5
    assert by_name["Har börjat hända"] == (None,) * 5


def test_too_few_families_alone_make_no_chapter(place):
    other = make_group(name="BUS Annorstädes")
    voices_of(2024, *["ja,ja"] * 4)
    assert surveyed(2024, place, EMPTY, viewer=ALL) == []
    its = About(AboutKind.AREA, other.areas.get().area_id, other.name)
    assert surveyed(2024, its, EMPTY, viewer=ALL) == []


def test_two_answers_of_a_group_are_two_columns_and_hidden_deviations_are_not_said(place):
    followup_of(2024, "2024-03-12", "2024-04-02")
    (chapter,) = surveyed(2024, place, (None, 20), viewer=ALL)
    heads = tables([chapter])["followup"].heads
    assert heads == ("Fråga", "Svar 12 mars 2024", "Svar 2 april 2024")
    assert chapter.parts == ()


def test_a_municipality_has_the_group_whose_area_covers_it(place):
    municipality = make_area("Holmkommun", kind=AreaKind.MUNICIPALITY)
    about = About(AboutKind.AREA, municipality.pk, municipality.name)
    followup_of(2024, "2024-03-12")
    assert surveyed(2024, about, EMPTY, viewer=ALL) == []
    type(municipality).objects.get(pk=place.pk).covers.add(municipality)
    (chapter,) = surveyed(2024, about, EMPTY, viewer=ALL)
    assert "Holmkommun" in chapter.chapters[0].prose


def test_who_does_not_see_the_group_or_reads_no_surveys_has_no_such_chapter(place):
    followup_of(2024, "2024-03-12")
    contact = Viewer(1, "Hedda", ScopeKind.AREA, place.pk, frozenset({Role.GROUP_CONTACT}))
    stranger = Viewer(1, "Någon", ScopeKind.AREA, place.pk + 1, frozenset({Role.GROUP_CONTACT}))
    coordinator = Viewer(1, "Elof", ScopeKind.AREA, place.pk, frozenset({Role.COORDINATOR}))
    assert surveyed(2024, place, EMPTY, viewer=contact)
    assert surveyed(2024, place, EMPTY, viewer=stranger) == []
    assert surveyed(2024, place, EMPTY, viewer=coordinator) == []


def test_what_others_counted_stands_last_and_once_or_is_said_to_be_missing(place):
    heads = "period,area,group,question,option,count,n,source"
    text = f"{heads}\n2024,,Fågelkommun,Blev du lyssnad på?,Ja,8,11,Uttag 15 januari"
    assert not import_official(text, by=None, now=timezone.now()).faults
    (chapter,) = surveyed(2024, place, EMPTY, viewer=ALL)
    (official,) = chapter.chapters
    assert official.title == "Officiella SIP-kollen-resultat 2024, inlästa som tal"
    (_lead, table) = official.parts
    assert table.rows == (("Blev du lyssnad på?", "Ja", Part(8, 11), 11),)
    assert table.notes == ("Källa: Uttag 15 januari.",)
    assert surveyed(2023, place, EMPTY, viewer=ALL) == []
    followup_of(2023, "2023-03-12")
    (_group, none) = surveyed(2023, place, EMPTY, viewer=ALL)[0].chapters
    assert none.parts[0].text == "Inga officiella SIP-kollen-resultat är inlästa för 2023."


def test_only_a_report_about_an_area_has_it_and_the_local_report_does(place):
    followup_of(2024, "2024-03-12")
    unit = About(AboutKind.UNIT, place.pk, place.name)
    assert surveyed(2024, unit, EMPTY, viewer=ALL) == []
    keys = [one.key for one in local_outline(LocalGathering(2024, place, ALL))]
    assert keys == ["about", "sent", "received", "surveys"]
