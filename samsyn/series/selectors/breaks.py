"""From when on do figures mean something else, and which figures?"""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
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
    """Every break that stands, the newest first, in one query."""
    return _cards(SeriesBreak.objects.filter(removed_at=None))


def break_of(pk: int) -> BreakCard | None:
    """The break under this primary key, unless it has been taken away."""
    return next(iter(_cards(SeriesBreak.objects.filter(pk=pk, removed_at=None))), None)


OWN = ("pk", "year", "day", "words_sv", "words_en", "version")
THEME = ("themes", "themes__name", "themes__code_book__year")


def _cards(breaks: QuerySet[SeriesBreak]) -> list[BreakCard]:
    # One row a theme, so that breaks and their themes need one query.
    rows = breaks.order_by("-year", "-day", "pk", "themes__code_book__year", "themes__order")
    found: dict[int, BreakCard] = {}
    for *own, dimensions, theme, name, edition in rows.values_list(*OWN, "dimensions", *THEME):
        card = found.setdefault(
            own[0],
            BreakCard(
                **dict(zip(OWN, own, strict=True)),
                themes=(),
                theme_keys=(),
                dimensions=tuple(Dimension(one) for one in dimensions),
            ),
        )
        if theme:
            found[card.pk] = replace(
                card,
                themes=(*card.themes, Code(edition, name)),
                theme_keys=(*card.theme_keys, str(theme)),
            )
    return list(found.values())
