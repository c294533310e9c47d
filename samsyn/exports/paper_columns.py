"""How wide are the columns of a table on paper? Figures as they need, words share what is left, fairly.

Worked out from the number of letters, once for PDF and Word: Word and LibreOffice guess differently.
"""

from collections.abc import Sequence
from dataclasses import dataclass

COLUMN = 156.0
"""Millimetres between the margins of a page."""
LETTER, AROUND, NARROWEST = 1.5, 3.9, 12.0
"""Millimetres: a letter of 9.5 points on the average, what stands around it, a column."""
BROAD = 0.4
"""How much broader capitals, m and w are than a letter on the average."""
STRONG = 1.07
"""Times the width of a letter in a head, which is bold."""
SMALL = 0.89
"""Of the letters' size in a table with too many columns: 8.5 points."""
FIRST = 0.24
"""Of the page that the names of the rows keep, if they need it."""


@dataclass(frozen=True)
class Columns:
    """The columns of one table, together as wide as the page."""

    widths: tuple[float, ...]
    """Millimetres."""
    is_small: bool
    """Whether the letters must be small."""
    breaks_words: bool
    """Whether not even small letters leave each word whole."""


def columns_of(
    heads: Sequence[str], rows: Sequence[Sequence[str]], is_figures: Sequence[bool]
) -> Columns:
    """Columns that hold their longest words, in small letters if they must; figures as they need."""
    cells = [[row[at] for row in rows] for at in range(len(heads))]
    columns = list(zip(heads, cells, is_figures, strict=True))
    for letter in (LETTER, SMALL * LETTER):
        wanted = [_wanted(*one, letter) for one in columns]
        least = [_least(*one, letter) for one in columns]
        least[0] = max(least[0], min(wanted[0], FIRST * COLUMN))
        if sum(least) <= COLUMN:
            break
    widths = tuple(_shared(wanted, least))
    return Columns(widths, is_small=letter < LETTER, breaks_words=sum(least) > COLUMN)


def _wanted(head: str, cells: Sequence[str], is_figures: bool, letter: float) -> float:
    """Room for the longest cell on one line; a head of figures may take two lines."""
    of_head = STRONG * (0.55 if is_figures else 1) * _length(head)
    letters = [*(_length(cell) for cell in cells), of_head]
    return max(max(letters) * letter + AROUND, _least(head, cells, is_figures, letter))


def _least(head: str, cells: Sequence[str], is_figures: bool, letter: float) -> float:
    """Room for the longest word, and for figures that belong together."""
    letters = [_length(cell) if is_figures else _longest_word(cell) for cell in cells]
    return max(NARROWEST, max([*letters, STRONG * _longest_word(head)]) * letter + AROUND)


def _longest_word(text: str) -> float:
    return max((_length(word) for word in text.split(" ")), default=0)


def _length(text: str) -> float:
    """In letters of average width."""
    return len(text) + BROAD * sum(letter.isupper() or letter in "mw" for letter in text)


def _shared(wanted: Sequence[float], least: Sequence[float]) -> list[float]:
    """Each column its longest word, and the rest by how much more it wants."""
    if sum(wanted) <= COLUMN:  # what is over stands before the figures
        return [wanted[0] + COLUMN - sum(wanted), *wanted[1:]]
    room = COLUMN - sum(least)
    if room <= 0:
        return [COLUMN * one / sum(least) for one in least]
    more = [max(0.0, want - need) for want, need in zip(wanted, least, strict=True)]
    return [need + room * one / sum(more) for need, one in zip(least, more, strict=True)]
