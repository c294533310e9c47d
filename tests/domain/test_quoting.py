"""A quotation is found word for word, whatever a browser did to its line breaks, and nothing else is."""

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from samsyn.domain.quoting import Passage, passage_of

TEXT = st.text(alphabet="abå.*(\\ \n\t", max_size=60)


def test_found_in_the_text_where_it_stands_first():
    texts = ["Ingen kom.", "Vi väntade.\nIngen  kom, igen."]
    assert passage_of("Ingen kom", texts) == Passage(0, 0, 9)
    assert passage_of("väntade.\r\nIngen kom,", texts) == Passage(1, 3, 23)


def test_other_words_and_no_words_are_not_found():
    for quote in ("ingen kom", "Ingenkom", "", " \n "):
        assert passage_of(quote, ["Ingen kom."]) is None


@given(TEXT, st.data())
def test_any_passage_of_a_text_is_found_and_says_the_same(text, data):
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    assume(quote.split())
    found = passage_of(quote.replace("\n", "\r\n"), [text])
    assert found is not None
    assert text[found.start : found.end].split() == quote.split()


@given(TEXT, TEXT)
def test_nothing_is_found_that_does_not_stand_there(quote, text):
    assume(quote.split())
    single = " ".join(text.split())
    is_there = " ".join(quote.split()) in single
    found = passage_of(quote, [text])
    assert (found is not None) == is_there
    if found:
        assert not re.search(r"^\s|\s$", text[found.start : found.end])
