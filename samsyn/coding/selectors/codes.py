"""Which themes are there in a year, and what are deviations coded as? Names are public facts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Abs

from samsyn.coding.models import CodeBook, Coding, Subtype, Theme
from samsyn.database.together import Listing
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.correspondences import Code


@dataclass(frozen=True)
class SubtypeCard:
    """A finer code within a theme."""

    id: int
    name: str


@dataclass(frozen=True)
class ThemeCard:
    """A theme of a year's list, with its subtypes."""

    id: int
    key: str
    name: str
    subtypes: tuple[SubtypeCard, ...]


@dataclass(frozen=True)
class CodingCard:
    """What one deviation is about; both empty while nobody has said."""

    theme: str
    subtypes: tuple[str, ...]


def code_books_for(year: int) -> QuerySet[CodeBook]:
    """The lists that a deviation of a year could be coded by, best first; only the first one is.

    Its own, else the latest before, else the first: a year without its own list is the rule, since a
    new one is made only when the themes change.
    """
    is_later = ExpressionWrapper(Q(year__gt=year), output_field=BooleanField())
    return CodeBook.objects.order_by(is_later, Abs(F("year") - year))


def lists_of_years(years: Collection[int], *, among: Collection[int] = ()) -> list[int]:
    """The first years of the lists that these years' deviations are coded by, each list once.

    `among` are the first years of all lists in order, where they have been read already.
    """
    known = list(among or CodeBook.objects.order_by("year").values_list("year", flat=True))
    lists = {
        max((one for one in known if one <= year), default=known[0]) for year in years if known
    }
    return sorted(lists)


def themes_in_use(year: int) -> list[ThemeCard]:
    """The themes to choose from for a deviation of this year, in the list's order (requirement 32)."""
    themes = Theme.objects.filter(code_book=code_books_for(year)[:1]).order_by("order", "pk")
    return [_theme_card(theme) for theme in themes.prefetch_related("subtypes")]


def _theme_card(theme: Theme) -> ThemeCard:
    subtypes = sorted(theme.subtypes.all(), key=lambda one: (one.order, one.pk))
    cards = tuple(SubtypeCard(one.pk, one.name) for one in subtypes)
    return ThemeCard(theme.pk, theme.key, theme.name, cards)


def theme_names() -> dict[int, str]:
    """The name of every theme of every year, by primary key."""
    return dict(Theme.objects.values_list("pk", "name"))


def code_of_theme(pk: int) -> Code | None:
    """A theme as its list names it: the list's first year and the name."""
    row = Theme.objects.filter(pk=pk).values_list("code_book__year", "name").first()
    return Code(*row) if row else None


def deviations_with_theme(themes: Collection[int]) -> QuerySet[Coding, int]:
    """Primary keys of the deviations coded with any of these themes, for use inside a query."""
    return Coding.objects.filter(theme_id__in=themes).values_list("deviation_id", flat=True)


def deviations_with_subtype(subtypes: Collection[int]) -> QuerySet[Coding, int]:
    """Primary keys of the deviations coded with any of these subtypes, for use inside a query."""
    coded = Coding.objects.filter(subtypes__in=subtypes)
    return coded.values_list("deviation_id", flat=True)


def codings_of(deviations: Iterable[int], *, viewer: Viewer | Everything) -> dict[int, CodingCard]:
    """What these deviations are coded as; the caller has found them through a selector with its viewer."""
    # One row a subtype, so that the page of a deviation needs one query for both.
    rows = Coding.objects.filter(deviation__in=list(deviations))
    themes: dict[int, str] = {}
    subtypes: dict[int, list[str]] = {}
    for deviation, theme, subtype in rows.values_list(
        "deviation_id", "theme__name", "subtypes__name"
    ):
        themes[deviation] = theme or ""
        subtypes.setdefault(deviation, []).extend([subtype] if subtype else [])
    return {
        deviation: CodingCard(theme, tuple(sorted(subtypes[deviation])))
        for deviation, theme in themes.items()
    }


def theme_listing() -> Listing[tuple[int, str]]:
    """Every theme of every year: its primary key and its name."""
    return Listing(Theme.objects.all(), ("pk", "name"), lambda *row: row)


def subtype_listing() -> Listing[tuple[int, str]]:
    """Every subtype of every year: its primary key and its name."""
    return Listing(Subtype.objects.all(), ("pk", "name"), lambda *row: row)


def code_book_listing() -> Listing[int]:
    """The first year of every list of codes."""
    return Listing(CodeBook.objects.all(), ("year",), int)
