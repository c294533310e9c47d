"""Cells become tables: sums that close, shares with their n, and small numbers that stay hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.counting import Cell, Figures, table_of
from samsyn.domain.hiding import with_small_numbers_hidden
from samsyn.domain.shares import percent_in_words, percent_of, share_of
from samsyn.domain.tables import Question, Row, Table, Value
from samsyn.domain.vocabulary import CountNote, Dimension

YEAR = (2021,)
THEME, OUTCOME, MONTH = Dimension.THEME, Dimension.OUTCOME, Dimension.MONTH
MUNICIPALITY = Dimension.REPORTER_MUNICIPALITY


def value(text):
    return Value(text, text) if text else Value(None, "Ej klassificerad")


def table(cells, by=(THEME,), hide_below=0):
    counted = tuple(Cell(tuple(map(value, words)), count) for words, count in cells)
    n = sum(cell.count for cell in counted)
    return table_of(
        Question(YEAR, by=by),
        Figures(n, 0, counted),
        alphabetical=str.casefold,
        hide_below=hide_below,
    )


def shown(made):
    return [("/".join(v.label for v in row.values), row.count) for row in made.rows]


def test_largest_first_then_by_the_alphabet_and_residual_last():
    made = table([(["b"], 2), ([""], 9), (["a"], 2), (["c"], 5)])
    assert shown(made) == [("c", 5), ("a", 2), ("b", 2), ("Ej klassificerad", 9)]


def test_the_same_value_in_two_cells_is_one_row():
    assert shown(table([(["a"], 2), (["a"], 3)])) == [("a", 5)]


def test_time_stands_in_its_own_order():
    cells = [(["2021-02"], 9), (["2021-01"], 1), (["2021-03"], 4)]
    assert [label for label, _ in shown(table(cells, (MONTH,)))] == [
        "2021-01",
        "2021-02",
        "2021-03",
    ]


def test_a_lonely_small_number_takes_the_next_one_with_it():
    made = table([(["a"], 50), (["b"], 7), (["c"], 2)], hide_below=6)
    assert shown(made) == [("a", 50), ("b", None), ("c", None)]
    assert CountNote.SMALL_NUMBERS in made.notes


def test_small_numbers_that_are_small_together_take_one_more():
    made = table([(["a"], 50), (["b"], 7), (["c"], 1), (["d"], 1)], hide_below=6)
    assert [count for _, count in shown(made)] == [50, None, None, None]


def test_what_is_hidden_stands_by_name_not_by_size():
    made = table([(["z"], 5), (["a"], 1), (["m"], 40)], hide_below=6)
    assert [label for label, _ in shown(made)] == ["m", "a", "z"]


def test_a_whole_that_is_small_is_hidden_with_all_its_parts():
    made = table([(["a"], 2), (["b"], 1)], hide_below=6)
    assert made.n is None and made.unclassified is None
    assert all(row.count is None and row.share is None for row in made.rows)


def test_the_unclassified_do_not_tell_the_hidden_row():
    cells = (Cell((value("a"),), 40), Cell((value("b"),), 9), Cell((value(""),), 8))
    made = table_of(
        Question(YEAR, by=(THEME,)),
        Figures(57, 8, (*cells, Cell((value("c"),), 1))),
        alphabetical=str.casefold,
        hide_below=6,
    )
    assert made.rows[-1].count is None and made.unclassified is None


def test_nothing_small_nothing_hidden():
    made = table([(["a"], 6), (["b"], 7)], hide_below=6)
    assert not made.hides_something and CountNote.SMALL_NUMBERS not in made.notes


words = st.sampled_from("abcd")
two_way = st.dictionaries(st.tuples(words, words), st.integers(1, 30), min_size=1)


@given(cells=two_way, below=st.integers(2, 8))
def test_no_hidden_number_follows_from_a_sum(cells, below):
    rows = tuple(Row((value(a), value(b)), n, 0) for (a, b), n in cells.items())
    whole = Table(Question(YEAR, by=(THEME, OUTCOME)), sum(cells.values()), rows, 0)
    made = with_small_numbers_hidden(whole, below)
    assert all(row.count is None or row.count >= below for row in made.rows)
    if made.n is None:
        return
    count = {row.values: row.count for row in rows}
    for place, line in [(None, None), *((p, w) for p in (0, 1) for w in "abcd")]:
        mine = [r for r in made.rows if place is None or r.values[place].key == line]
        hidden = [r for r in mine if r.count is None]
        if place == 0 and len(hidden) == len(mine):
            continue  # the line's total is not shown either
        # What is left when all that is shown has been taken away is never one small number.
        assert len(hidden) != 1 or count.get(hidden[0].values, 0) not in range(1, below)


def test_where_there_is_nobody_is_hidden_too_where_else_it_would_tell():
    made = table(
        [(["a", "x"], 30), (["a", "y"], 3), (["b", "x"], 30), (["c", "x"], 30)],
        (MUNICIPALITY, THEME),
        hide_below=6,
    )
    # Of y there are three in all: were b shown as having none, a and c would have to share them.
    hidden = [label for label, count in shown(made) if count is None]
    assert "a/y" in hidden and {"b/y", "c/y"} & set(hidden)
    assert [row.values for row in made.rows if row.count == 0] == []


@given(cells=two_way)
def test_the_order_of_cells_does_not_matter(cells):
    listed = [(list(words), n) for words, n in cells.items()]
    one, other = (table(each, (THEME, OUTCOME)) for each in (listed, listed[::-1]))
    assert one == other
    assert sum(row.count for row in one.rows) == one.n


@pytest.mark.parametrize(
    ("part", "n", "share", "percent", "in_words"),
    [
        (74, 106, 0.6981, 70, "70 %"),
        (1, 8, 0.125, 13, "13 %"),
        (1, 400, 0.0025, 0, "< 1 %"),
        (0, 10, 0.0, 0, "0 %"),
        (0, 0, None, None, "–"),
    ],
)
def test_shares(part, n, share, percent, in_words):
    assert share_of(part, n) == share
    assert percent_of(part, n) == percent
    assert percent_in_words(part, n) == in_words
