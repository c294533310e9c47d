"""How many different units, clinics, municipalities and districts took part in a year?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.vocabulary import Scope, Sector
from samsyn.organisations import selectors as organisations
from samsyn.statistics.dimensions import Names
from samsyn.tally.selectors import tally


@dataclass(frozen=True)
class Took:
    """So many different ones took part in one way."""

    units: int
    clinics: int
    """Those of the units that belong to the region, a private provider on contract among them."""
    municipalities: int
    districts: int


@dataclass(frozen=True)
class DistinctCounts:
    """How many have reported, received and answered at least one deviation."""

    reported: Took
    received: Took
    answered: Took


@dataclass(frozen=True)
class Reporters:
    """The different ones of one service that have reported."""

    service: str
    units: frozenset[int]
    by_sector: dict[str, int]
    """How many of the units each sector has (codes of Sector), as a unit stood when it reported."""
    in_districts: int
    """How many of the units lie in a district of the city."""
    municipalities: int


@dataclass(frozen=True)
class _Party:
    unit_id: int
    principal_id: int
    area_id: int | None


def distinct_counts(
    years: Collection[int], scope: Scope, *, viewer: Viewer | Everything
) -> DistinctCounts:
    """How many different ones took part in the years together, each under its key, whatever it was called.

    Principal and area are the reporter's of that day; a recipient's area is today's, as no other is known.
    Every viewer may know how many: none of them is pointed out.
    """
    names = Names()
    reporters = tally(
        "reporter_unit_id",
        "reporter_principal_id",
        "reporter_area_id",
        years=years,
        scope=scope,
        viewer=viewer,
    )
    recipients = tally(
        "recipient_unit_id",
        "recipient_principal_id",
        "recipient_answered",
        years=years,
        scope=scope,
        per_recipient=True,
        viewer=viewer,
    )
    units = organisations.units_by_pk(unit for unit, *_ in recipients)
    received = [
        (_Party(unit, principal, units[unit].area_id), answered)
        for unit, principal, answered, _ in recipients
        if unit
    ]
    return DistinctCounts(
        _took((_Party(unit, principal, area) for unit, principal, area, _ in reporters), names),
        _took((party for party, _ in received), names),
        _took((party for party, answered in received if answered), names),
    )


def reporters_by_service(
    years: Collection[int], scope: Scope, *, viewer: Viewer | Everything
) -> list[Reporters]:
    """How many different units of each service have reported, and from where; in the reports' order."""
    names = Names()
    columns = ("reporter_kind_id", "reporter_unit_id", "reporter_principal_id", "reporter_area_id")
    by_kind: dict[int, list[_Party]] = {}
    for kind, *party, _ in tally(*columns, years=years, scope=scope, viewer=viewer):
        by_kind.setdefault(kind, []).append(_Party(*party))
    return [
        _reporters(kind.short_label, by_kind[kind.id], names)
        for kind in names.kinds
        if kind.id in by_kind
    ]


def _reporters(service: str, parties: Iterable[_Party], names: Names) -> Reporters:
    every = list(parties)
    sectors = {
        sector.value: {
            one.unit_id for one in every if names.sector(one.principal_id).key == sector.value
        }
        for sector in Sector
    }
    return Reporters(
        service,
        frozenset(one.unit_id for one in every),
        {sector: len(units) for sector, units in sectors.items()},
        len({one.unit_id for one in every if names.district(one.area_id)}),
        len({names.municipality(one.area_id) for one in every} - {None}),
    )


def _took(parties: Iterable[_Party], names: Names) -> Took:
    every = set(parties)
    regional = Sector.REGIONAL.value
    return Took(
        units=len({one.unit_id for one in every}),
        clinics=len(
            {one.unit_id for one in every if names.sector(one.principal_id).key == regional}
        ),
        municipalities=len({names.municipality(one.area_id) for one in every} - {None}),
        districts=len({names.district(one.area_id) for one in every} - {None}),
    )
