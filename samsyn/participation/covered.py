"""What is told of a unit's part in a time, and how are units put in groups and lists?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from samsyn.database.swedish import swedish_key
from samsyn.domain.covering import (
    CountedAs,
    Coverage,
    Grouping,
    Showing,
    Span,
    Took,
    belongs,
    coverage_of,
    grouped,
)
from samsyn.domain.parties import SECTOR_OF_KIND
from samsyn.domain.vocabulary import AreaKind, PrincipalKind, Scope, Sector
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import UnitCard


@dataclass(frozen=True)
class Wanted:
    """Of which time, of which deviations, and as what units are counted."""

    span: Span
    scope: Scope = Scope.ALL
    counted_as: CountedAs = CountedAs.THEN


@dataclass(frozen=True)
class Covered:
    """How one unit took part."""

    unit: UnitCard
    took: Took
    stated_on: date | None
    """When it last said that there was nothing to report; void when it has sent something."""
    is_in_register: bool
    """False for external parties, for units known from old files only and for those of another time."""
    municipality: str
    district: str
    shows_numbers: bool = True
    """False when the viewer may know whether, but not in how many deviations."""

    @property
    def has_stated(self) -> bool:
        return self.stated_on is not None and not self.took.sent

    @property
    def is_silent(self) -> bool:
        return self.belongs(Showing.SILENT)

    def belongs(self, showing: Showing) -> bool:
        """True when the unit stands in a list of this kind."""
        return belongs(showing, self.took, has_stated=self.has_stated)


@dataclass(frozen=True)
class LastDays:
    """When a unit last sent and last received something, ever; None when it never did."""

    sent_on: date | None = None
    received_on: date | None = None


@dataclass(frozen=True)
class AmongItsKind:
    """How the viewer's unit took part, and how many of its kind in the whole county did."""

    own: Took
    kind_label: str
    kind: Coverage | None
    """None when it would tell of single other units."""


def in_register(units: Iterable[Covered]) -> list[Covered]:
    """Those that stood in the register at that time: what every share is of."""
    return [one for one in units if one.is_in_register]


def coverage_by(
    by: Grouping, units: Sequence[Covered], *, also_on: date | None = None
) -> list[tuple[str, Coverage]]:
    """The coverage of each group, in Swedish order or in that of the reports; "" is who has none.

    The county's municipalities and districts of the day `also_on` are there also without a unit. By
    district only the city is told of.
    """
    if by is Grouping.DISTRICT:
        city = {one.municipality for one in units if one.district}
        units = [one for one in units if one.municipality in city]
    expected = _expected(by, also_on) if also_on else []
    groups: dict[str, list[Covered]] = {name: [] for name in expected}
    groups |= grouped(units, lambda one: _group(by, one))
    if by is Grouping.KIND:
        order = {
            kind.short_label: place for place, kind in enumerate(organisations.kinds_in_order())
        }
        names = sorted(groups, key=lambda name: order.get(name, len(order)))
    else:
        names = sorted(groups, key=lambda name: (not name, swedish_key(name)))
    return [(name, whole_of(groups[name])) for name in names if name or groups[name]]


def _expected(by: Grouping, day: date) -> list[str]:
    if by not in {Grouping.MUNICIPALITY, Grouping.DISTRICT}:
        return []
    kind = AreaKind.MUNICIPALITY if by is Grouping.MUNICIPALITY else AreaKind.DISTRICT
    cards = organisations.areas_on(day, kind=kind)
    return [card.name for card in cards if card.parent_id is not None]


def _group(by: Grouping, one: Covered) -> str:
    match by:
        case Grouping.KIND:
            return one.unit.kind_label
        case Grouping.PRINCIPAL:
            return one.unit.principal_name
        case Grouping.MUNICIPALITY:
            return one.municipality
        case Grouping.DISTRICT:
            return one.district


def whole_of(units: Iterable[Covered]) -> Coverage:
    """The coverage of some units together."""
    return coverage_of((one.took, one.has_stated) for one in units)


@dataclass(frozen=True)
class Different:
    """How many different ones took part in one way."""

    showing: Showing
    units: int
    clinics: int
    """Those of the units that belong to the region, a private provider on contract among them."""
    municipalities: int
    districts: int


def different_ones(units: Iterable[Covered]) -> list[Different]:
    """How many different ones have sent, received and answered, each counted once (requirement 33)."""
    every = list(units)
    return [
        _different(showing, [one for one in every if one.belongs(showing)])
        for showing in (Showing.SENT, Showing.RECEIVED, Showing.ANSWERED)
    ]


def _different(showing: Showing, units: Sequence[Covered]) -> Different:
    sectors = [SECTOR_OF_KIND[PrincipalKind(one.unit.principal_kind)] for one in units]
    return Different(
        showing,
        len(units),
        sectors.count(Sector.REGIONAL),
        len({one.municipality for one in units} - {""}),
        len({one.district for one in units} - {""}),
    )


@dataclass(frozen=True)
class Narrowed:
    """Which of the units a list holds; nothing given holds all."""

    showing: Showing = Showing.ALL
    kind: int | None = None
    principal: int | None = None
    municipality: str = ""
    district: str = ""


def shown_units(units: Iterable[Covered], narrowed: Narrowed) -> list[Covered]:
    """The units of a list, in the order that they came."""
    return [
        one
        for one in units
        if one.belongs(narrowed.showing)
        and narrowed.kind in {None, one.unit.kind_id}
        and narrowed.principal in {None, one.unit.principal_id}
        and narrowed.municipality in {"", one.municipality}
        and narrowed.district in {"", one.district}
    ]
