"""Do a table's columns fill the page, and do figures stay whole?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.exports.paper_columns import COLUMN, FIRST, NARROWEST, columns_of

WORDS = st.lists(st.text("abcå ", max_size=30), min_size=1, max_size=12)


@given(WORDS, st.data())
def test_together_they_are_as_wide_as_the_page(heads, data):
    same = st.lists(st.text("abc ", max_size=60), min_size=len(heads), max_size=len(heads))
    rows = data.draw(st.lists(same, max_size=4))
    is_figures = data.draw(st.lists(st.booleans(), min_size=len(heads), max_size=len(heads)))
    columns = columns_of(heads, rows, is_figures)
    assert sum(columns.widths) == pytest.approx(COLUMN)
    assert min(columns.widths) > 0


def test_what_is_over_stands_before_the_figures():
    first, *figures = columns_of(
        ("Mottagare", "Rapporter", "Andel"), [("BUP", "74", "70 %")], (False, True, True)
    ).widths
    assert first > COLUMN / 2
    assert all(NARROWEST <= one < 25 for one in figures)


def test_words_that_stand_beside_figures_share_what_is_left():
    long = "Publicerat värde, inte räknat ur rapporter " * 3
    columns = columns_of(
        ("År", "n", "Andel", "Att veta", "Källa"),
        [("2019", "76", "51 % (54 av 106)", long, long)],
        (False, True, True, False, False),
    )
    year, n, share, note, source = columns.widths
    assert year == pytest.approx(NARROWEST)
    assert n == pytest.approx(NARROWEST)
    assert share > 16 * 1.6
    assert note == pytest.approx(source)
    assert note > 40


def test_many_columns_make_the_letters_small_and_more_of_them_break_words():
    def columns(count):
        heads = ("Rapporterande verksamhet", *["stadsdelsområden"] * count)
        return columns_of(heads, [["1"] * (count + 1)], (False, *[True] * count))

    assert [columns(count).is_small for count in (2, 4, 8)] == [False, True, True]
    assert [columns(count).breaks_words for count in (2, 4, 8)] == [False, False, True]
    assert columns(4).widths[0] >= FIRST * COLUMN * 0.9
