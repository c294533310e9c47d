"""How many of the register's units take part, and which are silent? (requirement 33)

The figures tell who reports, not what happened.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, fields
from datetime import date

from samsyn.domain.vocabulary import Listed, Scope, gettext_noop


class Showing(Listed):
    """Which units a list of coverage holds."""

    SILENT = ("tysta", gettext_noop("Varken skickat, fått eller angett"))
    NEVER_SENT = ("ej-skickat", gettext_noop("Har inte skickat"))
    NEVER_RECEIVED = ("ej-fatt", gettext_noop("Har inte fått"))
    UNANSWERED = ("ej-svarat", gettext_noop("Har fått men inte svarat"))
    SENT = ("skickat", gettext_noop("Har skickat"))
    RECEIVED = ("fatt", gettext_noop("Har fått"))
    ACKNOWLEDGED = ("kvitterat", gettext_noop("Har kvitterat"))
    ANSWERED = ("svarat", gettext_noop("Har svarat"))
    STATED = ("inga", gettext_noop("Har angett inga avvikelser"))
    ALL = ("alla", gettext_noop("Alla verksamheter"))


class CountedAs(Listed):
    """Is a unit that went up in another one counted as what it was, or as what it is now?"""

    THEN = ("da", gettext_noop("Som då"))
    NOW = ("nu", gettext_noop("Som nu"))


class Grouping(Listed):
    """By what coverage is told."""

    KIND = ("typ", gettext_noop("Verksamhetstyp"))
    PRINCIPAL = ("huvudman", gettext_noop("Huvudman"))
    MUNICIPALITY = ("kommun", gettext_noop("Kommun"))
    DISTRICT = ("stadsdel", gettext_noop("Stadsdel"))


@dataclass(frozen=True)
class Took:
    """In how many deviations a unit took part in a time, and how."""

    sent: int = 0
    received: int = 0
    acknowledged: int = 0
    answered: int = 0

    def __add__(self, other: "Took") -> "Took":
        return Took(
            self.sent + other.sent,
            self.received + other.received,
            self.acknowledged + other.acknowledged,
            self.answered + other.answered,
        )

    def __sub__(self, other: "Took") -> "Took":
        return Took(
            self.sent - other.sent,
            self.received - other.received,
            self.acknowledged - other.acknowledged,
            self.answered - other.answered,
        )


def took_in(scope: Scope, everything: Took, between: Took) -> Took:
    """What of it was between principals, within one, or both."""
    if scope is Scope.ALL:
        return everything
    return between if scope is Scope.BETWEEN else everything - between


def belongs(showing: Showing, took: Took, *, has_stated: bool) -> bool:
    """True when a unit belongs in the list."""
    match showing:
        case Showing.SILENT:
            return not (took.sent or took.received or has_stated)
        case Showing.NEVER_SENT:
            return not took.sent
        case Showing.NEVER_RECEIVED:
            return not took.received
        case Showing.UNANSWERED:
            return bool(took.received) and not took.answered
        case Showing.SENT:
            return bool(took.sent)
        case Showing.RECEIVED:
            return bool(took.received)
        case Showing.ACKNOWLEDGED:
            return bool(took.acknowledged)
        case Showing.ANSWERED:
            return bool(took.answered)
        case Showing.STATED:
            return has_stated
        case _:
            return True


@dataclass(frozen=True)
class Span:
    """The years, or the one stated period, that coverage is told of, up to today."""

    periods: tuple[str, ...]
    """Keys of the periods that are added up; they do not overlap."""
    first: date
    last: date


@dataclass(frozen=True)
class Coverage:
    """How many different units there are, and how many of them did what."""

    units: int = 0
    sent: int = 0
    received: int = 0
    acknowledged: int = 0
    answered: int = 0
    stated: int = 0
    silent: int = 0

    def __add__(self, other: "Coverage") -> "Coverage":
        """Of units that are in one of the two only."""
        return Coverage(
            *(getattr(self, one.name) + getattr(other, one.name) for one in fields(Coverage))
        )

    def of(self, showing: Showing) -> int:
        """The number of units that a list of this kind holds."""
        return {
            Showing.SENT: self.sent,
            Showing.RECEIVED: self.received,
            Showing.ACKNOWLEDGED: self.acknowledged,
            Showing.ANSWERED: self.answered,
            Showing.STATED: self.stated,
            Showing.SILENT: self.silent,
            Showing.ALL: self.units,
            Showing.NEVER_SENT: self.units - self.sent,
            Showing.NEVER_RECEIVED: self.units - self.received,
            Showing.UNANSWERED: self.received - self.answered,
        }[showing]


def coverage_of(units: Iterable[tuple[Took, bool]]) -> Coverage:
    """The coverage of some units, each given by how it took part and whether it stated nothing."""
    all_units = list(units)

    def number(showing: Showing) -> int:
        return sum(belongs(showing, took, has_stated=stated) for took, stated in all_units)

    return Coverage(
        units=len(all_units),
        sent=number(Showing.SENT),
        received=number(Showing.RECEIVED),
        acknowledged=number(Showing.ACKNOWLEDGED),
        answered=number(Showing.ANSWERED),
        stated=number(Showing.STATED),
        silent=number(Showing.SILENT),
    )


def grouped[One, Key: Hashable](
    units: Iterable[One], key_of: Callable[[One], Key]
) -> dict[Key, list[One]]:
    """The units by what they have in common, in the order that they came."""
    groups: dict[Key, list[One]] = {}
    for unit in units:
        groups.setdefault(key_of(unit), []).append(unit)
    return groups
