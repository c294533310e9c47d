"""How does a unit answer, against all of its kind?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from samsyn.domain.access import Viewer
from samsyn.domain.answering import Answering
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import UnitCard
from samsyn.participation.beside import Kinds, kinds_shown, rows_of, units_of
from samsyn.participation.counting import COUNTY
from samsyn.participation.models import Figures
from samsyn.participation.periods import LATEST
from samsyn.participation.summing import answering, size_of, together


@dataclass(frozen=True)
class Compared:
    """One unit's figures, or those of the viewer's units of a kind, beside those of all of the kind."""

    unit: UnitCard
    """For several units together: one of them."""
    own: Answering
    kinds: Kinds | None
    """None when it would tell of single other units."""

    @property
    def kind(self) -> Answering | None:
        """The figures to compare with."""
        return self.kinds.figures if self.kinds else None


def computed_at(*, viewer: Viewer) -> datetime | None:
    """When the figures were counted; None when they never were."""
    county = Figures.objects.filter(scope=COUNTY, scope_id=0, period=LATEST)
    return county.values_list("computed_at", flat=True).first()


def years_counted(*, viewer: Viewer) -> list[int]:
    """The years that there are figures for, newest first."""
    keys = Figures.objects.filter(scope=COUNTY, scope_id=0).values_list("period", flat=True)
    return sorted({int(key[:4]) for key in keys if key != LATEST}, reverse=True)


def compared_units(*, viewer: Viewer, period: str, today: date) -> list[Compared]:
    """The viewer's unit, or the units of the viewer's principal by name, beside all of their kind."""
    return _compared(period, units_of(viewer, today))[0]


def units_and_kinds(
    *, viewer: Viewer, period: str, today: date
) -> tuple[list[Compared], list[Compared]]:
    """The same, and the viewer's units of each kind together, in the reports' order."""
    units, kinds = _compared(period, units_of(viewer, today))
    order = {kind.id: place for place, kind in enumerate(organisations.kinds_in_order())}
    return units, sorted(kinds, key=lambda one: order.get(one.unit.kind_id, len(order)))


def _compared(period: str, units: Sequence[UnitCard]) -> tuple[list[Compared], list[Compared]]:
    found = rows_of([period], units)[period]
    rows = found.units
    shown = {pk: one for one in kinds_shown(found, units) for pk in one.kind_ids}
    by_kind: dict[int, list[UnitCard]] = {}
    for unit in units:
        by_kind.setdefault(unit.kind_id, []).append(unit)
    known = {
        kind: sum(size_of(rows[unit.id]).units for unit in members if unit.id in rows)
        for kind, members in by_kind.items()
    }

    def beside(kind: int) -> Kinds | None:
        if kind not in found.kinds:
            return Kinds((kind,), Answering())  # nothing came to any of them
        those = shown.get(kind)
        own = sum(known.get(one, 0) for one in those.kind_ids) if those else 0
        # Where there is nobody else, the sum of several own units is worth seeing, of one it is not.
        return those if those and (own > 1 or those.figures.units > own) else None

    one_by_one = [
        Compared(
            unit,
            answering(rows[unit.id]) if unit.id in rows else Answering(),
            beside(unit.kind_id),
        )
        for unit in units
    ]
    in_kinds = [
        Compared(
            members[0],
            together(rows[unit.id] for unit in members if unit.id in rows),
            beside(kind),
        )
        for kind, members in by_kind.items()
    ]
    return one_by_one, in_kinds
