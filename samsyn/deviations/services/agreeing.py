"""What is agreed and from when: agreements and their times; what is sent keeps what it was promised."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from samsyn.audit import services as audit
from samsyn.deviations import search
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.models import Agreement, AgreementPoint, Deviation
from samsyn.deviations.services.laddering import start_ladder
from samsyn.domain.access import Viewer
from samsyn.domain.deadlines import Terms
from samsyn.domain.refusals import AgreementRefused
from samsyn.domain.time_valid import is_apart
from samsyn.domain.vocabulary import AuditKind

RESERVED = frozenset({"ny"})
"""The address of the page for a new agreement; no agreement may be found there instead."""


@dataclass(frozen=True, kw_only=True)
class AgreementFields:
    """What an administrator decides about an agreement; the first and the last day are counted."""

    name: str
    valid_from: date | None
    valid_to: date | None
    terms: Terms
    answers_shown_to_all: bool
    is_proposal: bool

    def columns(self) -> dict[str, Any]:
        """The same as the agreement's own columns."""
        told = {name: value for name, value in vars(self).items() if name != "terms"}
        return told | asdict(self.terms) | {"name": self.name.strip()}


@transaction.atomic
def create_agreement(
    *, fields: AgreementFields, by: Viewer, now: datetime, points_from: int | None = None
) -> Agreement:
    """Make an agreement, perhaps with the points that another one has and that have not ended."""
    _require_sound(fields)
    keys = set(Agreement.objects.values_list("key", flat=True)) | RESERVED
    agreement = Agreement.objects.create(key=free_key(fields.name, 40, keys), **fields.columns())
    today = day_in_stockholm(now)
    for point in AgreementPoint.objects.filter(agreement=points_from):
        if point.valid_to is None or point.valid_to >= today:
            AgreementPoint.objects.create(
                agreement=agreement, key=point.key, name=point.name, order=point.order
            )
    start_ladder(agreement)
    record_change(agreement, "created", {}, by=by, now=now)
    return agreement


@transaction.atomic
def change_agreement(
    *, agreement_id: int, fields: AgreementFields, by: Viewer, now: datetime
) -> Agreement:
    """Set an agreement's time, its deadlines (days), who sees answers, and whether that is decided.

    Refuses a new name once a deviation names the agreement: old deviations keep what they said.
    """
    agreement = Agreement.objects.get(pk=agreement_id)
    _require_sound(fields, agreement_id)
    changes = set_columns(agreement, fields.columns())
    if "name" in changes and Deviation.objects.filter(agreement=agreement_id).exists():
        raise AgreementRefused("name_in_use")
    if changes:
        agreement.save(update_fields=list(changes))
        record_change(agreement, "edited", changes, by=by, now=now)
    if "answers_shown_to_all" in changes:
        search.index_agreement(agreement.pk)
    return agreement


def _require_sound(fields: AgreementFields, pk: int | None = None) -> None:
    require_name_and_time(fields.name, fields.valid_from, fields.valid_to)
    for other in Agreement.objects.exclude(pk=pk or 0):
        if is_same_name(other.name, fields.name) and not is_apart(
            other.valid_from, other.valid_to, fields.valid_from, fields.valid_to
        ):
            raise AgreementRefused("same_name")


def require_name_and_time(name: str, valid_from: date | None, valid_to: date | None) -> None:
    """Refuse (AgreementRefused) a missing name, or an end before the beginning."""
    if not name.strip():
        raise AgreementRefused("name_missing")
    if valid_from and valid_to and valid_to < valid_from:
        raise AgreementRefused("ends_before_start")


def is_same_name(one: str, other: str) -> bool:
    """True when two names differ in letter case and spaces at most."""
    return one.casefold().split() == other.casefold().split()


def free_key(name: str, longest: int, taken: set[str]) -> str:
    """A key for addresses and files, made from the name, that nothing has yet."""
    stem = slugify(name)[: longest - 4].strip("-") or "namnlos"
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def set_columns(row: Agreement | AgreementPoint, wanted: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set what differs; returns column -> [old, new] in words that the log can hold."""
    changes = {}
    for name, value in wanted.items():
        old = getattr(row, name)
        if old != value:
            setattr(row, name, value)
            changes[name] = [
                one.isoformat() if isinstance(one, date) else one for one in (old, value)
            ]
    return changes


def record_change(
    agreement: Agreement, what: str, changes: dict[str, Any], *, by: Viewer, now: datetime
) -> None:
    """One event in the log: what was done to the agreement or one of its points, old and new."""
    audit.record(
        AuditKind.CHANGED_REGISTRY,
        by=by,
        now=now,
        object_kind="agreement",
        object_id=agreement.pk,
        label=agreement.name,
        details={"what": what, "changes": changes},
    )
