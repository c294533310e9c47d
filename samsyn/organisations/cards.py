"""What does one unit, area or principal look like to those who only read? Frozen, ready to show."""

from dataclasses import dataclass
from datetime import date

from samsyn.domain.time_valid import is_valid_on


@dataclass(frozen=True)
class UnitCard:
    """A unit with what it belongs to. `contact_function` and the next two: whom to contact."""

    id: int
    key: str
    name: str
    kind_id: int
    kind_key: str
    kind_label: str
    principal_id: int
    principal_name: str
    principal_kind: str
    area_id: int | None
    area_name: str
    municipality_name: str
    """The area itself, or the municipality that a district is part of; empty when not known."""
    is_external: bool
    is_historic: bool
    valid_from: date | None
    valid_to: date | None
    successor_id: int | None
    contact_function: str
    function_phone: str
    function_mailbox: str
    sdk_address: str
    source: str
    note: str
    version: int

    @property
    def place(self) -> str:
        """Where it lies, in words: "Farsta, Stockholm"."""
        if self.municipality_name and self.municipality_name != self.area_name:
            return f"{self.area_name}, {self.municipality_name}"
        return self.area_name

    @property
    def has_contact(self) -> bool:
        return bool(self.contact_function or self.function_phone or self.function_mailbox)

    def is_valid_on(self, day: date) -> bool:
        """True when the unit exists on the day."""
        return is_valid_on(self.valid_from, self.valid_to, day)

    def can_receive(self, day: date) -> bool:
        """True when a deviation can be sent to it on the day (not historic, not ended)."""
        return not self.is_historic and self.is_valid_on(day)


@dataclass(frozen=True)
class AreaCard:
    """An area of the tree."""

    id: int
    key: str
    name: str
    kind: str
    code: str
    parent_id: int | None
    successor_id: int | None
    valid_from: date | None
    valid_to: date | None
    version: int

    def is_valid_on(self, day: date) -> bool:
        """True when the area exists on the day."""
        return is_valid_on(self.valid_from, self.valid_to, day)


@dataclass(frozen=True)
class PrincipalCard:
    """A principal (huvudman)."""

    id: int
    key: str
    name: str
    kind: str
    is_external: bool
    successor_id: int | None
    valid_from: date | None
    valid_to: date | None
    version: int

    def is_valid_on(self, day: date) -> bool:
        """True when the principal exists on the day."""
        return is_valid_on(self.valid_from, self.valid_to, day)


@dataclass(frozen=True)
class KindCard:
    """A kind of service (verksamhetstyp)."""

    id: int
    key: str
    name: str
    short_label: str
    aliases: tuple[str, ...]
    order: int
    principal_kind: str
    in_reports: bool
    version: int
