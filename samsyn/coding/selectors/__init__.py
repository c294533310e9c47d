"""What deviations can be coded as, what they are coded as, and what the secretariat has left to do."""

from samsyn.coding.selectors.codes import (
    CodingCard,
    SubtypeCard,
    ThemeCard,
    code_book_listing,
    code_books_for,
    codings_of,
    deviations_with_subtype,
    deviations_with_theme,
    subtype_listing,
    theme_listing,
    theme_names,
    themes_in_use,
)

__all__ = [
    "CodingCard",
    "SubtypeCard",
    "ThemeCard",
    "code_book_listing",
    "code_books_for",
    "codings_of",
    "deviations_with_subtype",
    "deviations_with_theme",
    "subtype_listing",
    "theme_listing",
    "theme_names",
    "themes_in_use",
]
