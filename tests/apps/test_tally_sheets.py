"""What is read once and summed in Python is what the database would have said to each question."""

from itertools import product

import pytest
from django.db import connection

from samsyn.coding.services.code_books import ensure_theme
from samsyn.coding.services.coding import code_deviation
from samsyn.domain.access import Everything
from samsyn.domain.vocabulary import Scope
from samsyn.reports import services
from samsyn.reports.models import Passage
from samsyn.tally.conditions import Both, Holds, In, SomeRecipient, some_outcome
from samsyn.tally.selectors import tally
from samsyn.tally.services import carry_forward
from samsyn.tally.sheets import Sheets
from tests.builders import NOW, make_answer, make_deviation
from tests.client import watched
from tests.written_report import TOTAL, make_report, second_reader

pytestmark = pytest.mark.django_db
VIEWER = Everything("test")
YEAR = NOW.year


@pytest.fixture
def counted(cast):
    """Three deviations, one of them carried forward to the balances, two still marked."""
    theme, _ = ensure_theme(year=YEAR, name="Broar")
    first, both = make_deviation(cast), [cast.places.bup, cast.places.external_bup]
    code = {"source": "writer", "by": cast.viewer("astrid"), "now": NOW, "theme_id": theme.pk}
    code_deviation(deviation_id=first.pk, **code)
    make_answer(first, by=cast.viewer("bo"))
    carry_forward(from_marks=1)
    make_deviation(cast, to=both)
    last = make_deviation(cast, to=[cast.places.other_school, *both])
    code_deviation(deviation_id=last.pk, **code)
    return first, theme.pk


def conditions(first, theme):
    kinds = [one.kind_id for one in first.addressings.all()]
    return [
        [],
        [In("theme_id", (theme,))],
        [In("theme_id", (theme, 0)), Holds("services", (kinds[0], kinds[0] * 10))],
        [Both(In("year", (YEAR,)), In("theme_id", (0,)))],
        [In("theme_id", ())],
        [some_outcome(None)],
    ]


def test_a_sheet_says_what_the_tally_says(counted):
    sheets = Sheets(VIEWER)
    about = sheets.read("answered", "theme_id", "services", "outcomes", years=(YEAR, YEAR - 1))
    sheets.coarser(about, "theme_id", "services")
    columns = [("theme_id",), ("is_coded", "services"), ("year", "theme_id", "services")]
    asked = product(columns, Scope, (False, True), conditions(*counted))
    for names, scope, only_answered, where in asked:
        given = {"years": (YEAR,), "scope": scope, "only_answered": only_answered, "where": where}
        wanted = tally(*names, with_received=True, viewer=VIEWER, **given)
        with watched() as seen:
            assert sorted(sheets.tally(*names, **given)) == sorted(wanted)
        assert not seen.queries, (names, given)
    assert sheets.years_with_any() == {YEAR}


def test_what_no_sheet_holds_is_asked_of_the_tally(counted):
    sheets = Sheets(VIEWER)
    sheets.read("theme_id", years=(YEAR,))
    unit = counted[0].addressings.get().unit_id
    to_unit = [SomeRecipient(In("recipient_unit_id", (unit,)))]
    for names, given in (
        (("theme_id",), {"years": (YEAR - 1, YEAR)}),
        (("services",), {"years": (YEAR,)}),
        (("recipient_unit_id",), {"years": (YEAR,), "per_recipient": True}),
        (("theme_id",), {"years": (YEAR,), "where": to_unit}),
    ):
        wanted = tally(*names, with_received=True, viewer=VIEWER, **given)
        assert wanted
        with watched() as seen:
            assert sorted(sheets.tally(*names, **given)) == sorted(wanted)
        assert len(seen.queries) == 1


def test_nobody_waits_for_a_report_to_be_counted(cast):
    """SQLite has one writer: what a service counts, it counts before its transaction begins."""
    report = make_report(cast)
    given = {"report_id": report.pk, "by": cast.viewer("doris"), "now": NOW}
    held = []

    def watch(execute, sql, params, many, context):
        held.append("tally_" in sql and len(connection.savepoint_ids) > outside)
        return execute(sql, params, many, context)

    outside = len(connection.savepoint_ids)
    with connection.execute_wrapper(watch):
        said = services.accept_sentence(chapter="received", key=TOTAL, **given)
        services.write_prose(chapter="reflection", text="Vi ser.", seen_version=0, **given)
        services.rewrite_sentence(
            passage_id=said.pk, text=f"Så: {said.text}", seen_version=said.version, **given
        )
        said = Passage.objects.get(pk=said.pk)
        services.take_new_sentence(passage_id=said.pk, seen_version=said.version, **given)
        for at, step in enumerate((services.hand_in, services.approve)):
            by = second_reader() if at else given["by"]
            step(**given | {"by": by}, seen_steps=at)
        services.freeze(**given, seen_steps=2)
    assert held
    assert not any(held)
