"""How does a year get its list of themes? By its file; what stands in a list is never renamed."""

import re
import unicodedata

from samsyn.coding.models import CodeBook, Subtype, Theme


def ensure_code_book(*, year: int) -> CodeBook:
    """The year's own list (kodlista), made empty when the year has none."""
    return CodeBook.objects.get_or_create(year=year, defaults={"name": str(year)})[0]


def ensure_theme(*, year: int, name: str) -> tuple[Theme, bool]:
    """The theme with this name in the year's own list, made last in it when it is new."""
    book = ensure_code_book(year=year)
    known = Theme.objects.filter(code_book=book, name=name).first()
    if known:
        return known, False
    taken = set(Theme.objects.filter(code_book=book).values_list("key", flat=True))
    theme = Theme.objects.create(
        code_book=book, name=name, key=new_key(name, taken), order=10 * (len(taken) + 1)
    )
    return theme, True


def ensure_subtype(*, theme: Theme, name: str) -> tuple[Subtype, bool]:
    """The theme's subtype with this name, made last when it is new."""
    known = Subtype.objects.filter(theme=theme, name=name).first()
    if known:
        return known, False
    taken = set(Subtype.objects.filter(theme=theme).values_list("key", flat=True))
    subtype = Subtype.objects.create(
        theme=theme, name=name, key=new_key(name, taken), order=10 * (len(taken) + 1)
    )
    return subtype, True


def new_key(name: str, taken: set[str]) -> str:
    """A key of plain letters made of a name, with a number behind when another has it already."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "tema"
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key
