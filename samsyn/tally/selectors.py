"""How many deviations count so?"""

from collections.abc import Collection
from typing import Any

from django.db.models import Sum

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.vocabulary import Scope
from samsyn.tally.models import Entry


def tally(
    *columns: str,
    years: Collection[int] | None = None,
    scope: Scope = Scope.ALL,
    only_answered: bool = False,
    viewer: Viewer | Everything,
) -> list[tuple[Any, ...]]:
    """The values of these columns of KEY, and last how many deviations have them, for all years by default.

    Every viewer counts the same county; what it may be broken down by statistics decides.
    """
    entries = Entry.objects.order_by()
    if years is not None:
        entries = entries.filter(year__in=years)
    if scope is not Scope.ALL:
        entries = entries.filter(between_principals=scope is Scope.BETWEEN)
    if only_answered:
        entries = entries.filter(answered=True)
    rows = entries.values(*columns).annotate(total=Sum("number")).values_list(*columns, "total")
    return [row for row in rows if row[-1]]


def years_tallied(*, viewer: Viewer | Everything) -> list[int]:
    """The years in which anything counts, newest first."""
    return sorted((year for year, _ in tally("year", viewer=viewer)), reverse=True)
