"""What can be asked instead of a question of areas that is never answered, or not of so few reports?"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext

from samsyn.domain.hiding import POINTS_OUT_AREA
from samsyn.domain.tables import Question, Table
from samsyn.domain.vocabulary import Counted, CountNote, Dimension
from samsyn.statistics.areas import is_answered


@dataclass(frozen=True)
class Instead:
    """Why nothing is shown, in words, and questions that are answered."""

    title: str
    why: str
    questions: tuple[tuple[str, Question], ...]
    """What each is about, in words, and the question."""


def instead_of(table: Table, *, viewer) -> Instead | None:
    """What to say where a table shows nothing although there may be reports; None where it says itself."""
    if not shows_nothing(table):
        return None
    question = table.question
    if table.rows:
        return Instead(
            gettext("Alla siffror är dolda"),
            gettext(
                "Varje tal i tabellen är så litet, eller säger så mycket om ett litet tal, "
                "att det inte visas. Rapporterna är för få för den fördelningen."
            ),
            _answered(_coarser(question), viewer),
        )
    if CountNote.AREAS_ALONE not in table.notes:
        return Instead(
            gettext("Siffrorna visas inte"),
            gettext(
                "Rapporterna är så få, eller kommer från så få områden, "
                "att ett dolt tal skulle kunna räknas ut."
            ),
            _answered([_without_areas(question)], viewer),
        )
    areas = _areas_in(question)
    wanted = [Question(question.years, question.scope, by=by) for by in _ways(areas)]
    wanted = [replace(one, count=_counted(question), naming=question.naming) for one in wanted]
    return Instead(
        gettext("Den fördelningen visas inte"),
        gettext(
            "Kommuner, stadsdelar och huvudmän visas för sig eller fördelade på tema, "
            "i rapporter eller svar och utan fler villkor. På andra sätt skulle små tal kunna räknas ut. "
            "Det beror inte på att rapporter saknas."
        ),
        _answered([*wanted, _without_areas(question)], viewer),
    )


def _ways(areas: list[Dimension]) -> list[tuple[Dimension, ...]]:
    return [by for area in areas for by in ((area,), (area, Dimension.THEME))]


def shows_nothing(table: Table) -> bool:
    """Whether there is no figure in a table although there may be reports."""
    if table.rows:
        return all(row.is_suppressed for row in table.rows)
    return table.n is None


def _coarser(question: Question) -> list[Question]:
    """The same with less in it: each dimension by itself."""
    return [
        replace(question, by=(one,), where=()) for one in question.by if len(question.by) > 1
    ] or [_without_areas(question)]


def _areas_in(question: Question) -> list[Dimension]:
    named = (*question.by, *(one for one, _ in question.where))
    return [one for one in dict.fromkeys(named) if one in POINTS_OUT_AREA]


def _counted(question: Question) -> Counted:
    return question.count if question.count is Counted.ANSWERS else Counted.DEVIATIONS


def _without_areas(question: Question) -> Question:
    by = tuple(one for one in question.by if one not in POINTS_OUT_AREA)
    where = tuple(each for each in question.where if each[0] not in POINTS_OUT_AREA)
    return replace(question, by=by or (Dimension.THEME,), where=where)


def _answered(wanted: list[Question], viewer) -> tuple[tuple[str, Question], ...]:
    return tuple(
        (_in_words(one), one) for one in dict.fromkeys(wanted) if is_answered(one, viewer=viewer)
    )


def _in_words(question: Question) -> str:
    words = [gettext(one.label).lower() for one in question.by]
    first, *rest = words
    if rest:
        return gettext("%(one)s och %(other)s") % {"one": first.capitalize(), "other": rest[0]}
    is_area = question.by[0] in POINTS_OUT_AREA
    return (
        first.capitalize()
        if is_area
        else gettext("%(one)s i hela länet") % {"one": first.capitalize()}
    )
