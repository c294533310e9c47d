"""The spider: means, spread and change of each corner, and the file that earlier years were kept in."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.questionnaires import from_data
from samsyn.domain.spider import Change, changes, comparable, spider_of, together
from samsyn.domain.spider_files import is_by_corner, read_corners
from samsyn.domain.survey_counts import hidden, tally_of
from samsyn.domain.survey_files import UnreadableFile
from samsyn.surveys.shipped import shipped
from tests.surveys import spider_rows

ASKS = from_data(shipped("spindel", 1)["content"])
CORNER = ASKS.question("resurser")
ANSWERS = st.lists(st.integers(1, 10), min_size=5, max_size=30)


def corner(*numbers, question=CORNER):
    return tally_of(question, [{question.code: one} for one in numbers])


def spider(*numbers, question=CORNER, year=2019):
    return spider_of(year, [corner(*numbers, question=question)], ASKS)


def test_nine_corners_in_three_dimensions():
    found = [one.dimension for one in ASKS.questions()]
    assert found == ["regelverk"] * 2 + ["organisation"] * 4 + ["synsatt"] * 3
    assert {(one.low, one.high) for one in ASKS.questions()} == {(1, 10)}
    assert ASKS.is_proposal


@given(ANSWERS, ANSWERS)
def test_a_change_backwards_is_its_opposite(one, other):
    there = changes(spider(*one), spider(*other), least=0.5)[0]
    back = changes(spider(*other), spider(*one), least=0.5)[0]
    opposite = {Change.HIGHER: Change.LOWER, Change.LOWER: Change.HIGHER}
    assert back.change is opposite.get(there.change, there.change)
    assert back.by == pytest.approx(-there.by)
    assert back.is_sure == there.is_sure


@given(ANSWERS, ANSWERS)
def test_words_agree_with_the_means_as_they_are_written(one, other):
    found = changes(spider(*one), spider(*other), least=0.5)[0]
    moved = round(found.after - found.before, 1)
    assert (found.change is Change.HIGHER) == (moved >= 0.5)
    assert (found.change is Change.LOWER) == (moved <= -0.5)


@given(ANSWERS)
def test_a_year_beside_itself_has_not_changed(some):
    found = changes(spider(*some), spider(*some), least=0.5)[0]
    assert (found.change, found.is_sure) == (Change.ALIKE, False)


def test_a_difference_that_a_few_answers_give_is_not_sure():
    few = changes(spider(2, 9, 5, 4, 6), spider(3, 10, 6, 5, 7), least=0.5)[0]
    assert (few.change, few.is_sure) == (Change.HIGHER, False)
    clear = changes(spider(4, 4, 5, 4, 5), spider(8, 8, 9, 8, 9), least=0.5)[0]
    assert (clear.change, clear.is_sure) == (Change.HIGHER, True)


def test_another_question_is_never_compared_nor_drawn():
    other = replace(CORNER, text={"sv": "Vi har pengar."})
    found = changes(spider(5, 5, 5, 5, 5, question=other), spider(9, 9, 9, 9, 9), least=0.5)[0]
    assert (found.change, found.by) == (Change.ANOTHER_QUESTION, 0)
    assert comparable(corner(5, question=other), corner(9)) is None
    named_anew = replace(CORNER, name={"sv": "Tid och pengar"})
    assert comparable(corner(5, question=named_anew), corner(9)) == 5


def test_a_hidden_corner_is_unknown():
    gone = spider_of(2018, [hidden(CORNER)], ASKS)
    assert not gone.is_shown
    assert changes(gone, spider(5, 5, 5, 5, 5), least=0.5)[0].change is Change.UNKNOWN


@given(ANSWERS, ANSWERS)
def test_rounds_of_a_year_count_as_one(one, other):
    whole = together([spider(*one), spider(*other)]).corner("resurser")
    assert whole == corner(*one, *other)
    assert together([spider(*one), spider_of(2019, [hidden(CORNER)], ASKS)]).corner(
        "resurser"
    ) == corner(*one)


@given(st.lists(st.lists(st.integers(1, 10), min_size=9, max_size=9), min_size=1, max_size=8))
def test_rows_of_corners_become_answers_without_their_ids(answers):
    text = spider_rows(answers, forum="BUS styrgrupp")
    assert is_by_corner(text)
    read = read_corners(text, ASKS)
    assert not read.faults
    codes = [one.code for one in ASKS.questions()]
    assert [[one.values[code] for code in codes] for one in read.answers] == answers
    assert {one.level for one in read.answers} == {"steering"}
    assert "R0" not in repr(read.answers)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("1,Regelverk,Regelverk,1", "1,Regelverk,Regelverk,11", "value: '11' is outside"),
        ("1,Regelverk,Regelverk,1", "1,Rutiner,Regelverk,1", "corner: there is no"),
        ("1,Regelverk,Regelverk,1", "1,Regelverk,Organisation,1", "dimension: is 'Regelverk'"),
        ("1,Regelverk,Regelverk,1", "3,Regelverk,Regelverk,1", "corner_no: is '1'"),
        ("2,Dokumentation", "1,Regelverk", "'Regelverk' stands twice"),
        ("2019,Fågelkommun,,R0,1", "i fjol,Fågelkommun,,R0,1", "year: 'i fjol'"),
        ("2019,Fågelkommun,,R0,1", "2019,Fågelkommun,Möte,R0,1", "forum: 'Möte'"),
        ("2019,Fågelkommun,,R0,1", "2019,Fågelkommun,,,1", "respondent_id: is empty"),
        ("2019,Fågelkommun,,R0,1", "Fågelkommun,,R0,1", "another number of columns"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(old, new, reason):
    read = read_corners(spider_rows([range(1, 10)]).replace(old, new, 1), ASKS)
    assert [one.line for one in read.faults] in ([2], [3])
    assert reason in read.faults[0].reason


def test_a_file_without_a_column_is_refused():
    with pytest.raises(UnreadableFile, match="forum"):
        read_corners("year,bus_group,respondent_id,corner,value\n", ASKS)
