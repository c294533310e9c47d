"""How many different units, clinics, municipalities and districts took part in a year?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.vocabulary import Scope, Sector
from samsyn.statistics.dimensions import Names
from samsyn.tally.sheets import Sheets

REPORTERS = ("reporter_unit_id", "reporter_principal_id", "reporter_area_id")
RECIPIENTS = ("recipient_unit_id", "recipient_principal_id", "recipient_answered")
"""What must be known of who took part."""


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


class _Party(NamedTuple):
    unit_id: int
    principal_id: int
    area_id: int | None


def distinct_counts(
    years: Collection[int],
    scope: Scope,
    *,
    viewer: Viewer | Everything,
    names: Names | None = None,
    sheets: Sheets | None = None,
) -> DistinctCounts:
    """How many different ones took part in the years together, each under its key, whatever it was called.

    Principal and area are the reporter's of that day; a recipient's area is today's, as no other is known.
    Every viewer may know how many: none of them is pointed out.
    """
    names, told = names or Names(), sheets or Sheets(viewer)
    reporters = told.tally(*REPORTERS, years=years, scope=scope)
    recipients = told.tally(*RECIPIENTS, years=years, scope=scope, per_recipient=True)
    area_of = {line.id: line.area_id for line in names.register}
    received = [
        (_Party(unit, principal, area_of[unit]), answered)
        for unit, principal, answered, *_ in recipients
        if unit
    ]
    return DistinctCounts(
        _took((_Party(*party) for *party, _number, _received in reporters), names),
        _took((party for party, _ in received), names),
        _took((party for party, answered in received if answered), names),
    )


def reporters_by_service(
    years: Collection[int],
    scope: Scope,
    *,
    viewer: Viewer | Everything,
    names: Names | None = None,
    sheets: Sheets | None = None,
) -> list[Reporters]:
    """How many different units of each service have reported, and from where; in the reports' order."""
    names, told = names or Names(), sheets or Sheets(viewer)
    by_kind: dict[int, list[_Party]] = {}
    for kind, *party, _number, _received in told.tally(
        "reporter_kind_id", *REPORTERS, years=years, scope=scope
    ):
        by_kind.setdefault(kind, []).append(_Party(*party))
    return [
        _reporters(kind.short_label, by_kind[kind.id], names)
        for kind in names.kinds
        if kind.id in by_kind
    ]


def _reporters(service: str, parties: Iterable[_Party], names: Names) -> Reporters:
    every = list(parties)
    sector_of = _sectors(every, names)
    areas = {one.area_id for one in every}
    districts = {area for area in areas if names.district(area)}
    return Reporters(
        service,
        frozenset(one.unit_id for one in every),
        {
            sector.value: len(
                {one.unit_id for one in every if sector_of[one.principal_id] == sector.value}
            )
            for sector in Sector
        },
        len({one.unit_id for one in every if one.area_id in districts}),
        len({names.municipality(area) for area in areas} - {None}),
    )


def _sectors(parties: Iterable[_Party], names: Names) -> dict[int, str | None]:
    return {pk: names.sector(pk).key for pk in {one.principal_id for one in parties}}


def _took(parties: Iterable[_Party], names: Names) -> Took:
    every = list(parties)
    sector_of, areas = _sectors(every, names), {one.area_id for one in every}
    regional = Sector.REGIONAL.value
    return Took(
        units=len({one.unit_id for one in every}),
        clinics=len({one.unit_id for one in every if sector_of[one.principal_id] == regional}),
        municipalities=len({names.municipality(area) for area in areas} - {None}),
        districts=len({names.district(area) for area in areas} - {None}),
    )
