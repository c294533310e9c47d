"""A row of an earlier year's file is right, or says in words what is wrong."""

from datetime import date

import pytest

from samsyn.domain.history import COLUMNS, Unreadable, read_rows
from samsyn.domain.vocabulary import AnswerOutcome, Level

TODAY = date(2026, 3, 9)
RIGHT = {
    "id": "BUS-2019-001",
    "reported_at": "2019-03-04",
    "reporter_unit": "Koltrasten",
    "reporter_service": "Socialtjänst",
    "reporter_principal": "Trastby kommun",
    "recipient_units": "BUP Tofsvipan;BUMM Ärlan",
    "recipient_services": "BUP;BUMM",
    "recipient_principals": "Region Fågelsjö;Region Fågelsjö",
    "theme": "Samordnad individuell plan, SIP",
    "subtype": "Uteblivet;Försenat",
    "answered_at": "2019-03-05",
    "answer_outcome": "Löst genom kommunikation",
}


def file_of(*rows):
    lines = [",".join(COLUMNS)]
    for row in rows:
        cells = [{**RIGHT, **row}.get(name, "") for name in COLUMNS]
        lines.append(",".join(f'"{cell}"' for cell in cells))
    return "\n".join(lines)


def reasons(**changes):
    return [fault.reason for fault in read_rows(file_of(changes), today=TODAY)[1]]


def test_a_right_row():
    (row,), faults = read_rows(file_of({}), today=TODAY)
    assert not faults
    assert [unit.service for unit in row.recipients] == ["BUP", "BUMM"]
    assert row.title == "SIP: Uteblivet, Försenat"
    assert (row.outcome, row.level) == (AnswerOutcome.RESOLVED, Level.INDIVIDUAL)


def test_without_answer_and_without_theme():
    text = file_of({"theme": "", "subtype": "", "answered_at": "", "answer_outcome": ""})
    (row,), _ = read_rows(text, today=TODAY)
    assert (row.outcome, row.title) == (None, "Ej klassificerad")


def test_answered_without_outcome_is_not_judged():
    (row,), _ = read_rows(file_of({"answer_outcome": ""}), today=TODAY)
    assert row.outcome is AnswerOutcome.NOT_JUDGED


def test_a_structural_theme_and_a_long_title():
    text = file_of({"theme": "Samverkan på strukturell nivå", "subtype": "x" * 150})
    (row,), _ = read_rows(text, today=TODAY)
    assert row.level is Level.STRUCTURAL and len(row.title) == 120


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": ""}, "id is empty"),
        ({"reported_at": "4/3 2019"}, "reported_at is '4/3 2019', not a date as 2021-01-19"),
        ({"reported_at": ""}, "reported_at is empty"),
        ({"answered_at": "2019-03-01"}, "answered_at 2019-03-01 is before reported_at 2019-03-04"),
        ({"answered_at": "2031-01-01"}, "answered_at is 2031-01-01, which has not come yet"),
        ({"recipient_units": "BUP;bup"}, "a recipient stands twice"),
        ({"subtype": "a;;b"}, "subtype has an empty part between two ;"),
        ({"theme": ""}, "there is a subtype but no theme"),
        ({"description": "Barnet 19121212-1212"}, "description holds personal data (PERSONNUMMER)"),
        ({"recipient_services": "BUP; "}, "a recipient has an empty unit, service or principal"),
    ],
)
def test_what_is_wrong_is_said(changes, reason):
    assert any(each.startswith(reason) for each in reasons(**changes)), reasons(**changes)


def test_recipients_must_have_one_of_each():
    (reason,) = reasons(recipient_services="BUP")
    assert reason.startswith("2 recipient_units, 1 recipient_services and 2 recipient_principals")


def test_an_outcome_that_nobody_knows_and_one_without_an_answer():
    assert reasons(answer_outcome="bra")[0].startswith("answer_outcome is 'bra', not one of")
    assert reasons(answered_at="") == ["there is an answer_outcome but no answered_at"]


def test_lines_are_those_of_the_file_also_after_a_text_of_two_lines():
    rows, faults = read_rows(
        file_of({"description": "två\nrader"}, {"id": "x", "reporter_unit": ""}), today=TODAY
    )
    assert rows[0].line == 2
    assert str(faults[0]) == "line 4 (x): reporter_unit is empty"


def test_an_id_stands_once():
    (fault,) = read_rows(file_of({}, {}), today=TODAY)[1]
    assert fault.reason == "the id stands on line 2 already"


def test_a_row_with_too_many_cells():
    text = file_of({}) + ",surplus"
    assert read_rows(text, today=TODAY)[1][0].reason == "17 cells where 16 belong"


def test_a_file_without_the_columns_is_refused():
    with pytest.raises(Unreadable, match="lacks the columns"):
        read_rows("a,b\n1,2", today=TODAY)


def test_personal_data_is_told_by_its_kind_or_replaced_and_units_names_are_none():
    text = file_of(
        {
            "description": "Kurator Annika Berg ringde 070-123 45 67.",
            "answer_text": "Mötet var hos Astrid Lindgrens barnsjukhus.",
            "reporter_unit": "Astrid Lindgrens barnsjukhus",
        }
    )
    (fault,) = read_rows(text, today=TODAY)[1]
    assert fault.reason.startswith("description holds personal data (PERSON, PHONE)")
    assert "Annika" not in str(fault)
    (row,), faults = read_rows(text, today=TODAY, replace=True)
    assert not faults and "Annika" not in row.description and "[telefonnummer]" in row.description
    assert row.answer_text == "Mötet var hos Astrid Lindgrens barnsjukhus."
