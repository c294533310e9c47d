"""How are many deviations coded at once? For the demo and the bench, row for row as `send_and_code` does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samsyn.coding.models import Coding
from samsyn.domain.access import Viewer


@dataclass(frozen=True)
class Said:
    """What the writer of one deviation said that it is about; the codes are of the right year's list."""

    deviation_id: int
    theme_id: int
    subtype_ids: tuple[int, ...]
    by: Viewer
    at: datetime


@transaction.atomic
def write_codings(said: Sequence[Said]) -> None:
    """Store what many writers said; that they sent it stands in the log already."""
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
