"""What do BUS areas cover, and where does a principal have units?"""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from samsyn.domain.vocabulary import AreaKind
from samsyn.organisations.models import Area, Unit
from samsyn.organisations.selectors.areas import valid_on


def bus_areas_of_principal(pk: int, day: date) -> list[int]:
    """Primary keys of the BUS areas that cover a place where the principal has a unit on the day."""
    units = Unit.objects.filter(valid_on(day), principal=pk, area__isnull=False)
    pairs = set(units.values_list("area", "area__parent"))
    places = {place for pair in pairs for place in pair if place is not None}
    rows = Area.objects.filter(kind=AreaKind.BUS, covers__in=places)
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct())


def areas_of_districts() -> set[int]:
    """Primary keys of all districts of times, and of the BUS areas that cover one: the city's."""
    districts = Area.objects.filter(kind=AreaKind.DISTRICT)
    bus = Area.objects.filter(kind=AreaKind.BUS, covers__in=districts)
    return {*districts.values_list("pk", flat=True), *bus.values_list("pk", flat=True)}


def units_in_areas(pks: Collection[int]) -> QuerySet[Unit]:
    """The units of all times that lie in the areas or in what they cover, for use inside a query."""
    lies = Q(area__in=pks) | Q(area__parent__in=pks)
    covered = Q(area__covered_by__in=pks) | Q(area__parent__covered_by__in=pks)
    return Unit.objects.filter(lies | covered).values("pk").distinct()  # type: ignore[return-value]
