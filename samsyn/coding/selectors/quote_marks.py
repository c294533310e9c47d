"""Which passages have coders marked as worth quoting, and what do they say?"""

from dataclasses import dataclass

from django.db.models import QuerySet

from samsyn.coding.models import QuoteMark
from samsyn.deviations.selectors.copied_texts import texts_of_copies
from samsyn.deviations.selectors.visible import STANDING, copied_deviations
from samsyn.domain.access import Viewer


@dataclass(frozen=True)
class MarkedPassage:
    """A passage of a masked copy: where it stands and what it says."""

    id: int
    deviation_id: int
    number: str
    year: int
    copy_id: int
    name: str
    start: int
    end: int
    words: str

    @property
    def where(self) -> tuple[int, str, int, int]:
        """The same for two marks of the same words."""
        return self.copy_id, self.name, self.start, self.end


def marked_in(year: int, *, viewer: Viewer) -> list[MarkedPassage]:
    """The marked passages of a year's deviations, by number; none for who may not read copies."""
    deviations = copied_deviations(viewer=viewer).filter(STANDING, year=year)
    marks = QuoteMark.objects.filter(copy__deviation__in=deviations)
    return _passages(marks.order_by("copy__deviation__sent_at", "start", "pk"), viewer)


def marked_passage(mark_id: int, *, viewer: Viewer) -> MarkedPassage | None:
    """One marked passage; None when there is none that the viewer may read."""
    deviations = copied_deviations(viewer=viewer).filter(STANDING)
    marks = QuoteMark.objects.filter(pk=mark_id, copy__deviation__in=deviations)
    return next(iter(_passages(marks, viewer)), None)


def years_marked(*, viewer: Viewer) -> list[int]:
    """The years in which something is marked, newest first."""
    deviations = copied_deviations(viewer=viewer).filter(STANDING)
    marks = QuoteMark.objects.filter(copy__deviation__in=deviations)
    years = marks.order_by().values_list("copy__deviation__year", flat=True).distinct()
    return sorted(years, reverse=True)


def _passages(marks: QuerySet[QuoteMark], viewer: Viewer) -> list[MarkedPassage]:
    found = list(marks.select_related("copy__deviation"))
    texts = texts_of_copies({one.copy_id for one in found}, viewer=viewer) if found else {}
    return [
        MarkedPassage(
            one.pk,
            one.copy.deviation_id,
            one.copy.deviation.number,
            one.copy.deviation.year,
            one.copy_id,
            one.name,
            one.start,
            one.end,
            texts[one.copy_id, one.name][one.start : one.end],
        )
        for one in found
    ]
