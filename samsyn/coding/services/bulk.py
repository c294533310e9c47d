"""How are many deviations coded at once? For the demo and the bench, row for row as `code_deviation` does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samsyn.audit import services as audit
from samsyn.coding.models import Coding, Subtype, Theme
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import AuditKind


@dataclass(frozen=True)
class Said:
    """What the writer of one deviation said that it is about; the codes are of the right year's list."""

    deviation_id: int
    number: str
    theme_id: int | None
    subtype_ids: tuple[int, ...]
    by: Viewer
    at: datetime


@transaction.atomic
def write_codings(said: Sequence[Said]) -> None:
    """Store what many writers said, with a row in the log for each."""
    codings = Coding.objects.bulk_create(
        Coding(
            deviation_id=one.deviation_id,
            theme_id=one.theme_id,
            source="writer",
            coded_at=one.at,
            coded_by_id=one.by.user_id,
        )
        for one in said
    )
    link = Coding.subtypes.through
    link.objects.bulk_create(
        link(coding_id=coding.pk, subtype_id=subtype)
        for coding, one in zip(codings, said, strict=True)
        for subtype in one.subtype_ids
    )
    themes = dict(Theme.objects.values_list("pk", "key"))
    subtypes = dict(Subtype.objects.values_list("pk", "key"))
    audit.record_many(
        audit.Entry(
            AuditKind.WROTE,
            one.by,
            one.at,
            "deviation",
            one.deviation_id,
            one.number,
            details={
                "coded": themes[one.theme_id] if one.theme_id else None,
                "subtypes": [subtypes[pk] for pk in one.subtype_ids],
            },
        )
        for one in said
    )
