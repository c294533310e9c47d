"""How does a unit answer, against all of its kind, and who has said that there was nothing to report?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.selectors.own_figures import has_sent_in
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.answering import Answering, may_be_compared
from samsyn.domain.periods import Period
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import UnitCard
from samsyn.participation.counting import COUNTY, KIND, UNIT
from samsyn.participation.models import Figures, NothingToReport
from samsyn.participation.periods import LATEST, periods_to_state


@dataclass(frozen=True)
class Compared:
    """One unit's figures beside those of all units of its kind."""

    unit: UnitCard
    own: Answering
    kind: Answering | None
    """None when it would tell of single other units."""


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
    units = _units_of(viewer, today)
    figures = _figures(period, [unit.id for unit in units], {unit.kind_id for unit in units})
    known: dict[int, list[Answering]] = {}
    for unit in units:
        known.setdefault(unit.kind_id, []).append(figures.get((UNIT, unit.id), Answering()))
    return [
        Compared(
            unit,
            figures.get((UNIT, unit.id), Answering()),
            _shown(figures.get((KIND, unit.kind_id), Answering()), known[unit.kind_id]),
        )
        for unit in units
    ]


def _units_of(viewer: Viewer, today: date) -> list[UnitCard]:
    if not viewer.may(Ability.READ_DEVIATIONS) or viewer.guest_of is not None:
        return []
    if viewer.unit_id is not None:
        card = organisations.unit_by_pk(viewer.unit_id)
        return [card] if card else []
    wanted = organisations.Filter(principal=viewer.principal_id, day=today, historic=False)
    return list(organisations.filtered_units(wanted)) if viewer.principal_id else []


def _figures(
    period: str, unit_ids: Iterable[int], kind_ids: Iterable[int]
) -> dict[tuple[str, int], Answering]:
    wanted = Q(scope=UNIT, scope_id__in=unit_ids) | Q(scope=KIND, scope_id__in=kind_ids)
    rows = Figures.objects.filter(wanted, period=period)
    return {(row.scope, row.scope_id): _answering(row) for row in rows}


def _answering(row: Figures) -> Answering:
    return Answering(
        received=row.received,
        declined=row.declined,
        answered=row.answered,
        acknowledged=row.acknowledged,
        median_acknowledge=row.median_acknowledge,
        median_answer=row.median_answer,
        units=row.units,
        sent=row.sent,
    )


def _shown(kind: Answering, known: list[Answering]) -> Answering | None:
    may = may_be_compared(
        kind,
        known,
        least_parts=settings.SMALL_NUMBERS_BELOW,
        least_units=settings.COMPARED_UNITS_AT_LEAST,
    )
    return kind if may else None


@dataclass(frozen=True)
class Statement:
    """What the viewer's unit has said of a period, and whether it has sent something all the same."""

    period: Period
    stated_on: date | None
    stated_by: object | None
    has_sent: bool

    @property
    def is_void(self) -> bool:
        return self.stated_on is not None and self.has_sent


def statements_of(*, viewer: Viewer, today: date) -> list[Statement]:
    """For each period that the viewer's unit can speak of, what it has said."""
    rows = NothingToReport.objects.filter(unit=viewer.unit_id, withdrawn_at=None)
    standing = {
        Period(row.first_day, row.last_day): row for row in rows.select_related("stated_by")
    }
    said = []
    for period in periods_to_state(today):
        row = standing.get(period)
        said.append(
            Statement(
                period,
                day_in_stockholm(row.stated_at) if row else None,
                row.stated_by if row else None,
                has_sent_in(period, viewer=viewer),
            )
        )
    return said


@dataclass(frozen=True)
class Covered:
    """How one unit of the register has taken part in a period."""

    unit: UnitCard
    figures: Answering
    stated_on: date | None
    """When it said that there was nothing to report; void when it has sent something."""

    @property
    def has_stated(self) -> bool:
        return self.stated_on is not None and not self.figures.sent

    @property
    def is_silent(self) -> bool:
        return not (self.figures.sent or self.figures.received or self.has_stated)


def coverage(*, viewer: Viewer, period: Period, today: date) -> list[Covered]:
    """Every unit that exists today, by name, and how it took part; for secretariat and administrator."""
    if not viewer.may(Ability.READ_COVERAGE):
        return []
    units = [unit for unit in organisations.units_on(today) if not unit.is_external]
    rows = Figures.objects.filter(scope=UNIT, period=period.key)
    figures = {row.scope_id: _answering(row) for row in rows}
    stated = NothingToReport.objects.filter(
        first_day=period.first, last_day=period.last, withdrawn_at=None
    ).values_list("unit_id", "stated_at")
    days = {unit_id: day_in_stockholm(moment) for unit_id, moment in stated}
    return [Covered(one, figures.get(one.id, Answering()), days.get(one.id)) for one in units]
