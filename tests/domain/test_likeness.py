"""Likeness: what two deviations have in common, in points that can be read aloud (requirement 22)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.likeness import Scale, Trait, alike, likest, telling_words
from samsyn.domain.vocabulary import Likeness

DAY = date(2026, 3, 9)
WEIGHTS = {
    Likeness.BOTH_UNITS: 2, Likeness.ONE_UNIT: 1, Likeness.SAME_DAY: 2, Likeness.NEAR_DAY: 1,
    Likeness.SAME_THEME: 1, Likeness.MANY_WORDS: 2, Likeness.SOME_WORDS: 1,
}  # fmt: skip
SCALE = Scale(within_days=7, weights=WEIGHTS, many_words=0.5, some_words=0.25)
TEXT = "Kallelsen till nätverksmötet kom aldrig fram och läkaren uteblev"


def trait(units=(1, 2), day=DAY, theme="SIP", text=TEXT):
    return Trait(frozenset(units), day, theme, telling_words(text))


def common(**changes):
    return set(alike(trait(), trait(**changes), SCALE).reasons)


def test_the_same_twice_has_every_likeness_and_all_points():
    found = alike(trait(), trait(), SCALE)
    assert set(found.reasons) == {
        Likeness.BOTH_UNITS,
        Likeness.SAME_DAY,
        Likeness.SAME_THEME,
        Likeness.MANY_WORDS,
    }
    assert found.points == 7


def test_two_with_nothing_in_common_have_no_points():
    other = trait((3, 4), DAY + timedelta(8), "Remiss", "Remissvaret saknade datum samt diagnoskod")
    assert alike(trait(), other, SCALE).points == 0


@pytest.mark.parametrize(
    ("changes", "there", "gone"),
    [
        ({"units": (2, 3)}, Likeness.ONE_UNIT, Likeness.BOTH_UNITS),
        ({"day": DAY - timedelta(7)}, Likeness.NEAR_DAY, Likeness.SAME_DAY),
        (
            {"text": f"{TEXT} {'. Vi hade förberett föräldrarna, barnvakten, tolken, lokalen'}"},
            Likeness.MANY_WORDS,
            None,
        ),
        (
            {
                "text": "Läkaren uteblev från planeringen, utredningen, uppföljningen samt genomgången"
            },
            Likeness.SOME_WORDS,
            Likeness.MANY_WORDS,
        ),
    ],
)
def test_the_weaker_likeness_takes_the_place_of_the_stronger(changes, there, gone):
    assert there in common(**changes)
    assert gone not in common(**changes)


def test_a_day_outside_and_a_missing_theme_are_no_likeness():
    assert not common(day=DAY + timedelta(8)) & {Likeness.NEAR_DAY, Likeness.SAME_DAY}
    assert Likeness.SAME_THEME not in set(alike(trait(theme=""), trait(theme=""), SCALE).reasons)


def test_words_are_compared_by_their_beginning_and_without_what_all_reports_say():
    assert telling_words("Barnet kallades, kallade, KALLAD.") == {"kallad", "kallade"[:6]}
    assert telling_words("Vi har inte fått någon 112 SIP") == {"fått"}


def test_a_text_of_three_words_is_too_short_to_compare():
    short = trait(text="Kallelsen nätverksmötet läkaren")
    assert Likeness.MANY_WORDS not in alike(trait(), short, SCALE).reasons


@pytest.mark.parametrize(
    ("changes", "is_near"),
    [
        ({}, True),
        ({"units": (2, 9)}, True),
        ({"units": (9,)}, False),
        ({"day": date(2026, 5, 1)}, False),
    ],
)
def test_the_same_thing_elsewhere_or_long_ago_is_another_one(changes, is_near):
    assert alike(trait(), trait(**changes), SCALE).is_near == is_near


traits = st.builds(
    Trait,
    unit_ids=st.frozensets(st.integers(1, 4), min_size=1),
    day=st.dates(DAY, DAY + timedelta(20)),
    theme=st.sampled_from(["", "SIP", "Remiss"]),
    words=st.frozensets(st.sampled_from("abcdefgh")),
)


@given(traits, traits)
def test_the_order_makes_no_difference_and_points_stay_in_their_bounds(one, other):
    found = alike(one, other, SCALE)
    assert found == alike(other, one, SCALE)
    assert 0 <= found.points <= alike(one, one, SCALE).points <= 7
    assert found.points == sum(WEIGHTS[reason] for reason in found.reasons)


def test_what_weighs_how_much_is_the_countys_to_say():
    scale = replace(SCALE, within_days=0, weights={**WEIGHTS, Likeness.SAME_THEME: 10})
    found = alike(trait(), trait(day=DAY + timedelta(1)), scale)
    assert Likeness.NEAR_DAY not in found.reasons
    assert (found.points, found.most) == (14, 16)


TRAITS = st.dictionaries(
    st.integers(1, 99),
    st.builds(
        Trait,
        st.frozensets(st.integers(1, 4), max_size=3),
        st.dates(DAY, DAY + timedelta(12)),
        st.sampled_from(["", "SIP", "Remiss"]),
        st.frozensets(st.sampled_from("abcdefgh"), max_size=6),
    ),
    max_size=9,
)


@given(TRAITS, st.sets(st.frozensets(st.integers(1, 99), min_size=2, max_size=2), max_size=5))
def test_the_likest_are_those_that_comparing_every_pair_finds(traits, apart):
    settled = {one: {each for pair in apart if one in pair for each in pair} for one in traits}
    every = [
        (one, other, alike(traits[one], traits[other], SCALE))
        for one in traits
        for other in traits
        if one > other and {one, other} not in apart
    ]
    near = [each for each in every if each[2].is_near and each[2].points >= 3]
    near.sort(key=lambda each: (-each[2].points, -each[0], -each[1]))
    assert likest(traits, SCALE, least=3, most=4, settled=settled) == near[:4]
