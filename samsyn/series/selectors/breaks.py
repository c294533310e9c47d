"""From when on do figures mean something else, and which figures?"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from samsyn.domain.correspondences import Code
from samsyn.domain.vocabulary import Dimension
from samsyn.series.models import SeriesBreak


@dataclass(frozen=True)
class BreakCard:
    """One known break; without themes and dimensions it touches every figure."""

    pk: int
    year: int
    day: date | None
    words_sv: str
    words_en: str
    themes: tuple[Code, ...]
    theme_keys: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    version: int

    @property
    def when(self) -> date:
        """From which day on, to put breaks in their order."""
        return self.day or date(self.year, 1, 1)

    @property
    def words(self) -> str:
        """In the reader's language, where somebody has written it in English."""
        is_english = (get_language() or "").startswith("en")
        return (is_english and self.words_en) or self.words_sv


def known_breaks() -> list[BreakCard]:
    """Every break that stands, the newest first."""
    rows = SeriesBreak.objects.filter(removed_at=None).order_by("-year", "-day", "pk")
    return [_card(row) for row in rows.prefetch_related("themes__code_book")]


def break_of(pk: int) -> BreakCard | None:
    """The break under this primary key, unless it has been taken away."""
    row = SeriesBreak.objects.filter(pk=pk, removed_at=None).first()
    return _card(row) if row else None


def _card(row: SeriesBreak) -> BreakCard:
    themes = sorted(row.themes.all(), key=lambda one: (one.code_book.year, one.order))
    return BreakCard(
        pk=row.pk,
        year=row.year,
        day=row.day,
        words_sv=row.words_sv,
        words_en=row.words_en,
        themes=tuple(Code(one.code_book.year, one.name) for one in themes),
        theme_keys=tuple(str(one.pk) for one in themes),
        dimensions=tuple(Dimension(one) for one in row.dimensions),
        version=row.version,
    )
