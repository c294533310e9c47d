"""`./run stats` as interfaces.md has it."""

import csv
import io
import json

import pytest

from samsyn.commands import stats
from tests.year_2021 import year_2021_read_in


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


@pytest.fixture
def ask(year_2021, db, capsys):
    def asked(*arguments):
        status = stats.main(["--year", "2021", *arguments])
        told = capsys.readouterr()
        assert status == 0, told.err
        return told.out

    return asked


def test_json_has_just_these_keys(ask):
    told = json.loads(ask("--count", "recipients", "--by", "recipient_service", "--format", "json"))
    assert list(told) == [
        "years", "scope", "count", "by", "n", "rows", "unclassified", "notes",
    ]  # fmt: skip
    assert told["rows"][0] == {
        "key": ["BUP"], "label": ["BUP"], "value": 74, "share": 0.6981, "suppressed": False,
    }  # fmt: skip
    assert (told["years"], told["scope"], told["n"], told["unclassified"]) == (
        [2021], "between", 106, 1,
    )  # fmt: skip


def test_a_missing_outcome_has_no_key(ask):
    told = json.loads(ask("--count", "answers", "--by", "outcome", "--format", "json"))
    assert told["rows"][-1]["key"] == [None] and told["rows"][-1]["label"] == ["Ej bedömd"]
    assert [row["value"] for row in told["rows"]] == [19, 11, 7, 4, 4]


def test_csv(ask):
    rows = list(csv.DictReader(io.StringIO(ask("--by", "theme", "--format", "csv"))))
    assert rows[0] == {
        "theme": "Samordnad individuell plan, SIP",
        "value": "54",
        "share": "0.5094",
        "n": "106",
        "suppressed": "no",
    }


def test_table_says_what_was_counted(ask):
    told = ask("--by", "reporter_service", "--scope", "all")
    assert told.startswith("Rapporter, alla, 2021 (n = 127)")
    assert "Siffrorna visar vilka som rapporterar" in told


def test_hidden_numbers_are_nowhere_in_the_answer(ask):
    told = json.loads(ask("--by", "theme", "--suppress", "6", "--format", "json"))
    hidden = [row for row in told["rows"] if row["suppressed"]]
    assert len(hidden) >= 2 and told["unclassified"] is None
    assert all(row["value"] is None and row["share"] is None for row in hidden)


def test_several_conditions_are_and(ask):
    told = ask(
        "--where", "recipient_service=BUP", "--where", "reporter_service=Elevhälsa",
        "--where", "theme=Remisshantering", "--format", "json",
    )  # fmt: skip
    assert json.loads(told)["n"] == 22


@pytest.mark.parametrize(
    "condition",
    ["reporter_service=Ballong", "theme=Ballong", "outcome=bra", "reporter_municipality=Ö",
     "reporter_unit=Ö", "month=13", "answered=kanske", "reporter_sector=x"],
)  # fmt: skip
def test_what_does_not_exist_is_refused_in_words(year_2021, db, capsys, condition):
    assert stats.main(["--year", "2021", "--where", condition]) == 1
    assert "is not known" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [[], ["--year", "2021", "--by", "colour"], ["--year", "2021", "--where", "theme"],
     ["--year", "2021", "--by", "theme", "--by", "theme"]],
)  # fmt: skip
def test_wrong_usage(arguments):
    with pytest.raises(SystemExit) as stopped:
        stats.main(arguments)
    assert stopped.value.code == 2


def test_a_year_without_anything(db, capsys):
    assert stats.main(["--year", "1999", "--by", "theme", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["n"], told["rows"]) == (0, [])
