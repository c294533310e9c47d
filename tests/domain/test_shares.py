"""Rounding never makes a share contradict its count, nor tell more of a hidden row than the counts do."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from samsyn.domain.hiding import with_small_numbers_hidden
from samsyn.domain.shares import percent_in_words, percent_of, share_of
from samsyn.domain.tables import Question, Row, Table, Value
from samsyn.domain.vocabulary import Dimension

LIMIT = 6
BY = (Dimension.REPORTER_MUNICIPALITY,)
counts = st.integers(min_value=0, max_value=400)
tables = st.lists(counts, min_size=1, max_size=12).map(
    lambda found: Table(
        Question((2021,), by=BY),
        sum(found),
        tuple(
            Row((Value(f"K{place}", f"K{place}"),), count, sum(found))
            for place, count in enumerate(found)
            if count
        ),
        0,
    )
)


def percents_that_round_to(count, n):
    """The whole percentages that are nearest to count of n; two when it is half-way."""
    exact = Fraction(100 * count, n)
    return {whole for whole in range(101) if abs(whole - exact) <= Fraction(1, 2)}


@given(st.integers(min_value=1, max_value=10_000), st.data())
def test_the_percentage_is_that_of_the_count_and_its_n(n, data):
    count = data.draw(st.integers(min_value=0, max_value=n))
    percent, share, words = percent_of(count, n), share_of(count, n), percent_in_words(count, n)
    assert percent == max(percents_that_round_to(count, n))
    assert abs(Fraction(Decimal(str(share))) - Fraction(count, n)) <= Fraction(1, 20_000)
    if words == "< 1 %":
        assert count and Fraction(count, n) < Fraction(1, 100)
    else:
        assert words == f"{percent} %" and (percent or not count)
    assert (percent_of(0, n), percent_of(n, n)) == (0, 100)


@given(st.integers(min_value=1, max_value=10_000), st.data())
def test_more_is_never_a_smaller_share(n, data):
    fewer = data.draw(st.integers(min_value=0, max_value=n))
    more = data.draw(st.integers(min_value=fewer, max_value=n))
    assert percent_of(fewer, n) <= percent_of(more, n)
    assert share_of(fewer, n) <= share_of(more, n)


def test_no_n_no_share():
    assert (share_of(0, 0), percent_of(0, 0), percent_in_words(0, 0)) == (None, None, "–")


@settings(deadline=None)
@given(tables)
def test_a_shown_row_says_its_own_share_and_a_hidden_one_neither(table):
    real = {row.values: row.count for row in table.rows}
    for row in with_small_numbers_hidden(table, LIMIT).rows:
        if row.is_suppressed:
            assert (row.count, row.share, row.percent) == (None, None, "")
        elif row.n is not None:
            assert row.count == real[row.values] and row.n == table.n
            assert row.percent == percent_in_words(row.count, table.n)
            assert row.share == share_of(row.count, table.n)
        else:
            assert (row.share, row.percent) == (None, "")


@settings(deadline=None)
@given(tables)
def test_the_shares_tell_a_hidden_row_no_more_than_the_counts_do(table):
    """Each count of the hidden rows that the shown counts leave open, the shown shares leave open too.

    The rows add up to n (one district each). What an attacker has is n, the shown counts, and every
    share; a share follows from its count and n, so a sum of shares can rule out nothing more.
    """
    shown = with_small_numbers_hidden(table, LIMIT)
    assume(shown.n is not None)
    told = [row for row in shown.rows if not row.is_suppressed]
    left = shown.n - sum(row.count for row in told)
    hidden = len(shown.rows) - len(told)
    assert left >= 0 and (hidden != 1 or not left)
    missing = Fraction(1) - sum((Fraction(Decimal(str(row.share))) for row in told), Fraction(0))
    # The rest as the shares give it, with all that rounding may have taken: the counts' own rest fits.
    slack = Fraction(len(told), 20_000)
    assert abs(missing - Fraction(left, shown.n)) <= slack if shown.n else not told
    for row in told:
        same = {count for count in range(shown.n + 1) if share_of(count, shown.n) == row.share}
        assert row.count in same
