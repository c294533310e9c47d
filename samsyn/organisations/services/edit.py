"""How does an administrator change the registry by hand? (requirements 45-47)"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.time_valid import Life, as_now, is_apart
from samsyn.domain.vocabulary import PrincipalKind
from samsyn.organisations.models import Area, Principal, Unit, UnitAlias
from samsyn.organisations.naming import folded
from samsyn.organisations.refusals import UnitRefused
from samsyn.organisations.selectors.principals import principal_by_any_name
from samsyn.organisations.services.changes import (
    claim,
    new_key,
    record_change,
    save,
    set_fields,
)


@dataclass(frozen=True, kw_only=True)
class UnitFields:
    """What an administrator decides about a unit."""

    name: str
    kind_id: int
    principal_id: int
    area_id: int | None = None
    function_mailbox: str = ""
    function_phone: str = ""
    contact_function: str = ""
    sdk_address: str = ""
    is_external: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""


@transaction.atomic
def create_unit(
    *,
    fields: UnitFields,
    by: Viewer | Everything | None,
    now: datetime,
    aliases: Iterable[str] = (),
    key: str = "",
    source: str = "",
) -> int:
    """Make a unit and return its primary key; refuses a name that its principal already uses then."""
    _require_sound(fields)
    unit = Unit(key=key or new_key(Unit, fields.name), source=source, **asdict(fields))
    unit.save()
    replace_aliases(unit, aliases)
    record_change(unit, what="created", changes={}, by=by, now=now)
    return unit.pk


@transaction.atomic
def edit_unit(
    *,
    pk: int,
    version: int,
    fields: UnitFields,
    by: Viewer | Everything | None,
    now: datetime,
    aliases: Iterable[str] | None = None,
) -> None:
    """Change a unit; refuses with Outdated when somebody else was first. None leaves the aliases."""
    unit = claim(Unit, pk, version)
    _require_sound(fields, pk)
    changes = set_fields(unit, **asdict(fields))
    save(unit, changes)
    if aliases is not None:
        changes |= replace_aliases(unit, aliases)
    if changes:
        record_change(unit, what="edited", changes=changes, by=by, now=now)


@transaction.atomic
def end_unit(
    *,
    pk: int,
    version: int,
    valid_to: date,
    by: Viewer | Everything | None,
    now: datetime,
    successor: int | None = None,
) -> None:
    """Let a unit end on a day, perhaps with a successor; deviations keep its name."""
    unit = claim(Unit, pk, version)
    if unit.valid_from and valid_to < unit.valid_from:
        raise UnitRefused("ends_before_start")
    require_no_circle(Unit, pk, successor)
    changes = set_fields(unit, valid_to=valid_to, successor_id=successor)
    save(unit, changes)
    record_change(unit, what="ended", changes=changes, by=by, now=now)


@transaction.atomic
def merge_units(
    *,
    pk: int,
    version: int,
    into: int,
    valid_to: date,
    by: Viewer | Everything | None,
    now: datetime,
) -> None:
    """Let a unit go up in another, which from now on is found by all its names.

    Nothing already written moves: an old deviation keeps the old unit, "as now" counts it to the new.
    """
    end_unit(pk=pk, version=version, valid_to=valid_to, successor=into, by=by, now=now)
    old, kept = Unit.objects.get(pk=pk), Unit.objects.get(pk=into)
    names = [old.name, *old.aliases.values_list("name", flat=True)]
    known = list(kept.aliases.values_list("name", flat=True))
    changes = replace_aliases(kept, [*known, *names])
    record_change(kept, what="merged", changes=changes, by=by, now=now)


@transaction.atomic
def add_alias(*, pk: int, name: str, by: Viewer | Everything | None, now: datetime) -> None:
    """Let a unit be found by one more name; a name that it has already changes nothing."""
    unit = Unit.objects.get(pk=pk)
    changes = replace_aliases(unit, [*unit.aliases.values_list("name", flat=True), name])
    if changes:
        record_change(unit, what="edited", changes=changes, by=by, now=now)


@transaction.atomic
def remove_alias(*, pk: int, name: str, by: Viewer | Everything | None, now: datetime) -> None:
    """Let a unit no longer be found by a name."""
    unit = Unit.objects.get(pk=pk)
    kept = [alias.name for alias in unit.aliases.all() if alias.name != name]
    changes = replace_aliases(unit, kept)
    if changes:
        record_change(unit, what="edited", changes=changes, by=by, now=now)


@transaction.atomic
def create_principal(
    *,
    name: str,
    kind: PrincipalKind,
    is_external: bool,
    valid_from: date | None,
    by: Viewer | Everything | None,
    now: datetime,
) -> int:
    """Make a principal and return its primary key; refuses a name that a principal goes by now."""
    require_name_and_time(name, valid_from, None)
    if principal_by_any_name(name, on=max(filter(None, [valid_from, now.date()]))):
        raise UnitRefused("same_principal")
    principal = Principal.objects.create(
        key=new_key(Principal, name),
        name=name.strip(),
        kind=kind,
        is_external=is_external,
        valid_from=valid_from,
    )
    record_change(principal, what="created", changes={}, by=by, now=now)
    return principal.pk


@transaction.atomic
def edit_principal(
    *,
    pk: int,
    version: int,
    name: str,
    valid_from: date | None,
    valid_to: date | None,
    by: Viewer | Everything | None,
    now: datetime,
) -> None:
    """Change a principal's name or time; its units are found by the new name at once."""
    principal: Principal = claim(Principal, pk, version)
    require_name_and_time(name, valid_from, valid_to)
    changes = set_fields(principal, name=name, valid_from=valid_from, valid_to=valid_to)
    if changes:
        save(principal, changes)
        record_change(principal, what="edited", changes=changes, by=by, now=now)
    for unit in principal.units.select_related("kind", "principal", "area__parent"):
        save(unit, {})


def replace_aliases(unit: Unit, names: Iterable[str]) -> dict[str, list[object]]:
    """Give a unit exactly these other names, each once and none that is its own; tells the change."""
    wanted: dict[str, str] = {}
    for name in names:
        if folded(name) and folded(name) != folded(unit.name):
            wanted.setdefault(folded(name), name.strip())
    before = list(unit.aliases.all())
    kept = {alias.folded_name for alias in before} & set(wanted)
    for alias in before:
        if alias.folded_name not in kept:
            alias.delete()
    for each, name in wanted.items():
        if each not in kept:
            UnitAlias.objects.create(unit=unit, name=name)
    if {alias.folded_name for alias in before} == set(wanted):
        return {}
    return {"aliases": [sorted(alias.name for alias in before), sorted(wanted.values())]}


def _require_sound(fields: UnitFields, pk: int | None = None) -> None:
    require_name_and_time(fields.name, fields.valid_from, fields.valid_to)
    others = Unit.objects.filter(
        folded_name=folded(fields.name), principal=fields.principal_id
    ).exclude(pk=pk or 0)
    for other in others:
        if not is_apart(other.valid_from, other.valid_to, fields.valid_from, fields.valid_to):
            raise UnitRefused("same_name")


def require_name_and_time(name: str, valid_from: date | None, valid_to: date | None) -> None:
    """Refuse (UnitRefused) a missing name, or an end before the beginning."""
    if not folded(name):
        raise UnitRefused("name_missing")
    if valid_from and valid_to and valid_to < valid_from:
        raise UnitRefused("ends_before_start")


def require_no_circle(model: type[Unit] | type[Area], pk: int, successor: int | None) -> None:
    """Refuse (UnitRefused) a successor that has itself gone up in the row, or is the row."""
    if successor is None:
        return
    if successor == pk:
        raise UnitRefused("own_successor")
    rows = model._default_manager.values_list("pk", "valid_from", "valid_to", "successor")
    lives = {row: Life(first, last, then) for row, first, last, then in rows if row != pk}
    if as_now(successor, lives) == pk:
        raise UnitRefused("circle")
