"""Do the word lists hold what they say, and nothing twice?"""

import pytest

from samsyn.guard.lists import DATA, lines_of, words_in
from samsyn.guard.persons.knowing import is_near_first_name, is_surname_shaped, known, slips
from samsyn.guard.persons.roles import role_of
from samsyn.guard.words import WordList, fold, is_word

LISTS = sorted(one.name for one in DATA.iterdir() if one.name.endswith(".words"))


def test_a_word_list_knows_its_words_again():
    some = WordList(["skola", "samverkan", "möte"])
    again = WordList.from_bytes(some.to_bytes())
    assert [one in again for one in ("skola", "samverkan", "möte", "skolan", "")] == [True] * 3 + [
        False
    ] * 2


@pytest.mark.parametrize(
    "word",
    [
        "skolan",
        "uteblev",
        "samverkansmötet",
        "socialsekreteraren",
        "barnpsykiatrin",
        "remissvaret",
        "a" * 41,
    ],
)
def test_words_and_their_compounds_are_known(word):
    assert is_word(word)


@pytest.mark.parametrize(
    "word", ["leyla", "torkel", "zdravko", "hoa", "moradi", "xiaoyu", "mebrahtu"]
)
def test_names_are_no_words(word):
    assert not is_word(word)


def test_words_without_their_marks_are_known_when_the_text_has_none():
    assert fold("måndagsmöte") == "mandagsmote"
    assert is_word("mote", folded=True)
    assert not is_word("aterkommit")
    assert is_word("aterkommit", folded=True)


@pytest.mark.parametrize(
    ("word", "kinds"),
    [
        ("leyla", {"first", "well"}),
        ("bo", {"first", "well", "word"}),
        ("nacka", {"place", "word"}),
        ("maj", {"first", "well", "word", "never", "time"}),
        ("wallin", {"last"}),
        ("ann-sofie", {"first", "well"}),
    ],
)
def test_what_is_known_of_a_word(word, kinds):
    it = known(word, folded=False)
    told = {one for one in ("first", "well", "word", "never", "place", "time") if getattr(it, one)}
    assert told == kinds - {"last"}
    assert it.last or "last" not in kinds


def test_one_slip_is_forgiven():
    assert {"kristoffer", "jospehine"[:0] + "anna"} <= slips("kristofffer") | slips("anan")
    assert is_near_first_name("chrisitna")
    assert not is_near_first_name("samverkan")


def test_last_names_have_endings():
    assert is_surname_shaped("rosenklint")
    assert is_surname_shaped("tavakolnia")
    assert not is_surname_shaped("skola")


def test_roles_are_known_in_every_form():
    assert role_of("skolkuratorn").suggestion == "[skolkurator]"
    assert role_of("bonuspappan").suggestion == "bonuspappan"
    assert role_of("elevens").suggestion == "[barnet]"
    assert role_of("remissen") is None


@pytest.mark.parametrize("name", LISTS)
def test_no_list_is_empty_and_each_says_what_it_is(name):
    assert words_in(name)
    assert (DATA / name).read_text("utf-8").startswith("#") or name == "months_and_days.words"


def test_things_are_listed_once():
    lines = lines_of("not_names.words")
    assert len(lines) == len(set(lines))
