"""What was answered, counted question by question: how many of how many, means and spread.

Every number stands with its n (requirement 30). Anonymous answers are counted only where so many lie
together that none can be told from the others (ADR 0048).
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from samsyn.domain.questionnaires import (
    DONT_KNOW,
    Question,
    QuestionKind,
    Questionnaire,
    Value,
    Values,
    is_empty,
)

NUMBERS = {QuestionKind.SCALE, QuestionKind.NUMBER}


@dataclass(frozen=True)
class Tally:
    """How one question was answered."""

    question: Question
    base: int
    """Answers to the questionnaire; less than n of them answered this question."""
    n: int
    """Answers to this question, "vet ej" among them."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """By option (and "vet_ej"), in the question's order; of a multiple question they may sum past n."""
    by_row: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Of a matrix: counts by option for each row."""
    numbers: tuple[int, ...] = ()
    """Of a scale or number, in order of size."""
    texts: tuple[str, ...] = ()
    """In alphabetical order, which tells nothing of who wrote or when."""
    is_hidden: bool = False
    """True when the answers are too few to be shown; n and all else are then nothing."""

    @property
    def mean(self) -> float | None:
        """The mean of the numbers; None without any."""
        return sum(self.numbers) / len(self.numbers) if self.numbers else None

    @property
    def spread(self) -> float | None:
        """The standard deviation of those who answered (they are all there is, no sample)."""
        mean = self.mean
        if mean is None:
            return None
        return sqrt(sum((one - mean) ** 2 for one in self.numbers) / len(self.numbers))


def counted(questionnaire: Questionnaire, answers: Sequence[Values]) -> tuple[Tally, ...]:
    """Every question's answers, in reading order."""
    return tuple(tally_of(question, answers) for question in questionnaire.questions())


def tally_of(question: Question, answers: Sequence[Values]) -> Tally:
    """One question's answers."""
    given = [one[question.code] for one in answers if not is_empty(one.get(question.code))]
    numbers = [one for one in given if isinstance(one, int)]
    texts = [one for one in given if isinstance(one, str)]
    return Tally(
        question=question,
        base=len(answers),
        n=len(given),
        counts=_counts(question, given),
        by_row=_rows(question, given),
        numbers=tuple(sorted(numbers)) if question.kind in NUMBERS else (),
        texts=tuple(sorted(texts)) if question.kind is QuestionKind.TEXT else (),
    )


def hidden(question: Question) -> Tally:
    """A question whose answers are too few to be shown."""
    return Tally(question, base=0, n=0, is_hidden=True)


def _counts(question: Question, given: Sequence[Value]) -> dict[str, int]:
    if question.kind in NUMBERS:
        return {DONT_KNOW: given.count(DONT_KNOW)} if question.may_not_know else {}
    if question.kind not in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}:
        return {}
    chosen: Counter[str] = Counter()
    for one in given:
        chosen.update([one] if isinstance(one, str) else list(one))  # type: ignore[arg-type]
    return {code: chosen[code] for code in question.codes}


def _rows(question: Question, given: Sequence[Value]) -> dict[str, dict[str, int]]:
    if question.kind is not QuestionKind.MATRIX:
        return {}
    rows = {row.code: dict.fromkeys(question.codes, 0) for row in question.rows}
    for one in given:
        for row, code in one.items() if isinstance(one, dict) else ():
            rows[row][code] += 1
    return rows


@dataclass(frozen=True)
class FromGroup[Place: Hashable]:
    """One answer of a group as the double-answer rule looks at it."""

    group: Place
    is_joint: bool
    """True when both a municipality (or an independent provider) and the region took part."""
    order: tuple[object, ...]
    """When it was sent; the latest has the highest."""


def one_for_each_group[One](
    answers: Sequence[One], look: Callable[[One], FromGroup[Hashable]]
) -> list[One]:
    """The answers that count when groups are counted: a joint one before others, then the latest.

    Förslag, ej fastställt. In 2014 Danderyd sent two: each is an answer, the group is one group.
    """
    chosen: dict[Hashable, One] = {}
    for one in sorted(answers, key=lambda one: (look(one).is_joint, look(one).order)):
        chosen[look(one).group] = one
    counts = {id(one) for one in chosen.values()}
    return [one for one in answers if id(one) in counts]


def places_counted[Place: Hashable](counts: Mapping[Place, int], least: int) -> frozenset[Place]:
    """The places whose anonymous answers may be counted in the whole.

    A place with fewer than `least` answers is not shown by itself. Were it counted in the whole, it would
    be what is left when the places that are shown are taken away; so such places are counted only
    when they are several and have at least `least` answers together.
    """
    shown = {place for place, count in counts.items() if count >= least}
    small = {place for place, count in counts.items() if 0 < count < least}
    together = sum(counts[place] for place in small)
    return frozenset(shown | small if len(small) > 1 and together >= least else shown)
