"""Days, bare years and chains of successors."""

from datetime import date

import pytest

from samsyn.domain.time_valid import Life, as_now, as_on, first_day_of, is_valid_on, last_day_of

D = date.fromisoformat


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        (" 2020-07-01 ", "2020-07-01", "2020-07-01"),
    ],
)
def test_a_bare_year_or_month_is_its_first_or_last_day(text, first, last):
    assert (first_day_of(text), last_day_of(text)) == (D(first), D(last))


@pytest.mark.parametrize("text", ["", "19", "2020-13", "2020-02-30", "2020-1-1", "i fjol", "0000"])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):
        first_day_of(text)


def test_both_ends_count_and_unknown_ones_do_not_exclude():
    first, last = D("2020-01-01"), D("2020-06-30")
    assert is_valid_on(first, last, first) and is_valid_on(first, last, last)
    assert not is_valid_on(first, last, D("2019-12-31"))
    assert not is_valid_on(first, last, D("2020-07-01"))
    assert is_valid_on(None, None, first)


LIVES = {
    1: Life(None, D("2019-12-31"), 2),
    2: Life(D("2020-01-01"), D("2022-12-31"), 3),
    3: Life(D("2023-01-01"), None),
    4: Life(None, D("2022-12-31"), 3),
    5: Life(None, D("2019-12-31")),
}


@pytest.mark.parametrize(("start", "now"), [(1, 3), (2, 3), (3, 3), (5, 5), (99, 99)])
def test_as_now_follows_to_the_last(start, now):
    assert as_now(start, LIVES) == now


def test_a_circle_ends():
    circle = {1: Life(None, D("2019-12-31"), 2), 2: Life(None, D("2019-12-31"), 1)}
    assert as_now(1, circle) == 2
    assert as_on(1, circle, D("2024-01-01")) == 1


@pytest.mark.parametrize(
    ("start", "day", "then"),
    [
        (1, "2024-01-01", 3),
        (1, "2021-01-01", 2),
        (2, "2018-01-01", 1),
        (3, "2021-01-01", 3),  # two went up in it: nobody can say which
        (5, "2024-01-01", 5),  # nobody took over
        (4, "2020-01-01", 4),
    ],
)
def test_as_on_a_day(start, day, then):
    assert as_on(start, LIVES, D(day)) == then
