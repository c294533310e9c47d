"""Does a round over the groups of 2014 give the printed figures, with every base said? (seed 002)

The answers are made up; their sums are the report's. It counted 31 answers from 30 groups and took its
per cents of either: 22 is 71 % of the answers and 73 % of the groups.
"""

from datetime import date
from pathlib import Path

import pytest

import samsyn.demo
from samsyn.commands.import_ import main
from samsyn.domain.access import Everything
from samsyn.groups.registry_file import read_groups
from samsyn.groups.services.importing import load_groups
from samsyn.organisations import services as organisations
from samsyn.organisations.registry_file import read_registry
from samsyn.surveys.models import GroupAnswer, Round
from samsyn.surveys.selectors.results import covered, results_of
from samsyn.surveys.selectors.rounds import came_in
from samsyn.surveys.services.importing import import_answers
from tests.builders import NOW

pytestmark = pytest.mark.django_db
REGISTRY = Path(samsyn.demo.__file__).parent / "registry.json"
FILE = Path(__file__).parents[1] / "data/survey_2014.csv"
TODAY = NOW.date()
ALL = Everything("a test")


@pytest.fixture
def registry(db):
    text = REGISTRY.read_text()
    organisations.load_registry(registry=read_registry(text), dry_run=False, by=None, now=NOW)
    load_groups(read_groups(text), dry_run=False, by=ALL, now=NOW)


def imported(text=None, **options):
    return import_answers(text or FILE.read_text(), "uppfoljning", by=None, now=NOW, **options)


def counts(tallies, code):
    return next(one.counts for one in tallies if one.question.code == code)


def share(tallies, code, *answers):
    """How many gave one of the answers, of how many, and the per cent of them."""
    one = next(one for one in tallies if one.question.code == code)
    value = sum(one.counts[answer] for answer in answers)
    return value, one.n, round(100 * value / one.n)


def test_the_round_of_2014(registry):
    report = imported()
    assert (report.written, report.faults, dict(report.years)) == (31, [], {2014: 31})
    found = Round.objects.get()
    assert (found.opens_on.year, found.closes_on) == (2014, date(2014, 5, 9))
    who = covered(found.pk, viewer=ALL, today=TODAY)
    assert (who.groups, who.asked, who.silent) == (30, 31, ("BUS Vaxholm",))
    assert who.several == {"BUS Danderyd": 2}
    assert (len(who.joint), len(who.municipal_only), who.regional_only) == (17, 12, ())
    assert (who.municipalities, who.districts) == (24, 14)
    assert came_in(found.pk, viewer=ALL, today=TODAY).silent[0].group == "BUS Vaxholm"
    results = results_of(found.pk, viewer=ALL, today=TODAY)
    assert (results.base, results.groups) == (31, 30)
    services = counts(results.of_groups, "verksamheter")
    assert 30 - services["bumm"] == 4
    assert services["socialtjanst"] == services["skola"] == services["bup"] == 30
    assert (services["annan"], services["tandvard"]) == (6, 0)
    agreements = counts(results.tallies, "lokal_overenskommelse")
    assert (agreements["ja"], agreements["pagar"]) == (20, 11)
    template = counts(results.tallies, "sip_mall_fungerar")
    assert tuple(template.values()) == (13, 7, 11)


def test_both_per_cents_are_right_and_say_of_what(registry):
    imported()
    results = results_of(Round.objects.get().pk, viewer=ALL, today=TODAY)
    routines = ("hab_rutiner", "nej", "vet_ej")
    assert share(results.tallies, *routines) == (22, 31, 71)
    assert share(results.of_groups, *routines) == (22, 30, 73)
    assert share(results.tallies, "hab_rutiner", "ja", "pagar")[:2] == (9, 31)
    person = ("samordningsansvarig", "nej", "vet_ej")
    assert share(results.tallies, *person) == (27, 31, 87)
    assert share(results.of_groups, *person) == (27, 30, 90)
    assert counts(results.tallies, "samordningsansvarig")["ja"] == 1


def test_reading_in_again_adds_nothing(registry):
    imported()
    again = imported()
    assert (again.written, again.skipped) == (0, 31)
    assert GroupAnswer.objects.count() == 31


def test_a_dry_run_writes_nothing(registry):
    assert imported(dry_run=True).written == 31
    assert not Round.objects.exists()


def test_one_wrong_row_stops_all_and_is_told_by_line(registry, tmp_path, capsys):
    lines = FILE.read_text().splitlines()
    lines[3] = lines[3].replace(",ja,", ",jaja,", 1).replace("2014-0", "2014-0", 1)
    lines[5] = lines[5].replace("BUS ", "BUZ ")
    lines[7] = lines[7].replace("2014-", "i våras ", 1)
    lines[9] = lines[9] + "Ring 070-123 45 67 till handläggaren"
    path = tmp_path / "svar.csv"
    path.write_text("\n".join(lines))
    assert main(["survey", str(path), "--template", "uppfoljning"]) == 1
    told = capsys.readouterr().err
    for line, reason in {
        4: "grupp_finns: 'jaja' is none of its answers",
        6: "group: there is no group 'BUZ",
        8: "sent_on: 'i våras",
        10: "avvikelser_kommentar: holds personal data",
    }.items():
        assert f"line {line}: {reason}" in told
    assert "Nothing was written" in told
    assert not GroupAnswer.objects.exists()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("year,group\n", "the column sent_on is missing"),
        ("year,group,sent_on,okand\n", "no question or column 'okand'"),
        ("year,year,group,sent_on\n", "stands twice"),
    ],
)
def test_a_file_of_another_form_is_refused_in_words(db, tmp_path, capsys, text, why):
    path = tmp_path / "svar.csv"
    path.write_text(text)
    assert main(["survey", str(path), "--template", "uppfoljning"]) == 1
    assert why in capsys.readouterr().err


def test_a_questionnaire_that_is_not_there_is_told(db, tmp_path, capsys):
    path = tmp_path / "svar.csv"
    path.write_text("year\n")
    assert main(["survey", str(path), "--template", "finns-inte"]) == 1
    assert "no questionnaire 'finns-inte'" in capsys.readouterr().err
