"""The report of a year of another shape: other themes and services, few reports, no year before."""

import pytest
from django.db import transaction

from samsyn.coding.services import import_history
from samsyn.domain.access import Everything
from samsyn.domain.report import Part, from_json, to_json
from samsyn.reports.building import chapters_of
from samsyn.reports.contents.gathering import Gathering
from samsyn.reports.selectors import county_report
from tests.year_2021 import DATA, NOW

ALL = Everything("test")
# Else pytest-django runs them last, after tests that leave an empty database behind.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def chapters(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        text = (DATA / "avvikelser-2023-pahittad.csv").read_text()
        import_history(text=text, file_name="2023.csv", by=None, now=NOW)
        report = county_report(2023, viewer=ALL)
        assert from_json(to_json(report)) == report
        found = {
            language: flat(chapters_of(Gathering(2023, ALL), language)) for language in ("sv", "en")
        }
        empty = flat(chapters_of(Gathering(2022, ALL), "sv"))
        yield {**found, "empty": empty}
        transaction.set_rollback(True)


def flat(chapters):
    found = {}
    for one in chapters:
        found |= {one.key: one, **flat(one.chapters)}
    return found


def said(chapter):
    return [one.text for one in chapter.proposals]


def tables(chapter):
    return {part.key: part for part in chapter.parts if part.kind == "table"}


def test_its_own_themes_have_chapters(chapters):
    names = [one.title for key, one in chapters["sv"].items() if key.startswith("theme-")]
    assert names == ["Övergångar", "Tolk", "Digitala möten"]
    assert said(chapters["sv"]["theme-tolk"]) == [
        "Temat ”Tolk” gäller 3 av 12 avvikelser, 25 %.",
        "Flest kommer från BUP, Habilitering och hälsa och Skola: 1 vardera av 3, 33 %.",
    ]
    assert tables(chapters["sv"]["themes"])["themes"].rows[0] == ("Övergångar", 5, Part(5, 12))


def test_a_year_before_that_is_not_stored_is_no_zero(chapters):
    scopes = tables(chapters["sv"]["received"])["scopes"]
    assert scopes.heads[1:] == ("2023",)
    assert not [text for text in said(chapters["sv"]["received"]) if "året innan" in text]


def test_what_would_point_out_areas_is_said_and_not_shown(chapters):
    geography = chapters["sv"]["geography"]
    assert geography.parts == ()
    assert "utan att peka ut" in geography.prose


def test_it_is_said_in_english(chapters):
    assert said(chapters["en"]["theme-tolk"])[0] == (
        "The theme “Tolk” stands for 3 of 12 deviations, 25%."
    )


def test_a_year_without_reports_says_so_and_has_no_empty_tables(chapters):
    empty = chapters["empty"]
    assert not [key for key in empty if key.startswith(("theme-", "to-"))]
    for key in ("reporters", "recipients", "themes", "answers", "geography"):
        assert empty[key].parts == ()
    assert "Ingen av årets avvikelser" in empty["answers"].prose
    assert said(empty["received"]) == ["Under 2022 kom inga avvikelser in."]
