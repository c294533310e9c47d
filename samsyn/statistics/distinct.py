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
