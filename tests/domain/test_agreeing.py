"""Cohen's kappa: by hand, by its definition, and where it cannot be said."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.agreeing import Kappa, cohens_kappa

CODES = st.sampled_from(["sip", "remiss", "uppdrag", None])
PAIRS = st.lists(st.tuples(CODES, CODES), max_size=40)


def test_by_hand():
    """The textbook's 50 applications: 20 both yes, 15 both no, 5 and 10 apart: (0.7 - 0.5) / 0.5."""
    pairs = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10
    assert cohens_kappa(pairs) == Kappa(50, 35, pytest.approx(0.4))


def test_always_the_same_is_one_and_never_the_same_is_less_than_nothing():
    assert cohens_kappa([("a", "a"), ("b", "b")]).kappa == 1
    assert cohens_kappa([("a", "b"), ("b", "a")]).kappa == -1


@pytest.mark.parametrize("pairs", [[], [("a", "a")] * 9, [(None, None)]])
def test_nothing_to_tell_chance_from_agreement_by(pairs):
    assert cohens_kappa(pairs) == Kappa(len(pairs), len(pairs), None)


@given(PAIRS)
def test_it_is_what_the_definition_says(pairs):
    """Kappa is (observed - expected) / (1 - expected), in exact fractions."""
    n = len(pairs)
    found = cohens_kappa(pairs)
    if not n:
        return
    codes = {code for pair in pairs for code in pair}
    share = [
        {code: Fraction(sum(pair[who] == code for pair in pairs), n) for code in codes}
        for who in (0, 1)
    ]
    expected = sum(share[0][code] * share[1][code] for code in codes)
    observed = Fraction(found.agreed, n)
    if expected == 1:
        assert found.kappa is None
    else:
        assert found.kappa == pytest.approx(float((observed - expected) / (1 - expected)))


@given(PAIRS, st.permutations(["sip", "remiss", "uppdrag", None]))
def test_neither_names_nor_order_nor_who_is_first_matter(pairs, other_names):
    names = dict(zip(["sip", "remiss", "uppdrag", None], other_names, strict=True))
    renamed = [(names[two], names[one]) for one, two in reversed(pairs)]
    assert cohens_kappa(renamed) == cohens_kappa(pairs)
    assert (cohens_kappa(pairs).kappa or 0) <= 1
