"""Wilson's interval: against published figures, and what must hold for every share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.intervals import count_behind, wilson
from samsyn.domain.shares import percent_of

SHARES = st.integers(0, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        # Newcombe 1998 (Statistics in Medicine 17:857-872), table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_examples_of_newcombe(count, n, low, high):
    found = wilson(count, n, confidence_percent=95)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(SHARES, st.floats(50, 99.9))
def test_the_share_lies_inside_and_the_interval_between_nothing_and_all(share, confidence):
    count, n = share
    found = wilson(count, n, confidence_percent=confidence)
    if n == 0:
        assert found is None
    else:
        assert 0 <= found.low <= count / n <= found.high <= 1
        assert found.low < found.high


@given(SHARES)
def test_it_is_the_same_seen_from_the_other_side(share):
    count, n = share
    if n:
        one = wilson(count, n, confidence_percent=95)
        other = wilson(n - count, n, confidence_percent=95)
        assert one.low == pytest.approx(1 - other.high)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(2, 9))
def test_more_of_the_same_is_surer(count, rest, times):
    n = count + rest
    few, many = (wilson(count * one, n * one, confidence_percent=95) for one in (1, times))
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(("count", "n"), [(5, 4), (-1, 4)])
def test_what_is_no_part_of_n_has_no_interval(count, n):
    with pytest.raises(ValueError, match="no part"):
        wilson(count, n, confidence_percent=95)


@given(st.integers(0, 100), st.integers(1, 400))
def test_a_published_share_tells_its_count_only_when_one_fits(percent, n):
    fits = [count for count in range(n + 1) if percent_of(count, n) == percent]
    assert count_behind(percent, n) == (fits[0] if len(fits) == 1 else None)


def test_the_share_of_sip_in_2019():
    assert count_behind(47, 76) == 36
    assert count_behind(32, 76) == 24
