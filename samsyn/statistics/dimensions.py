"""From what the database groups by to what a reader sees: one translation for each dimension."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from samsyn.coding import selectors as coding
from samsyn.database.swedish import swedish_key
from samsyn.database.together import Listing, read_together
from samsyn.domain.parties import SECTOR_OF_KIND
from samsyn.domain.tables import Value
from samsyn.domain.time_valid import Life, as_now
from samsyn.domain.vocabulary import (
    AnswerOutcome,
    AreaKind,
    Dimension,
    Naming,
    PrincipalKind,
    Residual,
    YesOrNo,
)
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import AreaCard, KindCard, PrincipalCard
from samsyn.organisations.selectors.units import RegisterLine, register_lines

JUDGED = (
    AnswerOutcome.RESOLVED,
    AnswerOutcome.IMPROVEMENT,
    AnswerOutcome.PARTLY,
    AnswerOutcome.UNRESOLVED,
)
"""Outcomes that somebody has judged; all else is "ej bedömd"."""

COLUMNS: dict[Dimension, tuple[str, ...]] = {
    Dimension.REPORTER_SERVICE: ("reporter_kind_id",),
    Dimension.REPORTER_UNIT: ("reporter_unit_id", "reporter_name"),
    Dimension.REPORTER_PRINCIPAL: ("reporter_principal_id",),
    Dimension.REPORTER_SECTOR: ("reporter_principal_id",),
    Dimension.REPORTER_MUNICIPALITY: ("reporter_area_id",),
    Dimension.REPORTER_DISTRICT: ("reporter_area_id",),
    Dimension.RECIPIENT_SERVICE: ("services",),
    Dimension.RECIPIENT_SERVICES: ("services",),
    Dimension.RECIPIENT_UNIT: ("recipient_unit_id", "recipient_name"),
    Dimension.THEME: ("theme_id",),
    Dimension.SUBTYPE: ("subtypes",),
    Dimension.OUTCOME: ("outcomes",),
    Dimension.ANSWERED: ("answered",),
    Dimension.MONTH: ("year", "month"),
    Dimension.YEAR: ("year",),
}
"""What the tally is asked for; samsyn.statistics.rows splits what holds several values."""

LISTINGS: dict[str, Callable[[], Listing[Any]]] = {
    "kinds": organisations.kind_listing,
    "principals": organisations.principal_listing,
    "areas": organisations.area_listing,
    "themes": coding.theme_listing,
    "subtypes": coding.subtype_listing,
    "code books": coding.code_book_listing,
}
"""The lists that names stand in."""
LISTS_OF_COLUMN = {
    "reporter_kind_id": ("kinds",),
    "services": ("kinds",),
    "reporter_principal_id": ("principals",),
    "reporter_area_id": ("areas",),
    "theme_id": ("themes", "code books"),
    "subtypes": ("subtypes", "code books"),
}
LISTS_BEHIND: dict[Dimension, tuple[str, ...]] = {
    dimension: tuple(one for column in columns for one in LISTS_OF_COLUMN.get(column, ()))
    for dimension, columns in COLUMNS.items()
}
"""For each dimension the lists in which its values are named; units are named by the tally itself."""

RESIDUAL: dict[Dimension, Residual] = {
    Dimension.OUTCOME: Residual.NOT_JUDGED,
    Dimension.REPORTER_DISTRICT: Residual.NO_DISTRICT,
    Dimension.REPORTER_MUNICIPALITY: Residual.NO_MUNICIPALITY,
    Dimension.RECIPIENT_SERVICE: Residual.NO_RECIPIENT,
    Dimension.RECIPIENT_SERVICES: Residual.NO_RECIPIENT,
    Dimension.RECIPIENT_UNIT: Residual.NO_RECIPIENT,
}
"""What the row of missing values is called; "ej klassificerad" where nothing else is said."""


def keys_in(text: str) -> list[int]:
    """The primary keys in one of the tally's columns that hold a set."""
    return [int(key) for key in text.split()]


def outcome_word(outcome: AnswerOutcome) -> str:
    """An outcome as the files of earlier years write it: "löst genom kommunikation"."""
    return outcome.label.casefold()


def missing(dimension: Dimension) -> Value:
    """The residual row's value."""
    return Value(None, RESIDUAL.get(dimension, Residual.UNCLASSIFIED).label)


@dataclass
class Names:
    """The names that stand behind the keys, each list read once and only when it is needed."""

    naming: Naming = Naming.THEN
    _lists: dict[str, list[Any]] = field(default_factory=dict)
    _found: dict[Hashable, Any] = field(default_factory=dict)

    def once[Found](self, asked: Hashable, find: Callable[[], Found]) -> Found:
        """What a condition's words mean, found once for all tables that have it."""
        if asked not in self._found:
            self._found[asked] = find()
        found: Found = self._found[asked]
        return found

    def read(self, dimensions: Iterable[Dimension]) -> None:
        """Read the lists behind some dimensions in one query, but for those that are known."""
        wanted = dict.fromkeys(one for dimension in dimensions for one in LISTS_BEHIND[dimension])
        missing = {one: LISTINGS[one]() for one in wanted if one not in self._lists}
        self._lists |= read_together(missing)

    def _list(self, name: str) -> list[Any]:
        if name not in self._lists:
            self._lists |= read_together({name: LISTINGS[name]()})
        return self._lists[name]

    @cached_property
    def kinds(self) -> list[KindCard]:
        """Every kind of service, in the order of the yearly reports."""
        return sorted(self._list("kinds"), key=lambda kind: (kind.order, kind.id))

    @cached_property
    def kind_labels(self) -> dict[int, str]:
        return {kind.id: kind.short_label for kind in self.kinds}

    @cached_property
    def principals(self) -> dict[int, PrincipalCard]:
        """Every principal of all times, in Swedish order."""
        cards = sorted(self._list("principals"), key=lambda card: swedish_key(card.name) or "")
        return {card.id: card for card in cards}

    @cached_property
    def areas(self) -> dict[int, AreaCard]:
        return {card.id: card for card in self._list("areas")}

    @cached_property
    def register(self) -> list[RegisterLine]:
        return register_lines()

    @cached_property
    def themes(self) -> dict[int, str]:
        """The name of every theme."""
        return dict(self._list("themes"))

    @cached_property
    def subtypes(self) -> dict[int, str]:
        """The name of every subtype."""
        return dict(self._list("subtypes"))

    @cached_property
    def code_books(self) -> list[int]:
        """The first year of every list of codes, in order."""
        return sorted(self._list("code books"))

    def services_of(self, kind_ids: Collection[int]) -> list[str]:
        """The services in one combination, in the order of the yearly reports."""
        return [kind.short_label for kind in self.kinds if kind.id in kind_ids]

    @cached_property
    def units_now(self) -> dict[int, str]:
        return organisations.names_of_units_now()

    @cached_property
    def _principals_now(self) -> dict[int, int]:
        return _now(self.principals)

    @cached_property
    def _areas_now(self) -> dict[int, int]:
        return _now(self.areas)

    def unit(self, pk: int | None, name_then: str | None) -> str | None:
        """What a unit was called when it wrote or was written to, or what it is called now."""
        is_now = pk is not None and self.naming is Naming.NOW
        return self.units_now[pk] if is_now and pk else name_then

    def principal(self, pk: int) -> PrincipalCard:
        """The principal of that time, or the one that it has become."""
        return self.principals[self._principals_now[pk] if self.naming is Naming.NOW else pk]

    def area(self, pk: int | None) -> AreaCard | None:
        """The area of that time, or the one that it has become."""
        if pk and self.naming is Naming.NOW:
            pk = self._areas_now.get(pk)
        return self.areas.get(pk or 0)

    def municipality(self, area_id: int | None) -> str | None:
        """The municipality that an area is or lies in."""
        area = self.area(area_id)
        while area and area.kind != AreaKind.MUNICIPALITY:
            area = self.area(area.parent_id)
        return area.name if area else None

    def district(self, area_id: int | None) -> str | None:
        """The district of the city, if the area is one."""
        area = self.area(area_id)
        return area.name if area and area.kind == AreaKind.DISTRICT else None

    def sector(self, principal_id: int) -> Value:
        """The principal's sector."""
        sector = SECTOR_OF_KIND[PrincipalKind(self.principal(principal_id).kind)]
        return Value(sector.value, sector.label)


def _now(cards: Mapping[int, PrincipalCard] | Mapping[int, AreaCard]) -> dict[int, int]:
    lives = {
        pk: Life(card.valid_from, card.valid_to, card.successor_id) for pk, card in cards.items()
    }
    return {pk: as_now(pk, lives) for pk in lives}


def _named(name: str | None) -> Value | None:
    return Value(name, name) if name else None


def _services(names: Names, keys: str) -> Value | None:
    labels = names.services_of(keys_in(keys))
    return Value(";".join(labels), " + ".join(labels)) if labels else None


def _outcome(names: Names, code: str | None) -> Value | None:
    return _named(outcome_word(AnswerOutcome(code))) if code else None


def _answered(names: Names, answered: bool) -> Value:
    word = YesOrNo.YES if answered else YesOrNo.NO
    return Value(word.value, word.label)


def _month(names: Names, year: int, month: int) -> Value:
    return Value(f"{year}-{month:02d}", f"{year}-{month:02d}")


READERS: dict[Dimension, Callable[..., Value | None]] = {
    Dimension.REPORTER_SERVICE: lambda names, pk: _named(names.kind_labels[pk]),
    Dimension.REPORTER_UNIT: lambda names, pk, name: _named(names.unit(pk, name)),
    Dimension.REPORTER_PRINCIPAL: lambda names, pk: _named(names.principal(pk).name),
    Dimension.REPORTER_SECTOR: lambda names, pk: names.sector(pk),
    Dimension.REPORTER_MUNICIPALITY: lambda names, pk: _named(names.municipality(pk)),
    Dimension.REPORTER_DISTRICT: lambda names, pk: _named(names.district(pk)),
    Dimension.RECIPIENT_SERVICE: lambda names, pk: _named(names.kind_labels.get(pk)),
    Dimension.RECIPIENT_SERVICES: _services,
    Dimension.RECIPIENT_UNIT: lambda names, pk, name: _named(names.unit(pk, name)),
    Dimension.THEME: lambda names, pk: _named(names.themes.get(pk)),
    Dimension.SUBTYPE: lambda names, pk: _named(names.subtypes.get(pk)),
    Dimension.OUTCOME: _outcome,
    Dimension.ANSWERED: _answered,
    Dimension.MONTH: _month,
    Dimension.YEAR: lambda names, year: _named(str(year)),
}


def read_value(dimension: Dimension, names: Names, stored: Iterable[object]) -> Value:
    """What a reader sees for what the database grouped by."""
    return READERS[dimension](names, *stored) or missing(dimension)
