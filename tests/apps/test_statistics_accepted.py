"""`./run import deviations` of 2021, and then `./run stats` gives every figure that the report published."""

import json

import pytest
from django.db import transaction

from samsyn.commands import import_deviations, stats
from tests.figures_2021 import CONSISTENT, is_as_published
from tests.year_2021 import DATA


@pytest.fixture(scope="module")
def read_in_by_command(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        assert import_deviations.main([str(DATA / "avvikelser-2021.csv")]) == 0
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ask(read_in_by_command, db, capsys):
    def asked(question):
        arguments = ["--scope", question.scope, "--count", question.count, "--format", "json"]
        for year in question.years:
            arguments += ["--year", str(year)]
        for dimension in question.by:
            arguments += ["--by", dimension]
        for dimension, value in question.where:
            arguments += ["--where", f"{dimension.value}={value}"]
        capsys.readouterr()
        assert stats.main([str(one) for one in arguments]) == 0
        told = json.loads(capsys.readouterr().out)
        return told["n"], [(tuple(row["key"]), row["value"]) for row in told["rows"]]

    return asked


def test_there_are_as_many_figures_as_the_report_has():
    assert len(CONSISTENT) == 52
    assert len({fact["id"] for fact in CONSISTENT}) == 52


@pytest.mark.parametrize("fact", CONSISTENT, ids=lambda fact: fact["id"])
def test_the_command_gives_each_figure(ask, fact):
    assert is_as_published(fact, ask)


def test_a_wrong_figure_would_be_noticed(ask):
    """The comparison can fail: each figure that is one number, put one too high."""
    for fact in CONSISTENT:
        if fact["value_op"] == "eq" and fact["check"]["agg"] == "count" and fact["value"]:
            assert not is_as_published({**fact, "value": fact["value"] + 1}, ask), fact["id"]
