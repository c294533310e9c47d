"""What do the data give, counted a moment ago? Some hundred questions, so not for each page anew.

Whoever writes in a report turns pages; who changes it, freezes it or asks for it is always told what the
data say now. The snapshot is in the memory of one process, by who asks, and holds figures only.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache

from samsyn.domain.access import Everything, Viewer
from samsyn.reports.building import chapters_of
from samsyn.reports.contents.gathering import Chapter, Gathering


@dataclass(frozen=True)
class Snapshot:
    """Chapters as the data gave them at a moment."""

    chapters: tuple[Chapter, ...]
    counted_at: datetime


def snapshot_of(
    year: int,
    language: str,
    *,
    viewer: Viewer | Everything,
    now: datetime,
    count_anew: bool = False,
) -> Snapshot:
    """The chapters of the county's report, at most REPORT_FIGURES_SECONDS old; `count_anew`: of now."""
    key = f"report-figures-{year}-{language}-{_who(viewer)}"
    kept: Snapshot | None = None if count_anew else cache.get(key)
    oldest = now - timedelta(seconds=settings.REPORT_FIGURES_SECONDS)
    if kept and oldest < kept.counted_at <= now:
        return kept
    counted = Snapshot(tuple(chapters_of(Gathering(year, viewer), language)), now)
    cache.set(key, counted, settings.REPORT_FIGURES_SECONDS)
    return counted


def _who(viewer: Viewer | Everything) -> str:
    """Whose rights the figures were counted with; two roles of one person are two."""
    if isinstance(viewer, Everything):
        return "everything"
    return f"{viewer.user_id}-{viewer.key}-{','.join(sorted(viewer.roles))}"
