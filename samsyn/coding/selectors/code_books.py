"""Which lists of themes have there been, which years do they hold for, and what may still be changed?"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from samsyn.coding.models import CodeBook, Coding, Opinion, Subtype, Theme
from samsyn.domain.code_lists import ListedTheme


@dataclass(frozen=True)
class Edition:
    """One list: the years that it holds for, its and its themes."""

    year: int
    until: int | None
    """The last year that it holds for; None while no later list is made."""
    is_first: bool
    """It holds for every earlier year too."""
    themes: tuple[ListedTheme, ...]
    is_used: bool
    """Something has been coded by it."""
    may_change: bool


def editions(*, this_year: int) -> list[Edition]:
    """All lists, the newest first. Only the newest may change, and only from its year on (32)."""
    books = list(CodeBook.objects.order_by("year").prefetch_related("themes__subtypes"))
    used = set(_used_themes().values_list("code_book__year", flat=True).distinct())
    # Each holds until the year before the next one; the newest has no end. There may be none at all.
    following: list[int | None] = [
        *(book.year - 1 for book in books[1:]),
        *([None] if books else []),
    ]
    found = [
        Edition(
            year=book.year,
            until=until,
            is_first=place == 0,
            themes=_themes(book),
            is_used=book.year in used,
            may_change=until is None and book.year >= this_year,
        )
        for place, (book, until) in enumerate(zip(books, following, strict=True))
    ]
    return found[::-1]


def _themes(book: CodeBook) -> tuple[ListedTheme, ...]:
    return tuple(
        ListedTheme(
            theme.name,
            tuple(
                one.name
                for one in sorted(theme.subtypes.all(), key=lambda one: (one.order, one.pk))
            ),
        )
        for theme in sorted(book.themes.all(), key=lambda one: (one.order, one.pk))
    )


def edition_of(year: int, *, this_year: int) -> Edition | None:
    """The list of exactly this year."""
    return next((one for one in editions(this_year=this_year) if one.year == year), None)


def next_edition_year(*, this_year: int) -> int | None:
    """From which year on a new list can hold: the first in which nothing is coded by an older one.

    None while the newest list has not come into use, since then that one is changed.
    """
    newest = CodeBook.objects.order_by("-year").values_list("year", flat=True).first() or 0
    if newest >= this_year:
        return None
    begun = Coding.objects.filter(deviation__year__gte=this_year, theme__isnull=False)
    return this_year + 1 if begun.exists() else this_year


def _used_themes() -> QuerySet[Theme]:
    """Themes that something has been coded with, also what no longer counts; by index, at any N."""
    return Theme.objects.filter(
        Q(Exists(Coding.objects.filter(theme=OuterRef("pk"))))
        | Q(Exists(Opinion.objects.filter(theme=OuterRef("pk"))))
    ).order_by()


def names_in_use(year: int) -> set[str]:
    """Names of the themes of this list that something has been coded with."""
    return set(_used_themes().filter(code_book__year=year).values_list("name", flat=True))


def subtypes_in_use(year: int) -> set[tuple[str, str]]:
    """Subtypes of this list that something has been coded with, as (theme, subtype)."""
    used = Subtype.objects.filter(
        Q(Exists(Coding.subtypes.through.objects.filter(subtype=OuterRef("pk"))))
        | Q(Exists(Opinion.subtypes.through.objects.filter(subtype=OuterRef("pk")))),
        theme__code_book__year=year,
    )
    return set(used.values_list("theme__name", "name"))
