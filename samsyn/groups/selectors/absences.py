"""Has the deviation of an absence been begun or sent, and can this person open it?"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from samsyn.groups.models import AbsenceDraft, Meeting


@dataclass(frozen=True)
class Begun:
    """A deviation that somebody began; `key` opens the draft for who writes for the same unit."""

    unit_name: str
    key: UUID | None


def begun_at(meeting: Meeting, *, viewer_units: Collection[int | None]) -> dict[str, Begun]:
    """By service: what was begun because nobody came for it. Ask for the meeting first."""
    rows = AbsenceDraft.objects.filter(meeting=meeting).select_related("service", "unit")
    return {
        row.service.key: Begun(
            row.unit.name, row.submission_key if row.unit_id in viewer_units else None
        )
        for row in rows
    }
