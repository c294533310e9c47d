"""Rows put together: what is shown tells of nobody, and neither does anything computed from it."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.joined_rows import Size, crosses_safely, joined

LEAST = Size(6, 3)

sizes = st.builds(
    lambda units, more: Size(units + more if units else 0, units),
    st.integers(0, 8),
    st.integers(0, 20),
)
tables = st.lists(sizes, max_size=6).map(lambda found: list(enumerate(found)))


def whole(table, keys):
    return sum((size for key, size in table if key in keys), Size())


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ({"BUP": (20, 5), "BUMM": (7, 3)}, [("BUP",), ("BUMM",)]),
        ({"BUP": (20, 5), "BUMM": (5, 3), "Hab": (9, 1)}, [("BUP",), ("BUMM", "Hab")]),
        ({"BUP": (20, 5), "Soc": (9, 4), "ALB": (9, 1)}, [("BUP",), ("Soc", "ALB")]),
        ({"BUP": (20, 5), "ALB": (0, 0)}, [("BUP",), ("ALB",)]),
        ({"BUP": (5, 3)}, []),
        ({"BUP": (9, 2), "ALB": (0, 0)}, []),
        ({}, []),
    ],
    ids=[
        "all are many",
        "small ones together",
        "joined by the smallest",
        "nothing",
        "few",
        "two",
        "-",
    ],
)
def test_which_rows_are_shown(table, rows):
    assert joined([(name, Size(*size)) for name, size in table.items()], least=LEAST) == rows


@given(tables)
def test_every_row_is_in_one_shown_row_or_none_is_shown(table):
    rows = joined(table, least=LEAST)
    assert sorted(chain(*rows)) == ([key for key, _ in table] if rows else [])


@given(tables)
def test_no_sum_and_no_difference_of_what_is_shown_tells_of_few(table):
    """The attacker adds and takes away any shown rows, the total among them."""
    rows = joined(table, least=LEAST)
    for number in range(len(rows) + 1):
        for some in combinations(rows, number):
            assert whole(table, set(chain(*some))).tells_of_nobody(LEAST)


@given(tables)
def test_rows_that_are_large_enough_are_joined_only_when_others_need_it(table):
    if all(size.tells_of_nobody(LEAST) for _, size in table):
        assert joined(table, least=LEAST) == [(key,) for key, _ in table]


sides = st.lists(
    st.tuples(sizes, sizes).filter(lambda pair: (pair[0] + pair[1]).tells_of_nobody(LEAST)),
    min_size=1,
    max_size=4,
)
"""Of each shown row what lies in the area and what outside; the rows themselves may be shown."""


@given(sides)
def test_an_area_beside_rows_gives_away_no_small_remainder(pairs):
    """From the area's sum the attacker takes away rows: of each, the inner or the outer side is left."""
    if not crosses_safely(pairs, least=LEAST):
        return
    for number in range(2 ** len(pairs)):
        left = [pair[number >> place & 1] for place, pair in enumerate(pairs)]
        assert sum(left, Size()).tells_of_nobody(LEAST)


def test_an_area_of_one_row_and_one_unit_more_is_not_shown():
    whole_row = (Size(30, 6), Size(0, 0))
    one_unit_more = (Size(4, 1), Size(40, 9))
    assert crosses_safely([whole_row], least=LEAST)
    assert not crosses_safely([whole_row, one_unit_more], least=LEAST)
