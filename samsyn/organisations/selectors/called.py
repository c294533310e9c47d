"""What is everything in the registry called, of all times? For whoever must not print any of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from samsyn.domain.vocabulary import AreaKind, PrincipalKind
from samsyn.organisations.models import Area, Principal, Unit, UnitAlias, UnitKind


@dataclass(frozen=True)
class Called:
    """A name, and whose it is: a unit's with its kind's key, an area's or a principal's."""

    name: str
    unit_kind: str = ""
    area: AreaKind | None = None
    principal: PrincipalKind | None = None


def all_names() -> Iterator[Called]:
    """Every name of a unit (also other names), an area and a principal, those that ended too."""
    for name, kind in Unit.objects.values_list("name", "kind__key"):
        yield Called(name, unit_kind=kind)
    for name, kind in UnitAlias.objects.values_list("name", "unit__kind__key"):
        yield Called(name, unit_kind=kind)
    for name, kind in Area.objects.values_list("name", "kind"):
        yield Called(name, area=AreaKind(kind))
    for name, kind in Principal.objects.values_list("name", "kind"):
        yield Called(name, principal=PrincipalKind(kind))


def names_of_kinds() -> Iterator[str]:
    """What kinds of units are called, in short and by other names too."""
    for name, short_label, aliases in UnitKind.objects.values_list(
        "name", "short_label", "aliases"
    ):
        yield from (name, short_label, *aliases)
