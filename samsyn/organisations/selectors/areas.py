"""Which areas are there on a day, and what lies in which?"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from samsyn.database.swedish import Swedish
from samsyn.domain.time_valid import is_valid_on
from samsyn.domain.vocabulary import AreaKind
from samsyn.organisations.cards import AreaCard, UnitCard
from samsyn.organisations.models import Area, Unit
from samsyn.organisations.naming import folded

_LEVELS = [
    kind.value for kind in (AreaKind.MUNICIPALITY, AreaKind.DISTRICT, AreaKind.BUS, AreaKind.COUNTY)
]


def valid_on(day: date) -> Q:
    """The rows that are valid on a day; an unknown day does not exclude (domain.time_valid)."""
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


def area_card_of(area: Area) -> AreaCard:
    """The area as others see it."""
    return AreaCard(
        id=area.pk,
        key=area.key,
        name=area.name,
        kind=area.kind,
        code=area.code,
        parent_id=area.parent_id,
        successor_id=area.successor_id,
        valid_from=area.valid_from,
        valid_to=area.valid_to,
        version=area.version,
    )


def areas_on(day: date | None, *, kind: AreaKind | None = None) -> list[AreaCard]:
    """The areas that exist on a day (None: of all times), in Swedish order, perhaps of one kind.

    Their number is what requirement 45 counts: 14 districts on 30 June 2020, 13 the day after.
    """
    rows = Area.objects.all()
    if day:
        rows = rows.filter(valid_on(day))
    if kind:
        rows = rows.filter(kind=kind)
    return [area_card_of(area) for area in rows.order_by(Swedish("name"), "pk")]


def areas_by_pk(pks: Iterable[int]) -> dict[int, AreaCard]:
    """Several areas at once, by primary key."""
    return {area.pk: area_card_of(area) for area in Area.objects.filter(pk__in=set(pks))}


def area_chain(pk: int) -> list[AreaCard]:
    """The area and all that it lies in: district, municipality, county."""
    chain: list[AreaCard] = []
    area = Area.objects.select_related("parent__parent__parent").filter(pk=pk).first()
    while area and area.pk not in {card.id for card in chain}:
        chain.append(area_card_of(area))
        area = area.parent
    return chain


def areas_within(pk: int) -> set[int]:
    """The area, what it covers as a BUS area, and the areas directly below these."""
    return set(_within(pk).values_list("pk", flat=True))


def units_within(pk: int) -> list[int]:
    """Primary keys of the units that lie in an area now, or in what it covers as a BUS area, in order."""
    units = Unit.objects.filter(area__in=_within(pk).values("pk"))
    return list(units.order_by("pk").values_list("pk", flat=True))


def _within(pk: int) -> QuerySet[Area]:
    covered = Q(covered_by=pk) | Q(parent=pk) | Q(parent__covered_by=pk)
    return Area.objects.filter(Q(pk=pk) | covered).distinct()


def area_by_name(
    name: str, *, kind: AreaKind | None = None, on: date | None = None
) -> AreaCard | None:
    """The area with this name; of several a valid one first, a municipality before a district."""
    wanted = folded(name)
    cards = [card for card in areas_on(None, kind=kind) if folded(card.name) == wanted]
    cards.sort(
        key=lambda card: (
            on is not None and not card.is_valid_on(on),
            _LEVELS.index(card.kind),
        )
    )
    return cards[0] if cards else None


def area_by_path(path: str, *, on: date | None = None) -> AreaCard | None:
    """The area that "Stockholm/Farsta" or "Huddinge" names, valid on the day when several are."""
    municipality, _, district = path.partition("/")
    if district:
        return area_by_name(district, kind=AreaKind.DISTRICT, on=on)
    return area_by_name(municipality, kind=AreaKind.MUNICIPALITY, on=on) or area_by_name(
        municipality, on=on
    )


def covered_by(pk: int) -> list[int]:
    """Primary keys of the municipalities and districts that a BUS area covers."""
    return list(Area.objects.filter(covered_by=pk).values_list("pk", flat=True))


def areas_worked_for(pks: Iterable[int]) -> list[AreaCard]:
    """The municipalities and districts that some areas are or, as BUS areas, cover; each once."""
    rows = Area.objects.filter(pk__in=places_of(pks))
    return [area_card_of(area) for area in rows.order_by(Swedish("name"), "pk")]


def places_of(pks: Iterable[int]) -> QuerySet[Area, int]:
    """The same areas by primary key, for use inside a query."""
    wanted = set(pks)
    of_bus = Q(covered_by__in=wanted, covered_by__kind=AreaKind.BUS)
    rows = Area.objects.filter(of_bus | (Q(pk__in=wanted) & ~Q(kind=AreaKind.BUS)))
    return rows.values_list("pk", flat=True)


def bus_areas_covering(pk: int) -> list[AreaCard]:
    """The BUS areas of all times that name the area among what they cover, in Swedish order."""
    rows = Area.objects.filter(kind=AreaKind.BUS, covers=pk)
    return [area_card_of(area) for area in rows.order_by(Swedish("name"), "pk")]


def bus_areas_of_unit(unit: UnitCard, day: date) -> list[AreaCard]:
    """The BUS areas that cover the unit's district or municipality on the day, perhaps several."""
    if unit.area_id is None:
        return []
    places = [card.id for card in area_chain(unit.area_id)]
    rows = Area.objects.filter(valid_on(day), kind=AreaKind.BUS, covers__in=places).distinct()
    return [area_card_of(area) for area in rows.order_by(Swedish("name"), "pk")]


def units_of_bus_area(pk: int, day: date) -> list[int]:
    """Primary keys of the units that lie in what a BUS area covers and exist on the day."""
    rows = Unit.objects.filter(valid_on(day), area__in=areas_within(pk))
    return list(rows.values_list("pk", flat=True))


class BusAreas:
    """Which BUS areas did a unit belong to on a day? Read once, for whoever asks for every unit."""

    def __init__(self) -> None:
        places = Area.objects.values_list("pk", "parent", "valid_from", "valid_to")
        rows = {pk: (parent, first, last) for pk, parent, first, last in places}
        self._parents = {pk: parent for pk, (parent, _, _) in rows.items()}
        self._times = {pk: (first, last) for pk, (_, first, last) in rows.items()}
        self._covering: dict[int, list[int]] = {}
        for bus, place in Area.covers.through.objects.order_by("pk").values_list(
            "from_area", "to_area"
        ):
            self._covering.setdefault(place, []).append(bus)
        units = Unit.objects.values_list("pk", "area", "valid_to")
        self._units = {pk: (area, valid_to) for pk, area, valid_to in units}

    def of_unit(self, pk: int, day: date) -> list[int]:
        """The BUS areas of the unit's district or municipality; for an ended unit on its last day."""
        place, valid_to = self._units.get(pk, (None, None))
        on = min(day, valid_to) if valid_to else day
        found: set[int] = set()
        seen: set[int] = set()
        while place is not None and place not in seen:
            seen.add(place)
            found.update(
                bus for bus in self._covering.get(place, ()) if is_valid_on(*self._times[bus], on)
            )
            place = self._parents.get(place)
        return sorted(found)
