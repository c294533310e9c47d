"""How are many deviations coded at once? Row for row as `write_coding` does; for files, demo and bench."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samsyn.coding.models import Coding
from samsyn.domain.access import Viewer


@dataclass(frozen=True)
class Said:
    """What was said that one new deviation is about; the codes are of the right year's list."""

    deviation_id: int
    theme_id: int | None
    subtype_ids: tuple[int, ...]
    by: Viewer | None
    at: datetime
    source: str = "writer"


@transaction.atomic
def write_codings(said: Sequence[Said]) -> None:
    """Store what was said of many deviations that nobody has coded; the log has it already."""
    codings = Coding.objects.bulk_create(
        Coding(
            deviation_id=one.deviation_id,
            theme_id=one.theme_id,
            source=one.source,
            coded_at=one.at,
            coded_by_id=one.by.user_id if one.by else None,
        )
        for one in said
    )
    link = Coding.subtypes.through
    link.objects.bulk_create(
        link(coding_id=coding.pk, subtype_id=subtype)
        for coding, one in zip(codings, said, strict=True)
        for subtype in one.subtype_ids
    )
