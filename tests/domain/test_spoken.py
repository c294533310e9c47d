"""A language counts when all is said in it, and a proposal is spoken only when somebody chose it."""

from dataclasses import replace

from samsyn.domain.questionnaires import Option, Part, Question, QuestionKind, Questionnaire
from samsyn.domain.spoken import offerable, offered, whole_in

YES = Option("ja", {"sv": "Ja", "en": "Yes", "so": "Haa", "sv-x-lattlast": "Ja"})
NO = Option("nej", {"sv": "Nej", "en": "No", "so": "Maya", "sv-x-lattlast": "Nej"})
HEARD = Question(
    "lyssnade",
    QuestionKind.SINGLE,
    {"sv": "Lyssnade de?", "en": "Heard?", "so": "Ma dhegaysteen?", "sv-x-lattlast": "Hörde de?"},
    name={"sv": "Blev lyssnad på"},
    options=(YES, NO),
)
TITLE = {"sv": "Mötet", "en": "Meeting", "so": "Kulanka", "sv-x-lattlast": "Mötet"}
ASKS = Questionnaire(
    title=TITLE,
    parts=(Part("motet", TITLE, (HEARD,)),),
    languages=("sv", "sv-x-lattlast", "en", "so"),
    proposed_languages=("so",),
)


def asking(*questions):
    return replace(ASKS, parts=(Part("motet", TITLE, questions),))


def test_short_names_are_for_results_and_need_no_translation():
    assert all(whole_in(ASKS, one) for one in ASKS.languages)


def test_one_missing_answer_takes_the_language_away():
    lacking = replace(HEARD, options=(YES, replace(NO, text={"sv": "Nej", "en": "No"})))
    assert offerable(asking(lacking)) == ("sv", "en")


def test_a_proposal_is_spoken_only_when_chosen():
    assert offered(ASKS, ()) == ("sv", "sv-x-lattlast", "en")
    assert offered(ASKS, ("so",)) == ("sv", "so")


def test_swedish_is_always_there_and_what_cannot_be_spoken_never():
    assert offered(ASKS, ("ti",)) == ("sv",)


def test_free_text_is_asked_for_only_where_the_guard_can_read_it():
    texts = {one: "Mer?" for one in ASKS.languages}
    free = Question("mer", QuestionKind.TEXT, texts)
    assert offerable(asking(HEARD, free)) == ("sv", "sv-x-lattlast", "en")


def test_the_ends_of_a_scale_are_said_too():
    ends = {"low_text": {"sv": "Inte alls"}, "high_text": {"sv": "Helt"}}
    scale = Question("trygg", QuestionKind.SCALE, HEARD.text, **ends)
    assert not whole_in(asking(scale), "en")
