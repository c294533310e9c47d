"""In which languages can a questionnaire be answered, and in which ones does a round offer it?

A form that changes language in the middle is read by nobody: a language counts only when all is said in it.
"""

from collections.abc import Collection, Iterator

from samsyn.domain.questionnaires import Question, QuestionKind, Questionnaire, Texts

READ_BY_THE_GUARD = {"sv", "en"}
"""Whose free texts are looked through for personal data; other languages have no word lists."""


def texts_of(asks: Questionnaire) -> Iterator[Texts]:
    """Every text that whoever answers reads, in reading order. Short names stand only in results."""
    yield from (asks.title, asks.lead)
    for part in asks.parts:
        yield from (part.title, part.lead)
        for one in part.questions:
            yield from _texts_of(one)


def whole_in(asks: Questionnaire, language: str) -> bool:
    """True when all that is said in Swedish is said in this language too."""
    return all(text.get(language) for text in texts_of(asks) if text.get("sv"))


def offerable(asks: Questionnaire) -> tuple[str, ...]:
    """The languages that a round may speak, Swedish always: whole ones.

    Where a free text is asked for, only those whose answers the guard can read.
    """
    asks_text = any(one.kind is QuestionKind.TEXT for one in asks.questions())
    return tuple(
        one
        for one in asks.languages
        if one == "sv"
        or (whole_in(asks, one) and (not asks_text or base_of(one) in READ_BY_THE_GUARD))
    )


def offered(asks: Questionnaire, chosen: Collection[str]) -> tuple[str, ...]:
    """The languages of a round: those that were chosen; all but proposals when nobody has chosen."""
    there = offerable(asks)
    wanted = set(chosen) or set(there) - set(asks.proposed_languages)
    return tuple(one for one in there if one == "sv" or one in wanted)


def base_of(language: str) -> str:
    """The language that a version of it belongs to: Swedish for easy-read Swedish (sv-x-lattlast)."""
    return language.partition("-")[0]


def _texts_of(question: Question) -> Iterator[Texts]:
    yield from (question.text, question.help)
    yield from (one.text for one in (*question.rows, *question.options))
    if question.kind is QuestionKind.SCALE:
        yield from (question.low_text, question.high_text)
