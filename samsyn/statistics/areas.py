"""What may be seen of areas by those who may not see every number? One set of tables, protected together.

Whoever may ask many questions gets the answers of one publication: the areas alone in every scope and
counting unit, and each crossed with the theme. What a question hides is decided there, never by the
question, so that no two answers tell a third (ADR 0031).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

from samsyn.database.swedish import swedish_key
from samsyn.disclosure.selectors import Limits, limits_held
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.counting import table_of
from samsyn.domain.disclosing import Shown
from samsyn.domain.hiding import POINTS_OUT_AREA, with_hidden, withheld
from samsyn.domain.publications import Publication, Reports, Values
from samsyn.domain.tables import Question, Table
from samsyn.domain.vocabulary import Counted, CountNote, Dimension, Scope, YesOrNo
from samsyn.statistics.dimensions import COLUMNS, Names
from samsyn.statistics.kept import protected
from samsyn.statistics.permissions import sees_all
from samsyn.statistics.rows import Reading
from samsyn.tally.asking import Asked
from samsyn.tally.sheets import Sheets, sheet_of

AREAS = tuple(sorted(POINTS_OUT_AREA))
CROSSED_WITH = (Dimension.THEME,)
"""What an area can be crossed with by others than the secretariat: förslag, ej fastställt."""
COUNTS = (Counted.DEVIATIONS, Counted.ANSWERS)
"""Recipients and events of an area differ from its reports by a few: beside them they would tell those few,
or hide nearly every crossing."""
OF_AREAS = ("answered", "reporter_area_id", "reporter_principal_id")

type Hidden = Mapping[Question, frozenset[Values]]


def asks_of_areas(question: Question) -> bool:
    """Whether an answer says anything of single areas of the county."""
    asked = {*question.by, *(dimension for dimension, _ in question.where)}
    return question.own is None and bool(asked & POINTS_OUT_AREA)


def is_answered(question: Question, *, viewer: Viewer | Everything) -> bool:
    """Whether the viewer ever gets a figure for such a question; areas are not asked of in every way."""
    if sees_all(viewer) or not asks_of_areas(question):
        return True
    return _area_and_others(question)[0] is not None


def read_areas(question: Question, sheets: Sheets) -> None:
    """Read what both the answer to a question of areas and what is hidden in it are summed from."""
    area, others = _area_and_others(question)
    if area is None:
        return
    read = sheets.read(*OF_AREAS, *_beside(others), years=question.years)
    if others:
        sheets.coarser(read, *OF_AREAS)


def areas_foreseen(question: Question) -> list[Asked]:
    """What `read_areas` asks of the tally."""
    area, others = _area_and_others(question)
    if area is None:
        return []
    return [sheet_of(*OF_AREAS, *_beside(others), years=question.years)]


def _beside(others: Iterable[Dimension]) -> list[str]:
    return [column for one in others for column in COLUMNS[one]]


def as_published(
    table: Table,
    *,
    below: int,
    viewer: Viewer | Everything,
    names: Names,
    sheets: Sheets | None = None,
) -> Table:
    """The answer to a question of areas as the year's publication shows it; with a note where it does not."""
    question = table.question
    area, others = _area_and_others(question)
    if area is None:
        return _not_crossed(table)
    hidden: set[Values] = set()
    is_hidden = False
    for year in question.years:
        asked = Question((year,), naming=question.naming)
        published = _Year(asked, below, viewer, names, sheets).published(area, others)
        if published is None:
            return replace(withheld(table), rows=())
        mine, all_hidden = _hidden_for(_of_year(question, year), area, published)
        hidden |= mine
        is_hidden |= all_hidden
    return withheld(table) if is_hidden else with_hidden(table, hidden)


def _area_and_others(question: Question) -> tuple[Dimension | None, tuple[Dimension, ...]]:
    """The one area that is asked about and what it is crossed with; no area when it is not published."""
    areas = [one for one in (*question.by, *(one for one, _ in question.where)) if one in AREAS]
    others = tuple(one for one in question.by if one not in AREAS)
    is_plain = all(one in AREAS for one, _ in question.where) and len(areas) == 1
    if (
        not is_plain
        or question.count not in COUNTS
        or any(one not in CROSSED_WITH for one in others)
    ):
        return None, others
    return areas[0], others


def _of_year(question: Question, year: int) -> Question:
    return replace(question, years=(year,))


def _hidden_for(question: Question, area: Dimension, published: Hidden) -> tuple[set[Values], bool]:
    """The hidden cells of an answer, and whether the whole answer is a hidden one."""
    if area in question.by:
        crossed = replace(question, by=(area, *(one for one in question.by if one != area)))
        places = [crossed.by.index(one) for one in question.by]
        return {tuple(each[place] for place in places) for each in published[crossed]}, False
    ((_, key),) = question.where
    alone = replace(question, by=(area,), where=())
    if any(value.key == key for (value,) in published[alone]):
        return set(), True
    crossed = replace(question, by=(area, *question.by), where=())
    return {each[1:] for each in published[crossed] if each[0].key == key}, False


def areas_published(
    year: int,
    *,
    shown: Shown,
    viewer: Viewer | Everything,
    names: Names | None = None,
    sheets: Sheets | None = None,
    limits: Limits | None = None,
) -> dict[tuple[Dimension, Scope], Table]:
    """The areas alone in every scope, as a year's report may print them, whoever makes it.

    The same numbers are hidden as on the statistics page, so that the two beside each other tell nothing
    more; where their limits differ the higher one holds. A table that cannot be hidden in has no rows.
    """
    places = (Shown.STATISTICS, shown)
    held = limits or limits_held(viewer=viewer)
    below = max(held.of(one, AREAS) for one in places)
    found = {}
    names = names or Names()
    alone = _Year(Question((year,)), below, viewer, names, sheets).alone()
    for area, scope in product(AREAS, Scope):
        question = Question((year,), scope, by=(area,))
        figures = Reading(question, names, viewer, sheets).figures()
        hide = partial(_hidden_as, hidden=alone.get(question))
        found[area, scope] = table_of(question, figures, alphabetical=swedish_key, hide=hide)
    return found


def _hidden_as(table: Table, hidden: frozenset[Values] | None) -> Table:
    return replace(withheld(table), rows=()) if hidden is None else with_hidden(table, hidden)


@dataclass
class _Year:
    """What is hidden of the areas in one year, and what of them beside something else."""

    asked: Question
    below: int
    viewer: Viewer | Everything
    names: Names
    sheets: Sheets | None = None

    def published(self, area: Dimension, others: tuple[Dimension, ...]) -> Hidden | None:
        """What is hidden in the year's tables of an area; None when they cannot be shown at all."""
        every = self.alone()
        tables = _in_every_way(self.asked, (area,))
        if any(one not in every for one in tables):
            return None
        decided = {one: every[one] for one in tables}
        if not others:
            return decided
        reports = tuple(self._reports((area,), others))
        crossed = dict.fromkeys(_in_every_way(self.asked, (area, *others)), self.below)
        also = protected(Publication(reports, dict.fromkeys(tables, self.below) | crossed), decided)
        if also.withheld:
            return None
        return decided | {one: also.hidden_in(one) for one in crossed}

    def alone(self) -> Hidden:
        """What is hidden in the tables of areas alone, all kinds of them together; without those withheld."""
        tables = {one: self.below for area in AREAS for one in _in_every_way(self.asked, (area,))}
        made = protected(Publication(tuple(self._reports(AREAS, ())), tables))
        return {one: made.hidden_in(one) for one in tables if one not in made.withheld}

    def _reports(
        self, areas: tuple[Dimension, ...], others: tuple[Dimension, ...]
    ) -> Iterable[Reports]:
        """The year's reports: from where, about what, and what decides in which tables they count."""
        by = (*areas, *others, Dimension.ANSWERED)
        question = replace(self.asked, by=by, scope=Scope.ALL)
        reading = Reading(question, self.names, self.viewer, self.sheets)
        columns = [*reading.columns, "between_principals"]
        for row, number, _ in reading.rows(columns, per_recipient=False):
            for *told, answered in reading.values(row):
                places, about = told[: len(areas)], told[len(areas) :]
                yield Reports(
                    place=tuple((one, (value,)) for one, value in zip(areas, places, strict=True)),
                    about=tuple((one, (value,)) for one, value in zip(others, about, strict=True)),
                    is_between=bool(row["between_principals"]),
                    is_answered=answered.key == YesOrNo.YES.value,
                    count=number,
                )


def _in_every_way(asked: Question, by: tuple[Dimension, ...]) -> list[Question]:
    return [
        replace(asked, by=by, scope=scope, count=count) for scope, count in product(Scope, COUNTS)
    ]


def _not_crossed(table: Table) -> Table:
    notes = (CountNote.AREAS_ALONE, *table.notes)
    return replace(table, n=None, rows=(), unclassified=None, notes=notes)
