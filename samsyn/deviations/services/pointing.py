"""Which points of an agreement can be deviated from: add, rename while unused, move, end."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samsyn.deviations.models import Agreement, AgreementPoint, Deviation
from samsyn.deviations.services.agreeing import (
    free_key,
    is_same_name,
    record_change,
    require_name_and_time,
    set_columns,
)
from samsyn.domain.access import Viewer
from samsyn.domain.refusals import AgreementRefused
from samsyn.domain.time_valid import is_apart


@dataclass(frozen=True, kw_only=True)
class PointFields:
    """What an administrator decides about a point."""

    name: str
    valid_from: date | None
    valid_to: date | None
    after: int | None
    """The point that it follows in the form; None: it stands first."""


@transaction.atomic
def add_point(
    *, agreement_id: int, fields: PointFields, by: Viewer, now: datetime
) -> AgreementPoint:
    """Add a point (punkt i överenskommelsen); refuses a name that the agreement has already."""
    agreement = Agreement.objects.get(pk=agreement_id)
    _require_sound(fields, agreement)
    keys = set(agreement.points.values_list("key", flat=True))
    point = AgreementPoint.objects.create(
        agreement=agreement,
        key=free_key(fields.name, 60, keys),
        name=fields.name.strip(),
        valid_from=fields.valid_from,
        valid_to=fields.valid_to,
    )
    _place(point, fields.after)
    record_change(agreement, "point_added", {"point": [None, point.name]}, by=by, now=now)
    return point


@transaction.atomic
def change_point(*, point_id: int, fields: PointFields, by: Viewer, now: datetime) -> None:
    """Change a point's time and place, and its name as long as no deviation names it.

    After its last day it can no longer be chosen; deviations that name it keep it.
    """
    point = AgreementPoint.objects.select_related("agreement").get(pk=point_id)
    _require_sound(fields, point.agreement, point_id)
    wanted = {
        "name": fields.name.strip(),
        "valid_from": fields.valid_from,
        "valid_to": fields.valid_to,
    }
    name = point.name
    changes = set_columns(point, wanted)
    if "name" in changes and Deviation.objects.filter(agreement_point=point_id).exists():
        raise AgreementRefused("name_in_use")
    if changes:
        point.save(update_fields=list(changes))
    if _place(point, fields.after):
        changes["order"] = [None, point.order]
    if changes:
        record_change(point.agreement, "point_edited", {"point": name, **changes}, by=by, now=now)


def _require_sound(fields: PointFields, agreement: Agreement, pk: int | None = None) -> None:
    require_name_and_time(fields.name, fields.valid_from, fields.valid_to)
    for other in agreement.points.exclude(pk=pk or 0):
        if is_same_name(other.name, fields.name) and not is_apart(
            other.valid_from, other.valid_to, fields.valid_from, fields.valid_to
        ):
            raise AgreementRefused("same_name")


def _place(point: AgreementPoint, after: int | None) -> bool:
    """Let the point follow another one, all counted from 1 anew; True when something moved."""
    others = point.agreement.points.exclude(pk=point.pk).order_by("order", "pk")
    line = list(others)
    index = next((at for at, other in enumerate(line, start=1) if other.pk == after), 0)
    line.insert(index, point)
    moved = [one for order, one in enumerate(line, start=1) if one.order != order]
    for order, one in enumerate(line, start=1):
        one.order = order
    AgreementPoint.objects.bulk_update(moved, ["order"])
    return bool(moved)
