"""What is published together? Several tables over the same reports, each with its smallest number shown.

A report is two things here: what it is about, and the place that it comes from or goes to. Tables that
say nothing of places are shown as they are; a number that points out a place may be hidden (rule 1.3.10
of the field), and only tables with a place can be told apart by where reports come from.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from samsyn.domain.tables import Question, Value
from samsyn.domain.vocabulary import Counted, Dimension, Scope

type Values = tuple[Value, ...]
type Said = tuple[tuple[Dimension, Values], ...]
"""Dimensions with their values; a report can have several values in one (its recipients, its subtypes)."""


@dataclass(frozen=True)
class Reports:
    """So many reports that are alike in all that the tables tell."""

    place: Said
    """What points somebody out: the reporter's municipality, the receiving unit."""
    about: Said
    """All else that the tables tell: theme, service, month."""
    is_between: bool = True
    is_answered: bool = False
    services: int = 1
    """Distinct receiving services: how often each report counts when recipients are counted."""
    bound_to: Hashable = None
    """What a place cannot be thought without, such as the service of a unit: only reports bound to the
    same could change places."""
    event: int | None = None
    """The event that they have been linked to, with others; such reports are taken as known."""
    count: int = 1


def order_of(reports: Reports) -> tuple[object, ...]:
    """An order of reports by what they tell, for what must not depend on how they came."""
    said = (*reports.place, *reports.about)
    words = tuple(
        (dimension, tuple(value.key or "" for value in values)) for dimension, values in said
    )
    flags = reports.is_between, reports.is_answered, reports.services, reports.event or 0
    return words, flags, str(reports.bound_to), reports.count


@dataclass(frozen=True)
class Publication:
    """Tables over the same reports, each with the smallest number that it may show (0: any)."""

    reports: tuple[Reports, ...]
    tables: Mapping[Question, int]


@dataclass(frozen=True)
class Parts:
    """A table's values of one kind of report, those that name a place apart from the others."""

    places: tuple[Dimension, ...]
    others: tuple[Dimension, ...]

    def values(self, question: Question, of_places: Values, of_others: Values) -> Values:
        """The cell's values in the order of the question."""
        found = dict(zip((*self.places, *self.others), (*of_places, *of_others), strict=True))
        return tuple(found[dimension] for dimension in question.by)


def parts_of(question: Question, points_out: frozenset[Dimension]) -> Parts:
    """Which of a question's dimensions name a place, and which do not."""
    places = tuple(one for one in question.by if one in points_out)
    return Parts(places, tuple(one for one in question.by if one not in points_out))


def tells_places(question: Question, points_out: frozenset[Dimension]) -> bool:
    """Whether a table says anything of single places."""
    return any(one in points_out for one in asked_of(question))


def asked_of(question: Question) -> frozenset[Dimension]:
    """All dimensions that a question names, to break down by or as a condition."""
    return frozenset(question.by) | {dimension for dimension, _ in question.where}


def margin_of(question: Question, points_out: frozenset[Dimension]) -> Question:
    """The same question with nothing but its places: how many each place has in all."""
    return replace(
        question,
        by=tuple(one for one in question.by if one in points_out),
        where=tuple(each for each in question.where if each[0] in points_out),
    )


def place_values(question: Question, parts: Parts, place: Said) -> list[Values]:
    """In which of a table's places a report from this place is counted."""
    where = [each for each in question.where if each[0] in dict(place)]
    return list(_values(parts.places, where, dict(place)))


def other_values(question: Question, parts: Parts, reports: Reports) -> Counter[Values]:
    """In which of a table's other values such a report is counted, and how often."""
    if not _is_asked_for(question, reports):
        return Counter()
    about = dict(reports.about)
    where = [each for each in question.where if each[0] in about]
    per_service = Dimension.RECIPIENT_SERVICE in question.by
    is_per_recipient = question.count is Counted.RECIPIENTS and not per_service
    weight = reports.services if is_per_recipient else 1
    return Counter({values: weight for values in _values(parts.others, where, about) if weight})


def _is_asked_for(question: Question, reports: Reports) -> bool:
    if question.count is Counted.ANSWERS and not reports.is_answered:
        return False
    return question.scope is Scope.ALL or reports.is_between == (question.scope is Scope.BETWEEN)


def _values(
    by: Iterable[Dimension],
    where: Iterable[tuple[Dimension, str]],
    said: Mapping[Dimension, Values],
) -> Iterator[Values]:
    for dimension, key in where:
        if all(value.key != key for value in said[dimension]):
            return
    yield from product(*(said[dimension] for dimension in by))
