"""What differs between a stored row and what it shall be, and who changed it?"""

from datetime import date, datetime
from typing import Any

from django.db.models import F, Model

from samsyn.audit import services as audit
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import AuditKind
from samsyn.organisations.models import Area, Principal, Unit, UnitKind
from samsyn.organisations.naming import folded

DERIVED_OF_UNIT = ("folded_name", "search_text")
Row = Unit | Principal | Area | UnitKind


def claim(model: type[Row], pk: int, version: int) -> Any:
    """The row, now one version on; refuses with Outdated when somebody changed it meanwhile."""
    rows = model._default_manager.filter(pk=pk, version=version)
    if not rows.update(version=F("version") + 1):
        raise Outdated
    return model._default_manager.get(pk=pk)


def set_fields(row: Model, **wanted: Any) -> dict[str, list[Any]]:
    """Set what differs; returns field -> [old, new] in words that JSON can hold."""
    changes = {}
    for name, value in wanted.items():
        old = getattr(row, name)
        if old != value:
            setattr(row, name, value)
            changes[name] = [_plain(old), _plain(value)]
    return changes


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Model):
        return str(value)
    return value


def save(row: Row, changes: dict[str, list[Any]]) -> None:
    """Save the changed columns and, for a unit, the words by which it is found."""
    derived = DERIVED_OF_UNIT if isinstance(row, Unit) else ()
    row.save(update_fields=[*changes, *derived])


def record_change(
    row: Row,
    *,
    what: str,
    changes: dict[str, list[Any]],
    by: Viewer | Everything | None,
    now: datetime,
) -> None:
    """One event: what was done to which unit, principal, area or kind, with old and new values."""
    audit.record(
        AuditKind.CHANGED_REGISTRY,
        by=by,
        now=now,
        object_kind=type(row).__name__.lower(),
        object_id=row.pk,
        label=row.name,
        details={"what": what, "changes": changes},
    )


def new_key(model: type[Row], name: str, prefix: str = "") -> str:
    """A key from the name that nothing has yet."""
    room = (model._meta.get_field("key").max_length or 60) - len("-1000")
    stem = f"{prefix}{folded(name).replace(' ', '-')}"[:room].rstrip("-")
    taken = set(model._default_manager.filter(key__startswith=stem).values_list("key", flat=True))
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key
