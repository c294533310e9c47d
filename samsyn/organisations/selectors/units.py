"""Which units are there, and how does somebody find the right one?"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat, Lower, StrIndex
from django.db.models.lookups import GreaterThan, In

from samsyn.database.swedish import Swedish
from samsyn.organisations.cards import UnitCard
from samsyn.organisations.models import Unit, UnitAlias
from samsyn.organisations.naming import folded
from samsyn.organisations.selectors.areas import areas_within, valid_on

MOST_WORDS = 8


def card_of(unit: Unit) -> UnitCard:
    """The unit as others see it; kind, principal, area and its parent should be fetched with it."""
    area = unit.area
    municipality = area.parent if area and area.kind == "district" and area.parent else area
    return UnitCard(
        id=unit.pk,
        key=unit.key,
        name=unit.name,
        kind_id=unit.kind_id,
        kind_key=unit.kind.key,
        kind_label=unit.kind.short_label,
        principal_id=unit.principal_id,
        principal_name=unit.principal.name,
        principal_kind=unit.principal.kind,
        area_id=unit.area_id,
        area_name=area.name if area else "",
        municipality_name=municipality.name if municipality else "",
        is_external=unit.is_external,
        is_historic=unit.is_historic,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        successor_id=unit.successor_id,
        contact_function=unit.contact_function,
        function_phone=unit.function_phone,
        function_mailbox=unit.function_mailbox,
        sdk_address=unit.sdk_address,
        source=unit.source,
        note=unit.note,
        version=unit.version,
    )


def _units() -> QuerySet[Unit]:
    return Unit.objects.select_related("kind", "principal", "area__parent")


def units_on(day: date, *, with_historic: bool = False) -> list[UnitCard]:
    """The units that exist on a day, in Swedish order; historic ones only when asked for."""
    rows = _units().filter(valid_on(day))
    if not with_historic:
        rows = rows.filter(is_historic=False)
    return [card_of(unit) for unit in rows.order_by(Swedish("name"), "pk")]


def units_ever(
    *, principal: int | None = None, areas: Collection[int] | None = None
) -> tuple[int, ...]:
    """Primary keys of the units of a principal or in these areas, also of those that have ended."""
    of = {"principal": principal} if areas is None else {"area__in": areas}
    return tuple(Unit.objects.filter(**of).order_by("pk").values_list("pk", flat=True))


def matching(text: str) -> Q:
    """Units where each word of the text begins a word of name, alias, kind, place or principal."""
    condition = Q()
    for word in folded(text).split()[:MOST_WORDS]:
        aliases = UnitAlias.objects.filter(
            _has_word(Concat(Value(" "), F("folded_name")), word), unit=OuterRef("pk")
        )
        condition &= Q(_has_word(F("search_text"), word)) | Q(Exists(aliases))
    return condition


def _has_word(column: Combinable, beginning: str) -> GreaterThan:
    # Position instead of LIKE: native in both databases, and no sign of the text is a wildcard.
    return GreaterThan(StrIndex(column, Value(f" {beginning}")), 0)


def _best_first(text: str) -> tuple[Case, Swedish, str]:
    begins = When(folded_name__startswith=folded(text), then=0)
    return Case(begins, default=1, output_field=IntegerField()), Swedish("name"), "pk"


def find_units(
    text: str, *, on: date, limit: int = 20, with_historic: bool = False
) -> list[UnitCard]:
    """Units for a type-ahead, those whose own name begins with the text first; one query."""
    if not folded(text):
        return []
    rows = _units().filter(valid_on(on), matching(text))
    if not with_historic:
        rows = rows.filter(is_historic=False)
    return [card_of(unit) for unit in rows.order_by(*_best_first(text))[:limit]]


def unit_by_key(key: str) -> UnitCard | None:
    """The unit with this key, which never changes."""
    return _first(_units().filter(key=key))


def unit_by_pk(pk: int) -> UnitCard | None:
    """The unit with this primary key."""
    return _first(_units().filter(pk=pk))


def contact_card(pk: int) -> UnitCard | None:
    """The unit with its function contact: whom one calls before writing (requirement 20)."""
    return unit_by_pk(pk)


class RegisterLine(NamedTuple):
    """What figures need of a unit: what it is, where, and when it stood in the register."""

    id: int
    kind_label: str
    area_id: int | None
    is_external: bool
    is_historic: bool
    valid_from: date | None
    valid_to: date | None
    kind_id: int


def register_lines() -> list[RegisterLine]:
    """Every unit of all times in Swedish order, in a twentieth of the time that its cards take."""
    columns = ("pk", "kind__short_label", "area_id", *RegisterLine._fields[3:])
    return [
        RegisterLine(*row)
        for row in Unit.objects.order_by(Swedish("name"), "pk").values_list(*columns)
    ]


def units_by_pk(pks: Iterable[int]) -> dict[int, UnitCard]:
    """Several units at once, by primary key; unknown ones are left out."""
    rows = Unit.objects.filter(pk__in=set(pks)).values_list(*_OF_A_CARD.values(), "area__kind")
    return {row[0]: _card_from(row) for row in rows}


_COLUMNS = {
    "id": "pk",
    "kind_key": "kind__key",
    "kind_label": "kind__short_label",
    "principal_name": "principal__name",
    "principal_kind": "principal__kind",
    "area_name": "area__name",
    "municipality_name": "area__parent__name",
}
_OF_A_CARD = {one.name: _COLUMNS.get(one.name, one.name) for one in fields(UnitCard)}
"""Asked for as they are: to make five rows' objects of each unit takes longer than to ask for them."""


def _card_from(row: tuple[Any, ...]) -> UnitCard:
    *told, area_kind = row
    card = dict(zip(_OF_A_CARD, told, strict=True))
    card["area_name"] = card["area_name"] or ""
    if area_kind != "district" or not card["municipality_name"]:
        card["municipality_name"] = card["area_name"]
    return UnitCard(**card)


def unit_by_any_name(name: str, *, on: date | None = None) -> UnitCard | None:
    """The unit with this name or alias; of several, one valid on the day, own name before alias."""
    wanted = folded(name)
    rows = _units().filter(Q(folded_name=wanted) | Q(aliases__folded_name=wanted)).distinct()
    cards = [(unit.folded_name != wanted, card_of(unit)) for unit in rows.order_by("pk")]
    cards.sort(key=lambda pair: (on is not None and not pair[1].is_valid_on(on), pair[0]))
    return cards[0][1] if cards else None


def aliases_of(pk: int) -> list[str]:
    """The other names by which people look for the unit, in Swedish order."""
    rows = UnitAlias.objects.filter(unit=pk).order_by(Swedish("name"))
    return list(rows.values_list("name", flat=True))


def aliases_by_unit(pks: Iterable[int]) -> dict[int, list[str]]:
    """The aliases of several units at once."""
    aliases: dict[int, list[str]] = {}
    rows = UnitAlias.objects.filter(unit__in=set(pks)).order_by(Swedish("name"))
    for unit, name in rows.values_list("unit", "name"):
        aliases.setdefault(unit, []).append(name)
    return aliases


def units_with_mailboxes(addresses: Iterable[str]) -> dict[str, list[UnitCard]]:
    """The units behind some function mailboxes (in lower case), by address, in Swedish order."""
    wanted = set(addresses)
    found: dict[str, list[UnitCard]] = {}
    for unit in _units().filter(_reached_at(wanted)).order_by(Swedish("name"), "pk"):
        found.setdefault(unit.function_mailbox.lower(), []).append(card_of(unit))
    return found


def _reached_at(addresses: Iterable[str]) -> Q:
    return Q(In(Lower("function_mailbox"), list(addresses)))


def units_without_mailbox(day: date) -> list[UnitCard]:
    """Units that can be written to but have no function mailbox (requirement 47)."""
    return list(filtered_units(Filter(day=day, without_mailbox=True, historic=False)))


def count_without_mailbox(day: date) -> int:
    """How many units can be written to but have no function mailbox."""
    return len(filtered_units(Filter(day=day, without_mailbox=True, historic=False)))


@dataclass(frozen=True)
class Filter:
    """What the register shows; nothing given shows every unit of all times."""

    text: str = ""
    kind: int | None = None
    principal: int | None = None
    area: int | None = None
    """A municipality includes its districts; a BUS area all that it covers."""
    day: date | None = None
    without_mailbox: bool = False
    without_sdk: bool = False
    mailboxes: frozenset[str] | None = None
    """Only units with one of these function mailboxes (in lower case)."""
    external: bool | None = None
    historic: bool | None = None
    """True: only units that an import made; False: none of them."""


class UnitRows:
    """Filtered units as cards, counted and sliced by the database."""

    def __init__(self, rows: QuerySet[Unit]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return self.rows.count()

    def __getitem__(self, part: slice) -> list[UnitCard]:
        return [card_of(unit) for unit in self.rows[part]]

    def __iter__(self) -> Iterator[UnitCard]:
        return (card_of(unit) for unit in self.rows)


def filtered_units(wanted: Filter) -> UnitRows:
    """The units that the register shows, in Swedish order; can be paged."""
    rows = _units().filter(matching(wanted.text), _same(wanted), _lacks(wanted))
    if wanted.day:
        rows = rows.filter(valid_on(wanted.day))
    return UnitRows(rows.order_by(Swedish("name"), "pk"))


def _same(wanted: Filter) -> Q:
    condition = Q()
    if wanted.kind:
        condition &= Q(kind=wanted.kind)
    if wanted.principal:
        condition &= Q(principal=wanted.principal)
    if wanted.area:
        condition &= Q(area__in=areas_within(wanted.area))
    if wanted.external is not None:
        condition &= Q(is_external=wanted.external)
    if wanted.historic is not None:
        condition &= Q(is_historic=wanted.historic)
    return condition


def _lacks(wanted: Filter) -> Q:
    condition = Q()
    if wanted.without_mailbox:
        condition &= Q(function_mailbox="")
    if wanted.mailboxes is not None:
        condition &= _reached_at(wanted.mailboxes)
    if wanted.without_sdk:
        condition &= Q(sdk_address="")
    return condition


def _first(rows: QuerySet[Unit]) -> UnitCard | None:
    unit = rows.first()
    return card_of(unit) if unit else None
