"""How does the administrator keep the kinds of services that figures are grouped by?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samsyn.domain.access import Viewer
from samsyn.organisations.models import Unit, UnitKind
from samsyn.organisations.naming import folded
from samsyn.organisations.refusals import UnitRefused
from samsyn.organisations.selectors.kinds import kinds_in_order, spellings
from samsyn.organisations.services.changes import (
    claim,
    new_key,
    record_change,
    save,
    set_fields,
)
from samsyn.organisations.services.historic import MADE


@dataclass(frozen=True, kw_only=True)
class KindFields:
    """What an administrator decides about a kind; files may call it by any of these names."""

    name: str
    short_label: str
    aliases: tuple[str, ...] = ()
    order: int = 100


@transaction.atomic
def create_kind(*, fields: KindFields, by: Viewer, now: datetime) -> int:
    """Make a kind (verksamhetstyp) and return its primary key; a later registry file takes it over."""
    _require_sound(fields)
    kind = UnitKind.objects.create(key=new_key(UnitKind, fields.name, MADE), **_columns(fields))
    record_change(kind, what="created", changes={}, by=by, now=now)
    return kind.pk


@transaction.atomic
def edit_kind(*, pk: int, version: int, fields: KindFields, by: Viewer, now: datetime) -> None:
    """Change what a kind is called and where it stands; its units are found by the new names at once."""
    kind: UnitKind = claim(UnitKind, pk, version)
    _require_sound(fields, pk)
    changes = set_fields(kind, **_columns(fields))
    save(kind, changes)
    if changes:
        record_change(kind, what="edited", changes=changes, by=by, now=now)
    if {"name", "short_label"} & set(changes):
        here = Unit.objects.filter(kind=kind)
        for unit in here.select_related("kind", "principal", "area__parent"):
            save(unit, {})


def _columns(fields: KindFields) -> dict[str, object]:
    return {
        "name": fields.name.strip(),
        "short_label": fields.short_label.strip(),
        "aliases": _each_once(fields.aliases, but={fields.name, fields.short_label}),
        "order": fields.order,
    }


def _each_once(names: Iterable[str], *, but: Iterable[str]) -> list[str]:
    wanted: dict[str, str] = {}
    for name in names:
        if folded(name):
            wanted.setdefault(folded(name), name.strip())
    taken = {folded(name) for name in but}
    return [name for each, name in wanted.items() if each not in taken]


def _require_sound(fields: KindFields, pk: int | None = None) -> None:
    if not folded(fields.name) or not folded(fields.short_label):
        raise UnitRefused("name_missing")
    wanted = {folded(each) for each in (fields.name, fields.short_label, *fields.aliases)} - {""}
    for other in kinds_in_order():
        if other.id != pk and wanted & {folded(each) for each in spellings(other)}:
            raise UnitRefused("same_kind")
