"""Does the report of 2021 hold what was published, from the year's deviations alone?"""

import pytest

from samsyn.commands import report as command
from samsyn.domain.access import Everything
from samsyn.domain.report import Part, from_json, to_json
from samsyn.reports.selectors import county_report
from tests.figures_2021 import CONSISTENT, is_as_published
from tests.report_tables import asker
from tests.year_2021 import year_2021_read_in

ALL = Everything("test")


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


@pytest.fixture(scope="module")
def made(year_2021, django_db_blocker):
    with django_db_blocker.unblock():
        return county_report(2021, viewer=ALL)


@pytest.fixture
def report(made, db):
    return made


@pytest.mark.parametrize("fact", CONSISTENT, ids=lambda fact: fact["id"])
def test_each_consistent_figure_stands_in_its_table(report, fact):
    assert is_as_published(fact, asker(report))


def test_it_has_the_chapters_of_2021(report):
    chapters = [section.key for depth, section in report.walk() if depth == 1]
    assert chapters == [
        "background",
        "purpose",
        "received",
        "coverage",
        "geography",
        "reporters",
        "recipients",
        "by-recipient",
        "themes",
        "answers",
        "reflection",
        "links",
    ]
    parts = [section.title for _, section in report.walk() if section.key.startswith("to-")]
    assert parts == [
        "Avvikelser till BUP",
        "Avvikelser till BUMM",
        "Avvikelser till Habilitering och hälsa",
        "Avvikelser till Socialtjänst",
    ]


def test_recipients_are_counted_each(report):
    table = next(one for one in report.tables() if one.key == "recipients")
    assert table.rows[0] == ("BUP", 74, Part(74, 106))
    assert table.n == 106


def test_the_same_data_give_the_same_report_byte_for_byte(report):
    again = county_report(2021, viewer=ALL)
    assert to_json(again) == to_json(report)
    assert from_json(to_json(report)) == report
    assert again.fingerprint == report.fingerprint


def test_the_command_writes_it(year_2021, db, tmp_path):
    target = tmp_path / "2021.json"
    assert command.main(["build", "2021", "--format", "json", "-o", str(target)]) == 0
    assert from_json(target.read_text()).year == 2021


def test_the_command_says_when_there_is_nothing_to_report(year_2021, db, tmp_path, capsys):
    assert command.main(["build", "2019", "-o", str(tmp_path / "x")]) == 1
    assert "2019" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
