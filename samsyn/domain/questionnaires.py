"""What does a questionnaire ask, and which answers fit its questions?

A questionnaire is data: it is written as TOML or in the editor, kept as JSON, and never changed once
somebody may have answered it. It knows no page and no database.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from samsyn.domain.vocabulary import Listed, gettext_noop

_ = gettext_noop

type Texts = Mapping[str, str]
"""The same words by language code; Swedish is always there and stands in for what is missing."""
type Value = str | int | tuple[str, ...] | dict[str, str]
"""What was answered: an option's code, several codes, a number, words, or a code for each matrix row."""
type Values = Mapping[str, Value]
"""Answers by question code; a question without an answer is not there."""

DONT_KNOW = "vet_ej"
"""The code of "Vet ej", which a question may allow besides its options."""
LONGEST_TEXT = 4000


class QuestionKind(Listed):
    """How a question is answered."""

    SINGLE = "single", _("Ett svar")
    MULTIPLE = "multiple", _("Flera svar")
    SCALE = "scale", _("Skala")
    MATRIX = "matrix", _("Tabell")
    NUMBER = "number", _("Tal")
    TEXT = "text", _("Fritext")


class AnswerFault(Listed):
    """Why an answer does not fit its question."""

    MISSING = "missing", _("Frågan behöver ett svar.")
    UNKNOWN = "unknown", _("Välj bland svaren.")
    NOT_A_NUMBER = "not_a_number", _("Skriv ett helt tal.")
    OUTSIDE = "outside", _("Talet ligger utanför skalan.")
    TOO_LONG = "too_long", _("Texten är för lång.")
    NO_QUESTION = "no_question", _("Det finns ingen sådan fråga.")


class Unfit(ValueError):
    """Something in a questionnaire does not hold together: `words` says what, of the question `code`."""

    def __init__(self, words: str, code: str = "") -> None:
        super().__init__(f"{code}: {words}" if code else words)
        self.words, self.code = words, code


@dataclass(frozen=True)
class Option:
    """One thing to choose, or one row of a matrix."""

    code: str
    text: Texts
    picture: str = ""
    """Name of a picture for those who do not read, empty for none."""


@dataclass(frozen=True)
class Question:
    """One question. Which fields matter depends on its kind."""

    code: str
    """Stable between versions and years: columns of a file and lines over years are named by it."""
    kind: QuestionKind
    text: Texts
    name: Texts = field(default_factory=dict)
    """A short name for charts and heads, such as the corner of a spider; else the text."""
    help: Texts = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    """Of a matrix: each row is answered with one of the options."""
    low: int = 1
    high: int = 10
    low_text: Texts = field(default_factory=dict)
    high_text: Texts = field(default_factory=dict)
    may_not_know: bool = False
    is_required: bool = False
    dimension: str = ""
    """The code of one of the questionnaire's dimensions, empty where it has none."""

    @property
    def codes(self) -> tuple[str, ...]:
        """What may be chosen, with "vet ej" last where it is allowed."""
        own = tuple(one.code for one in self.options)
        return (*own, DONT_KNOW) if self.may_not_know else own

    @property
    def asks(self) -> str:
        """A hash of what is asked: two questions with the same may be compared, others not.

        Help and short names may change; text, kind, options, rows and scale may not.
        """
        words = [self.kind, self.text["sv"], self.low, self.high, self.may_not_know]
        lists = [[(one.code, one.text["sv"]) for one in some] for some in (self.options, self.rows)]
        return hashlib.sha256(json.dumps([words, lists]).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Part:
    """Questions that stand together under one heading."""

    key: str
    title: Texts
    questions: tuple[Question, ...]
    lead: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Questionnaire:
    """All that is asked at once."""

    title: Texts
    parts: tuple[Part, ...]
    lead: Texts = field(default_factory=dict)
    dimensions: tuple[Option, ...] = ()
    """What questions are grouped by in results, in their order: the three of a spider."""
    languages: tuple[str, ...] = ("sv", "en")
    proposed_languages: tuple[str, ...] = ()
    """Those of them that nobody who speaks them has read: no round speaks them unasked."""
    source: str = ""
    is_proposal: bool = False
    """Own wording that nobody has decided on: shown as "förslag, ej fastställt"."""

    def questions(self) -> Iterator[Question]:
        """Every question, in reading order."""
        for part in self.parts:
            yield from part.questions

    def question(self, code: str) -> Question | None:
        """The question with this code, if there is one."""
        return next((one for one in self.questions() if one.code == code), None)


def said(texts: Texts, language: str) -> str:
    """The words in a language, in Swedish where it lacks them, else nothing."""
    return texts.get(language) or texts.get("sv", "")


def faults_in(
    questionnaire: Questionnaire, values: Values, *, is_whole: bool
) -> dict[str, AnswerFault]:
    """What does not fit, by question code; a question that needs an answer counts only when whole."""
    found = {}
    for code, value in values.items():
        question = questionnaire.question(code)
        fault = _fault(question, value) if question else AnswerFault.NO_QUESTION
        if fault:
            found[code] = fault
    if is_whole:
        for question in questionnaire.questions():
            if question.is_required and is_empty(values.get(question.code)):
                found[question.code] = AnswerFault.MISSING
    return found


def answered(values: Values) -> dict[str, Value]:
    """The answers without those that say nothing, in a fixed order that tells nothing."""
    return {code: values[code] for code in sorted(values) if not is_empty(values[code])}


def is_empty(value: Value | None) -> bool:
    """True for no answer at all. Zero is an answer."""
    return value is None or (not isinstance(value, int) and len(value) == 0)


def _fault(question: Question, value: Value) -> AnswerFault | None:
    if is_empty(value):
        return None
    if value == DONT_KNOW:
        return None if question.may_not_know else AnswerFault.UNKNOWN
    return _FAULTS[question.kind](question, value)


def _of_single(question: Question, value: Value) -> AnswerFault | None:
    return None if value in question.codes else AnswerFault.UNKNOWN


def _of_multiple(question: Question, value: Value) -> AnswerFault | None:
    if not isinstance(value, tuple | list):  # a list when it comes from JSON
        return AnswerFault.UNKNOWN
    return None if set(value) <= set(question.codes) else AnswerFault.UNKNOWN


def _of_number(question: Question, value: Value) -> AnswerFault | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return AnswerFault.NOT_A_NUMBER
    return None if question.low <= value <= question.high else AnswerFault.OUTSIDE


def _of_matrix(question: Question, value: Value) -> AnswerFault | None:
    rows = {one.code for one in question.rows}
    fits = (
        isinstance(value, dict)
        and set(value) <= rows
        and set(value.values()) <= set(question.codes)
    )
    return None if fits else AnswerFault.UNKNOWN


def _of_text(_question: Question, value: Value) -> AnswerFault | None:
    if not isinstance(value, str):
        return AnswerFault.UNKNOWN
    return AnswerFault.TOO_LONG if len(value) > LONGEST_TEXT else None


_FAULTS = {
    QuestionKind.SINGLE: _of_single,
    QuestionKind.MULTIPLE: _of_multiple,
    QuestionKind.SCALE: _of_number,
    QuestionKind.NUMBER: _of_number,
    QuestionKind.MATRIX: _of_matrix,
    QuestionKind.TEXT: _of_text,
}


def to_data(questionnaire: Questionnaire) -> dict[str, Any]:
    """The questionnaire as plain data, to keep as JSON."""
    return json.loads(json.dumps(asdict(questionnaire)))  # type: ignore[no-any-return]


def from_data(data: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire in data of JSON or TOML. Raises Unfit when it does not hold together."""
    try:
        made = Questionnaire(
            **{
                name: data[name]
                for name in ("title", "lead", "source", "is_proposal")
                if name in data
            },
            languages=tuple(data.get("languages", ("sv", "en"))),
            proposed_languages=tuple(data.get("proposed_languages", ())),
            dimensions=_options(data.get("dimensions", ())),
            parts=tuple(_part(one) for one in data["parts"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Unfit(_("Det går inte att läsa formuläret.")) from error
    _hold_together(made)
    return made


def _part(data: Mapping[str, Any]) -> Part:
    questions = tuple(_question(one) for one in data["questions"])
    return Part(data["key"], data["title"], questions, data.get("lead", {}))


def _question(data: Mapping[str, Any]) -> Question:
    lists = {name: _options(data.get(name, ())) for name in ("options", "rows")}
    return Question(**{**data, **lists, "kind": QuestionKind(data["kind"])})


def _options(data: Sequence[Mapping[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option(one["code"], one["text"], one.get("picture", "")) for one in data)


def _hold_together(made: Questionnaire) -> None:
    """Raise Unfit for what no answer could fit."""
    codes = [one.code for one in made.questions()]
    if not codes:
        raise Unfit(_("Formuläret har ingen fråga."))
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise Unfit(_("Flera frågor har samma kod."), min(twice))
    dimensions = {one.code for one in made.dimensions}
    for question in made.questions():
        if wrong := _wrong_with(question, dimensions):
            raise Unfit(wrong, question.code)


def _wrong_with(question: Question, dimensions: set[str]) -> str:
    """What no answer could fit, in words; empty when nothing."""
    chosen = [one.code for one in (*question.options, *question.rows)]
    rules = {
        _("En kod är bokstäver a–z, siffror och understreck."): question.code.isidentifier()
        and question.code.isascii(),
        _("Frågan saknar svensk text."): bool(question.text.get("sv")),
        _("Frågan behöver minst två svar att välja bland."): question.kind not in CHOSEN
        or len(question.options) > 1,
        _("Varje svar behöver en egen kod, och vet_ej är upptagen."): len(set(chosen))
        == len(chosen)
        and DONT_KNOW not in chosen,
        _("En kod får inte innehålla | eller =."): not any(
            {"|", "="} & set(code) for code in chosen
        ),
        _("Tabellen saknar rader."): question.kind is not QuestionKind.MATRIX
        or bool(question.rows),
        _("Skalan slutar före sin början."): question.low < question.high,
        _("Frågan hör till en dimension som inte finns."): not question.dimension
        or question.dimension in dimensions,
    }
    return next((wrong for wrong, holds in rules.items() if not holds), "")


CHOSEN = {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.MATRIX}
"""Kinds that are answered by choosing among options."""
