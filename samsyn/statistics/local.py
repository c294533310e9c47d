"""What may a report about one place show? All its tables are one publication, protected together.

What a place has sent and what it has received are counted apart. The tables beside each other must not
tell a number that one of them hides, nor may the county's, which everybody sees (ADR 0038).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Any

from samsyn.database.swedish import swedish_key
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.counting import Cell, Figures, table_of
from samsyn.domain.hiding import with_protection
from samsyn.domain.publications import Publication, Reports
from samsyn.domain.suppression import Protected, protect
from samsyn.domain.tables import Own, Question, Table, Value
from samsyn.domain.vocabulary import Counted, Dimension, OwnSide
from samsyn.statistics.dimensions import Names
from samsyn.statistics.own import own_condition
from samsyn.statistics.rows import Reading, read
from samsyn.statistics.wheres import condition
from samsyn.tally.conditions import Condition

TOLD = (
    Dimension.THEME,
    Dimension.REPORTER_SERVICE,
    Dimension.RECIPIENT_SERVICE,
    Dimension.ANSWERED,
    Dimension.OUTCOME,
)
"""What the tables of a place are broken down by."""
SIDE_AS: dict[OwnSide, Dimension] = {
    OwnSide.SENT: Dimension.REPORTER_UNIT,
    OwnSide.RECEIVED: Dimension.RECIPIENT_UNIT,
}
"""Under which dimension the proof knows whether a report is the place's own; any that points out does."""
OWN, OTHERS = Value("own", "own"), Value("others", "others")

type Asked = tuple[OwnSide | None, Counted, tuple[Dimension, ...]]
"""One table: of the place on a side, or of the whole county; counted how, broken down by what."""
type Key = tuple[object, ...]
type About = tuple[tuple[Dimension, tuple[Value, ...]], ...]


@dataclass(frozen=True)
class Place:
    """What a local report is about: a unit, principal or area, or else one kind of service."""

    own: Mapping[OwnSide, Own]
    service: str = ""


def local_tables(
    year: int,
    place: Place,
    asked: Iterable[Asked],
    *,
    below: int,
    viewer: Viewer | Everything,
) -> dict[Asked, Table]:
    """The tables of a place between principals; numbers below the limit hidden in all of them together.

    The county's beside them are whole, as everybody sees them. Whether the viewer may have the place's
    is decided where they are asked for. Deviations and answers are counted.
    """
    chosen = list(dict.fromkeys(asked))
    counted = _Counted(year, place, viewer)
    tables = {
        _in_proof(Question((year,), count=count, by=by), side): below
        for side, count, by in chosen
        if side
    }
    made = protect(Publication(tuple(counted.reports()), tables)) if below else None
    found = {}
    for one in chosen:
        side, count, by = one
        hide = partial(_hidden, made=made, side=side) if made and side else None
        found[one] = table_of(
            Question((year,), count=count, by=by),
            counted.figures(one),
            alphabetical=swedish_key,
            hide=hide,
        )
    return found


def _hidden(table: Table, *, made: Protected, side: OwnSide) -> Table:
    asked = _in_proof(table.question, side)
    return replace(with_protection(replace(table, question=asked), made), question=table.question)


def _in_proof(question: Question, side: OwnSide) -> Question:
    return replace(question, where=((SIDE_AS[side], OWN.key or ""),))


class _Counted:
    """The county's reports of a year, and which of them are the place's: four readings for all tables."""

    def __init__(self, year: int, place: Place, viewer: Viewer | Everything) -> None:
        self.names = Names()
        self.reading = Reading(Question((year,), by=TOLD), self.names, viewer)
        self.columns = self.reading.columns
        sent, received = (self._is_own(place, side) for side in OwnSide)
        self.rows: dict[OwnSide | None, Counter[Key]] = {
            None: self._read(),
            OwnSide.SENT: self._read(sent),
            OwnSide.RECEIVED: self._read(received),
        }
        self.both = self._read(sent, received)
        self._about: dict[Key, About] = {}

    def _is_own(self, place: Place, side: OwnSide) -> Condition:
        if place.own:
            return own_condition(place.own[side])
        by = Dimension.REPORTER_SERVICE if side is OwnSide.SENT else Dimension.RECIPIENT_SERVICE
        return condition(by, place.service, self.names, viewer=self.reading.viewer)

    def _read(self, *conditions: Condition) -> Counter[Key]:
        reading, found = self.reading, Counter[Key]()
        for row, number, _times in read(
            reading.question, self.columns, conditions, False, reading.viewer
        ):
            found[tuple(row.values())] += number
        return found

    def _row(self, key: Key) -> dict[str, Any]:
        return dict(zip(self.columns, key, strict=True))

    def about(self, key: Key) -> About:
        """What such reports tell, each dimension with its values."""
        if key not in self._about:
            said = zip(TOLD, map(tuple, self.reading.said(self._row(key))), strict=True)
            self._about[key] = tuple(said)
        return self._about[key]

    def figures(self, asked: Asked) -> Figures:
        """What is counted for one table, before anything is hidden."""
        side, count, by = asked
        n = uncoded = 0
        cells = [] if by else [Cell((), 0)]
        for key, number in self.rows[side].items():
            row = self._row(key)
            if count is Counted.ANSWERS and not row["answered"]:
                continue
            n += number
            uncoded += 0 if row["is_coded"] else number
            said = dict(self.about(key))
            cells += [Cell(values, number) for values in product(*(said[one] for one in by))]
        return Figures(n, uncoded, tuple(cells))

    def reports(self) -> Iterator[Reports]:
        """The reports as the proof wants them: what they tell, and on which side they are the place's."""
        for key, every in self.rows[None].items():
            both = self.both[key]
            sent, received = (self.rows[side][key] - both for side in OwnSide)
            ways = {
                (OWN, OTHERS): sent,
                (OTHERS, OWN): received,
                (OWN, OWN): both,
                (OTHERS, OTHERS): every - sent - received - both,
            }
            for values, count in ways.items():
                if count:
                    sides = zip(SIDE_AS.values(), ((value,) for value in values), strict=True)
                    yield Reports(
                        place=tuple(sides),
                        about=self.about(key),
                        is_answered=bool(self._row(key)["answered"]),
                        count=count,
                    )
