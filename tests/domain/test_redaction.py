"""A quote is its passage with words taken out behind brackets: nothing added, nothing gone unseen."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samsyn.domain.redaction import (
    LEFT_OUT,
    PLACEHOLDERS,
    Piece,
    pieces_of,
    plain,
    unknown_placeholders,
    words_in,
)

PASSAGE = "Vi bad BUP Lommen om ett möte, men ingen kom. Huddinges skolor väntade i tre veckor."
WORDS = st.lists(st.sampled_from(["ja", "nej", "BUP", "mötet", ",", ".", "x"]), max_size=9)


def test_pieces_say_what_stood_there_before():
    text = "Vi bad [aktuell BUP] om ett möte, men ingen kom. [aktuell kommun]s skolor väntade […]"
    pieces = pieces_of(PASSAGE, text)
    assert [one for one in pieces if one.is_changed] == [
        Piece("BUP Lommen ", "[aktuell BUP] "),
        Piece("Huddinges ", "[aktuell kommun]s "),
        Piece("i tre veckor.", "[…]"),
    ]
    assert "".join(one.was for one in pieces) == PASSAGE
    assert "".join(one.now for one in pieces) == text


@pytest.mark.parametrize(
    "text",
    [
        "Vi bad BUP Lommen om ett möte, och ingen kom. […]",
        "Vi bad BUP Lommen om ett möte.",
        "[…] ingen kom. Vi bad […]",
        "[…] Lom […]",
        "[…]",
        "[aktuell BUP]",
        "[…] [namn] [namn] Huddinges skolor väntade i tre veckor. […]",
        "",
    ],
)
def test_words_are_not_added_moved_split_or_dropped_in_silence(text):
    is_only_left_out = text == LEFT_OUT
    assert (pieces_of(PASSAGE, text) is not None) == is_only_left_out


def test_a_mask_of_the_copy_may_stay_and_another_bracket_is_pointed_out():
    passage = "Ring [telefonnummer] och fråga efter [chefen Anna]."
    assert pieces_of(passage, passage)
    assert unknown_placeholders(passage) == ("[chefen Anna]",)
    assert not unknown_placeholders("Ring [telefonnummer] och fråga efter [namn].")


def test_length_counts_words_and_placeholders_but_no_signs():
    assert words_in("Vi bad [aktuell BUP] om e-post, […] men 3 kom – i dag.") == 11


def test_what_cannot_be_seen_is_gone_before_anything_is_compared():
    assert plain(" Hud\u00addinge\n och  Ta\u0308by\u200b ") == "Huddinge och Täby"


@given(WORDS, st.data())
def test_any_words_can_be_taken_out_and_the_rest_is_seen_to_come_from_the_passage(words, data):
    passage = " ".join(words)
    kept, at = [], 0
    while at < len(words):
        if data.draw(st.booleans()):
            gap = data.draw(st.integers(1, len(words) - at))
            bracket = data.draw(st.sampled_from([LEFT_OUT, PLACEHOLDERS[0], PLACEHOLDERS[1] + "s"]))
            kept.append(bracket)
            at += gap
        else:
            kept.append(words[at])
            at += 1
    assume(kept)
    pieces = pieces_of(passage, " ".join(kept))
    assert pieces is not None
    assert "".join(one.was for one in pieces) == passage
    assert "".join(one.now for one in pieces) == " ".join(kept)


@given(WORDS, st.lists(st.sampled_from(["ja", "nej", "BUP", ".", LEFT_OUT, "[namn]"]), max_size=9))
def test_what_stands_outside_brackets_occurs_in_the_passage_in_order(words, wanted):
    pieces = pieces_of(" ".join(words), " ".join(wanted))
    if pieces is not None:
        left = iter(words)
        assert all(one in left for one in wanted if not one.startswith("["))
        brackets = sum(one.startswith("[") for one in wanted)
        assert len(words) >= len(wanted) - brackets + min(brackets, 1)


@given(WORDS, st.integers(0, 9))
def test_one_word_more_is_refused_wherever_it_stands(words, place):
    longer = [*words[:place], "hittepå", *words[place:]]
    assert pieces_of(" ".join(words), " ".join(longer)) is None
