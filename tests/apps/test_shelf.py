"""What stands on the public shelf, what is found there, and which of its tables are open data."""

from dataclasses import replace
from datetime import timedelta

import pytest

from samsyn.disclosure.services import decide
from samsyn.domain.access import ScopeKind
from samsyn.domain.disclosing import PointsOut, Shown
from samsyn.domain.report import Asked, Part, ReportTable, Section
from samsyn.reports.open_tables import opened
from samsyn.reports.shelf import all_published, found_on_shelf, shelf
from tests.builders import NOW, make_edition, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def doris(cast):
    return cast.doris


def years(shelved):
    return [(one.report.year, one.edition.number) for one in shelved]


def test_newest_year_first_and_of_each_report_the_newest_edition(doris):
    make_edition(doris, make_report(2024))
    make_edition(doris, make_report(2025))
    make_edition(doris, make_report(2025), number=2, errata="En siffra.")
    assert years(shelf()) == [(2025, 2), (2024, 1)]


def test_what_is_not_published_is_on_no_shelf_in_no_feed_and_found_by_nobody(doris):
    make_edition(doris, make_report(2025), published_at=None)
    assert shelf() == all_published() == found_on_shelf("SIP") == []


def test_a_frozen_correction_hides_nothing_of_what_is_published(doris):
    make_edition(doris)
    make_edition(doris, number=2, published_at=None)
    assert years(shelf()) == [(2025, 1)]


def test_the_feed_has_every_edition_the_last_published_first(doris):
    make_edition(doris, make_report(2024))
    make_edition(doris, make_report(2025), published_at=NOW + timedelta(days=1))
    make_edition(doris, make_report(2024), number=2, published_at=NOW + timedelta(days=2))
    assert years(all_published()) == [(2024, 2), (2025, 1), (2024, 1)]


def test_a_local_report_is_for_those_whom_it_is_about_and_stands_on_no_shelf(cast):
    local = make_report(2025, title="Avvikelser i Trastby 2025")
    make_edition(cast.doris, local, scope=ScopeKind.AREA, scope_id=cast.places.area.pk)
    assert shelf() == all_published() == found_on_shelf("Trastby") == []


def test_words_are_found_in_the_reports_that_have_them(doris):
    make_edition(doris, make_report(2024, sections=(Section("a", "Årets ärenden", ()),)))
    make_edition(doris, make_report(2025))
    (found,) = found_on_shelf("ärende")
    assert found.report.year == 2024 and found.places[0].chapter == "Årets ärenden"
    assert len(found_on_shelf("kallelse")) == 2
    assert found_on_shelf("arende") == found_on_shelf("") == []


class TestOpened:
    """Open data has its own limit, whatever the report itself shows."""

    @pytest.fixture
    def areas(self):
        asked = Asked((2025,), "between", "deviations", ("reporter_municipality",))
        rows = (
            ("Fågelby", 30, Part(30, 42)),
            ("Lommarp", 9, Part(9, 42)),
            ("Siska", 3, Part(3, 42)),
        )
        return ReportTable(
            "areas", "Kommuner", ("Kommun", "Rapporter", "Andel"), rows, 42, asked=asked
        )

    def shelved(self, doris, *tables):
        report = make_report(sections=(Section("geography", "Kommuner", tables),))
        make_edition(doris, report)
        return shelf()[0]

    def test_a_small_number_that_the_report_prints_is_hidden_with_a_note(self, doris, areas):
        found = opened(self.shelved(doris, areas))
        themes, made = found.tables
        assert themes == found.report.tables()[0]
        assert [row[1] for row in made.rows] == [30, None, None]
        assert any("dol" in note.lower() for note in made.notes)
        assert found.left_out == 0

    def test_the_secretariats_limit_for_open_pages_holds(self, cast, areas):
        by = cast.viewer("doris")
        decide(Shown.OPEN, PointsOut.AREA, 3, "Enligt beslut i BUSSAM", by=by, now=NOW)
        assert opened(self.shelved(cast.doris, areas)).tables[1] == areas

    def test_of_two_tables_of_the_same_areas_one_is_open(self, doris, areas):
        other = replace(areas, key="areas-all", asked=replace(areas.asked, scope="all"))
        found = opened(self.shelved(doris, areas, other))
        assert [one.key for one in found.tables] == ["themes", "areas"]
        assert found.left_out == 1

    def test_each_theme_in_each_area_is_left_out(self, doris, areas):
        limited = replace(
            areas, key="areas-sip", asked=replace(areas.asked, where=(("theme", "1"),))
        )
        assert opened(self.shelved(doris, limited)).left_out == 1
