"""Exact limits for small counts: against plain sums of fractions, and as properties."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.exact_tests import at_least, at_most, beta_below, limits, not_by_chance

COUNTS = st.integers(0, 60)
SHARES = st.fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=60)
CHANCES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def binomial_at_least(count, earlier, share):
    """The same chance as a plain sum: of count + earlier, at least `count` fall in the later time."""
    n = count + earlier
    return sum(comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(count, n + 1))


@given(COUNTS, COUNTS, SHARES)
def test_the_chance_is_the_binomial_sum(count, earlier, share):
    exact = float(binomial_at_least(count, earlier, share))
    assert at_least(count, earlier, float(share)) == pytest.approx(exact, rel=1e-9, abs=1e-15)
    fewer = float(binomial_at_least(earlier, count, 1 - share))
    assert at_most(count, earlier, float(share)) == pytest.approx(fewer, rel=1e-9, abs=1e-15)


def test_twelve_after_four_a_month_for_two_years():
    """Worked by hand: 12 beside 96 in 24 months, 1/25 of the time."""
    assert at_least(12, 96, 1 / 25) == pytest.approx(
        float(binomial_at_least(12, 96, Fraction(1, 25))), rel=1e-12
    )
    assert 0.001 < at_least(12, 96, 1 / 25) < 0.003


@given(COUNTS, COUNTS, SHARES)
def test_more_is_never_likelier(count, earlier, share):
    share = float(share)
    assert at_least(count + 1, earlier, share) <= at_least(count, earlier, share) + 1e-12
    assert at_most(count, earlier, share) <= at_most(count + 1, earlier, share) + 1e-12


@given(st.integers(0, 400), SHARES, st.sampled_from([0.01, 0.05, 0.1]))
def test_the_limits_hold_what_is_expected_and_only_what_does_not_surprise(earlier, share, outside):
    share = float(share)
    low, high = limits(earlier, share, outside=outside)
    expected = earlier * share / (1 - share)
    assert 0 <= low <= expected + 1 and expected - 1 <= high
    assert at_least(high + 1, earlier, share) <= outside / 2
    assert low == 0 or at_most(low - 1, earlier, share) <= outside / 2


@given(st.integers(1, 200), st.integers(1, 48))
def test_a_short_past_knows_less(rate, months):
    """The same rate, known for longer: the limits never widen by more than rounding."""
    low, high = limits(rate * months, 1 / (months + 1), outside=0.05)
    longer_low, longer_high = limits(rate * months * 2, 1 / (2 * months + 1), outside=0.05)
    assert longer_high <= high and longer_low >= low


@given(COUNTS, COUNTS, SHARES, st.floats(1, 4))
def test_a_greater_spread_is_read_more_carefully(count, earlier, share, spread):
    share = float(share)
    expected = earlier * share / (1 - share)
    if count > expected + 3:
        assert at_least(count, earlier, share, spread=spread) >= 0.8 * at_least(
            count, earlier, share
        )


@given(CHANCES, st.floats(0.01, 0.5))
def test_what_is_told_is_the_least_likely(chances, rate):
    told = not_by_chance(chances, rate)
    least = [chance for chance, is_told in zip(chances, told, strict=True) if is_told]
    kept = [chance for chance, is_told in zip(chances, told, strict=True) if not is_told]
    assert not least or not kept or max(least) < min(kept)
    assert all(chance <= rate for chance in least)
    assert all(
        is_told
        for chance, is_told in zip(chances, told, strict=True)
        if chance <= rate / len(chances)
    )


@given(CHANCES, st.floats(0.01, 0.5), st.integers(1, 30))
def test_the_more_are_watched_the_less_is_told(chances, rate, more):
    told = sum(not_by_chance(chances, rate))
    assert sum(not_by_chance([*chances, *[1.0] * more], rate)) <= told


def test_the_step_up_of_benjamini_and_hochberg():
    """Their own example of 1995: fifteen tests at 0.05, four are told."""
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    chances += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    assert sum(not_by_chance(chances, 0.05)) == 4
    assert not_by_chance([], 0.05) == []


def test_a_million_deviations_are_no_hurdle():
    assert at_least(21_000, 700_000, 1 / 36) < at_least(20_200, 700_000, 1 / 36) < 1
    assert beta_below(0.5, 350_000, 350_000) == pytest.approx(0.5, abs=1e-6)
