"""Is a deviation between principals (mellan huvudmän) or within one?

Rule 1.3.2 of the field: *between* as soon as at least one recipient has another principal than the
reporter, so mixed deviations are between (re-computed from the 2020 report: 40 + the mixed one = 41).
"""

from collections.abc import Iterable

from samsyn.domain.vocabulary import PrincipalKind, Sector


def is_between_principals(reporter_principal: int, recipient_principals: Iterable[int]) -> bool:
    """True when at least one recipient has another principal than the reporter."""
    return any(principal != reporter_principal for principal in recipient_principals)


SECTOR_OF_KIND: dict[PrincipalKind, Sector] = {
    PrincipalKind.REGION: Sector.REGIONAL,
    PrincipalKind.MUNICIPALITY: Sector.MUNICIPAL,
    PrincipalKind.INDEPENDENT: Sector.INDEPENDENT,
    PrincipalKind.STATE: Sector.INDEPENDENT,
    PrincipalKind.ASSOCIATION: Sector.INDEPENDENT,
}
