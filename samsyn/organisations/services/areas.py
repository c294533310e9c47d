"""How does the administrator keep the map: new areas, other names, areas that go up in another?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from samsyn.domain.access import Viewer
from samsyn.domain.time_valid import is_apart
from samsyn.domain.vocabulary import AreaKind
from samsyn.organisations.models import Area, Unit
from samsyn.organisations.naming import folded
from samsyn.organisations.refusals import UnitRefused
from samsyn.organisations.services.changes import (
    claim,
    new_key,
    record_change,
    save,
    set_fields,
)
from samsyn.organisations.services.edit import require_name_and_time, require_no_circle
from samsyn.organisations.services.historic import MADE

LEVEL_ABOVE = {
    AreaKind.DISTRICT: AreaKind.MUNICIPALITY,
    AreaKind.MUNICIPALITY: AreaKind.COUNTY,
    AreaKind.BUS: AreaKind.COUNTY,
}
"""What an area of a level is part of; a county is part of nothing here."""
COVERED = (AreaKind.MUNICIPALITY, AreaKind.DISTRICT)
"""What a BUS area can cover."""


@dataclass(frozen=True, kw_only=True)
class AreaFields:
    """What an administrator decides about an area; `covers` is empty for all but BUS areas."""

    name: str
    parent_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    covers: tuple[int, ...] = ()


@transaction.atomic
def create_area(*, kind: AreaKind, fields: AreaFields, by: Viewer, now: datetime) -> int:
    """Make an area (område) and return its primary key; a later registry file takes it over by name."""
    _require_sound(kind, fields)
    area = Area.objects.create(
        key=new_key(Area, fields.name, MADE),
        kind=kind,
        name=fields.name.strip(),
        parent_id=fields.parent_id,
        valid_from=fields.valid_from,
        valid_to=fields.valid_to,
    )
    changes = _set_covers(area, fields.covers)
    record_change(area, what="created", changes=changes, by=by, now=now)
    return area.pk


@transaction.atomic
def edit_area(*, pk: int, version: int, fields: AreaFields, by: Viewer, now: datetime) -> None:
    """Change an area; its units are found by the new name at once. Without an end no successor."""
    area: Area = claim(Area, pk, version)
    _require_sound(AreaKind(area.kind), fields, pk)
    changes = set_fields(
        area,
        name=fields.name.strip(),
        parent=Area.objects.filter(pk=fields.parent_id or 0).first(),
        valid_from=fields.valid_from,
        valid_to=fields.valid_to,
        successor=area.successor if fields.valid_to else None,
    )
    save(area, changes)
    if area.kind == AreaKind.BUS:
        changes |= _set_covers(area, fields.covers)
    if changes:
        record_change(area, what="edited", changes=changes, by=by, now=now)
    if {"name", "parent"} & set(changes):
        here = Unit.objects.filter(Q(area=area) | Q(area__parent=area))
        for unit in here.select_related("kind", "principal", "area__parent"):
            save(unit, {})


@transaction.atomic
def end_area(
    *,
    pk: int,
    version: int,
    valid_to: date,
    successor: int | None,
    moves_units: bool,
    by: Viewer,
    now: datetime,
) -> list[int]:
    """Let an area end on a day, perhaps going up in another; returns the units that moved there.

    What is sent keeps the area of its day. Only units that live on after that day move.
    """
    area: Area = claim(Area, pk, version)
    require_name_and_time(area.name, area.valid_from, valid_to)
    require_no_circle(Area, pk, successor)
    after = Area.objects.filter(pk=successor or 0).first()
    if after and after.kind != area.kind:
        raise UnitRefused("wrong_level")
    changes = set_fields(area, valid_to=valid_to, successor=after)
    save(area, changes)
    record_change(area, what="ended", changes=changes, by=by, now=now)
    return _move_units(area, after, by, now) if after and moves_units else []


def _move_units(area: Area, after: Area, by: Viewer, now: datetime) -> list[int]:
    lives_on = Q(valid_to=None) | Q(valid_to__gt=area.valid_to)
    units = Unit.objects.filter(lives_on, area=area, is_historic=False)
    moved = []
    for unit in units.select_related("kind", "principal", "area__parent"):
        changes = set_fields(unit, area=after, version=unit.version + 1)
        save(unit, changes)
        del changes["version"]
        record_change(unit, what="edited", changes=changes, by=by, now=now)
        moved.append(unit.pk)
    return moved


def _set_covers(area: Area, wanted: Iterable[int]) -> dict[str, list[object]]:
    before = {each.pk: each.name for each in area.covers.all()}
    after = {each.pk: each.name for each in Area.objects.filter(pk__in=wanted, kind__in=COVERED)}
    if set(before) == set(after):
        return {}
    area.covers.set(after)
    return {"covers": [sorted(before.values()), sorted(after.values())]}


def _require_sound(kind: AreaKind, fields: AreaFields, pk: int | None = None) -> None:
    require_name_and_time(fields.name, fields.valid_from, fields.valid_to)
    parent = Area.objects.filter(pk=fields.parent_id or 0).first()
    if (parent and parent.kind != LEVEL_ABOVE.get(kind)) or (
        kind is AreaKind.DISTRICT and not parent
    ):
        raise UnitRefused("wrong_level")
    for other in Area.objects.filter(kind=kind, parent=parent).exclude(pk=pk or 0):
        if folded(other.name) == folded(fields.name) and not is_apart(
            other.valid_from, other.valid_to, fields.valid_from, fields.valid_to
        ):
            raise UnitRefused("same_area")
