"""What does a spider say: mean, spread and n of each corner, and what differs from an earlier year?

A corner is a question on a scale. Two years are compared only where the question is the same, and words
of change claim no more than the answers bear: who answered may be other people (requirement 42).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import sqrt

from samsyn.domain.questionnaires import Option, Question, QuestionKind, Questionnaire
from samsyn.domain.survey_counts import Tally
from samsyn.domain.vocabulary import Listed, gettext_noop

_ = gettext_noop


class Change(Listed):
    """How a corner's mean stands to an earlier year's."""

    HIGHER = "higher", _("Högre")
    LOWER = "lower", _("Lägre")
    ALIKE = "alike", _("Ungefär som förut")
    ANOTHER_QUESTION = "another_question", _("Frågan är en annan")
    UNKNOWN = "unknown", _("Går inte att jämföra")


@dataclass(frozen=True)
class Spider:
    """One year's corners, in the order of the questionnaire."""

    year: int
    corners: tuple[Tally, ...]
    dimensions: tuple[Option, ...] = ()
    is_proposal: bool = False
    """True where nobody has decided on the questions."""

    def corner(self, code: str) -> Tally | None:
        """The corner with this code, if the year asked for it."""
        return next((one for one in self.corners if one.question.code == code), None)

    @property
    def is_shown(self) -> bool:
        """True when some corner has enough answers."""
        return any(one.numbers for one in self.corners)


@dataclass(frozen=True)
class Changed:
    """One corner beside an earlier year."""

    question: Question
    change: Change
    before: float | None = None
    after: float | None = None
    is_sure: bool = False
    """True when the difference is more than twice what chance among so few answers gives."""

    @property
    def by(self) -> float:
        """How far the mean has moved, in steps of the scale; 0 where there is nothing to compare."""
        if self.before is None or self.after is None:
            return 0.0
        return self.after - self.before


def spider_of(year: int, tallies: Sequence[Tally], asks: Questionnaire) -> Spider:
    """The corners among a round's counted questions."""
    kept = tuple(one for one in tallies if one.question.kind is QuestionKind.SCALE)
    return Spider(year, kept, asks.dimensions, asks.is_proposal)


def together(spiders: Sequence[Spider]) -> Spider:
    """Several rounds of one year as one spider, the newest last; it says what the newest shown asked.

    Each round's corner counts whole or, when it is hidden, not at all: what is added between two looks is
    never fewer answers than may be shown by themselves.
    """
    newest = next((one for one in reversed(spiders) if one.is_shown), spiders[-1])
    corners = []
    for last in newest.corners:
        found = (one.corner(last.question.code) for one in spiders)
        same = [one for one in found if one and one.question.asks == last.question.asks]
        shown = [one for one in same if not one.is_hidden]
        corners.append(_sum_of(shown) if shown else last)
    return replace(newest, corners=tuple(corners))


def _sum_of(tallies: Sequence[Tally]) -> Tally:
    numbers = chain.from_iterable(one.numbers for one in tallies)
    return replace(
        tallies[-1],
        base=sum(one.base for one in tallies),
        n=sum(one.n for one in tallies),
        numbers=tuple(sorted(numbers)),
    )


def changes(before: Spider, after: Spider, *, least: float) -> tuple[Changed, ...]:
    """Every corner of the later year beside the earlier; a mean that moved less than `least` is alike."""
    return tuple(_changed(before.corner(one.question.code), one, least) for one in after.corners)


def _changed(before: Tally | None, after: Tally, least: float) -> Changed:
    question = after.question
    if before is None or before.question.asks != question.asks:
        return Changed(question, Change.ANOTHER_QUESTION)
    if before.mean is None or after.mean is None:
        return Changed(question, Change.UNKNOWN)
    # Rounded as they are written: "5,2 to 5,7" is half a step to whoever reads it.
    moved = round(round(after.mean, 1) - round(before.mean, 1), 1)
    change = Change.HIGHER if moved > 0 else Change.LOWER
    if abs(moved) < least:
        change = Change.ALIKE
    sure = abs(after.mean - before.mean) > 2 * _error_of(before, after)
    return Changed(question, change, round(before.mean, 1), round(after.mean, 1), sure)


def _error_of(before: Tally, after: Tally) -> float:
    """The standard error of the difference of two means, by each year's own spread (Welch)."""
    return sqrt(sum((one.spread or 0) ** 2 / max(one.n - 1, 1) for one in (before, after)))


def comparable(before: Tally | None, latest: Tally) -> float | None:
    """An earlier mean that may be drawn beside the latest; None when it is hidden or another question's."""
    if before is None or before.question.asks != latest.question.asks:
        return None
    return before.mean
