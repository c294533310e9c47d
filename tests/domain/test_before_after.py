"""Before and after a measure: which months stand against which, and what may be said of the difference."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.before_after import Month, Part, Span, Verdict, compare, spans, years_of

CHOSEN = {"confidence_percent": 95, "fewest": 6}


class TestMonths:
    def test_the_months_since_stand_against_the_same_of_the_year_before(self):
        before, after = spans(date(2026, 1, 20), date(2026, 5, 3))
        assert (after.first, after.last) == (Month(2026, 2), Month(2026, 4))
        assert (before.first, before.last) == (Month(2025, 2), Month(2025, 4))

    def test_after_a_year_twelve_stand_against_twelve_before_it_began(self):
        before, after = spans(date(2025, 3, 1), date(2026, 11, 22))
        assert (after.first, after.last) == (Month(2025, 4), Month(2026, 3))
        assert (before.first, before.last) == (Month(2024, 3), Month(2025, 2))

    def test_not_before_a_whole_month_has_passed(self):
        assert spans(date(2026, 3, 1), date(2026, 4, 30)) is None
        assert spans(date(2026, 3, 31), date(2026, 5, 1)) is not None
        assert spans(date(2027, 1, 1), date(2026, 5, 1)) is None

    def test_years(self):
        assert years_of([Span(Month(2024, 11), Month(2025, 2))]) == [2024, 2025]

    @given(
        st.dates(date(2000, 1, 1), date(2040, 1, 1)),
        st.integers(0, 900),
    )
    def test_both_are_as_long_have_the_same_months_and_leave_the_beginning_out(self, start, days):
        found = spans(start, start + timedelta(days=days))
        if found is None:
            return
        before, after = found
        assert len(before.months) == len(after.months) <= 12
        assert {one.month for one in before.months} == {one.month for one in after.months}
        began = Month.of(start)
        assert max(before.months) < began < min(after.months)


class TestVerdict:
    def test_a_clear_fall(self):
        found = compare(Part(40, 100), Part(15, 100), **CHOSEN)
        assert found.verdict is Verdict.LOWER
        # Wilson says 0.309–0.498 and 0.093–0.233: −0.25 − √(0.057² + 0.098²) to −0.25 + √(0.083² + 0.091²).
        assert (round(found.difference.low, 3), round(found.difference.high, 3)) == (-0.363, -0.127)

    def test_newcombes_own_example(self):
        """Newcombe 1998, table II (a): 56/70 − 48/80 lies between 0.0524 and 0.3339 by method 10."""
        found = compare(Part(48, 80), Part(56, 70), **CHOSEN)
        low, high = found.difference.low, found.difference.high
        assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)
        assert found.verdict is Verdict.HIGHER

    def test_what_chance_can_make_is_not_called_a_change(self):
        assert compare(Part(5, 20), Part(3, 20), **CHOSEN).verdict is Verdict.UNCLEAR

    def test_few_say_nothing(self):
        found = compare(Part(5, 5), Part(0, 30), **CHOSEN)
        assert found.verdict is Verdict.TOO_FEW
        assert found.difference is None

    @pytest.mark.parametrize("hidden", [Part(None, 40), Part(4, None)])
    def test_of_hidden_numbers_nothing_is_said(self, hidden):
        found = compare(hidden, Part(20, 40), **CHOSEN)
        assert found.verdict is Verdict.HIDDEN
        assert found.after_lies is None  # nor of the one that could be shown: they belong together

    @given(st.integers(0, 60), st.integers(0, 60))
    def test_the_same_share_is_never_a_change(self, count, more):
        n = count + more
        found = compare(Part(count, n), Part(count, n), confidence_percent=95, fewest=1)
        assert found.verdict in {Verdict.UNCLEAR, Verdict.TOO_FEW}
