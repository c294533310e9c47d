"""Which rows are put together, so that no figure tells of a single unit? (requirement 31)

To hide a row is not enough: it follows from the total and the rows beside it. So the rows that are
too small become one row, and if that is still too small the smallest of the others joins it. What is
shown is then a partition: every sum and every difference of shown rows is again whole rows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How much of a row the reader does not know already: parts, and units that they came to."""

    parts: int = 0
    units: int = 0

    def __add__(self, other: "Size") -> "Size":
        return Size(self.parts + other.parts, self.units + other.units)

    def tells_of_nobody(self, least: "Size") -> bool:
        """True when there is nothing, or enough of it at several units."""
        return not self.units or (self.parts >= least.parts and self.units >= least.units)


def joined[Key](sizes: Sequence[tuple[Key, Size]], *, least: Size) -> list[tuple[Key, ...]]:
    """The rows that may be shown, in the order given, and last those put together; [] when none may.

    A row where nothing is unknown to the reader stands by itself.
    """
    size_of = dict(sizes)
    together = [key for key, size in sizes if not size.tells_of_nobody(least)]
    alone = [key for key, _ in sizes if key not in together]
    smallest_first = sorted((key for key in alone if size_of[key].units), key=_by_size(size_of))
    while together and not _sum(size_of[key] for key in together).tells_of_nobody(least):
        if not smallest_first:
            return []
        together.append(smallest_first.pop(0))
    rows: list[tuple[Key, ...]] = [(key,) for key in alone if key not in together]
    if together:
        rows.append(tuple(key for key, _ in sizes if key in together))
    return rows


def _by_size[Key](size_of: dict[Key, Size]) -> Callable[[Key], tuple[int, int]]:
    return lambda key: (size_of[key].parts, size_of[key].units)


def _sum(sizes: Iterable[Size]) -> Size:
    return sum(sizes, Size())


def crosses_safely(sides: Iterable[tuple[Size, Size]], *, least: Size) -> bool:
    """True when another sum (an area's) can stand beside rows that it cuts across.

    `sides` is, for each row, what of it lies in the area and what lies outside. By adding and taking
    away whole rows the reader comes to the inner or the outer side of each; the smallest such
    remainder must itself tell of nobody.
    """
    smallest = _sum(
        Size(min(inside.parts, outside.parts), min(inside.units, outside.units))
        for inside, outside in sides
    )
    return smallest.tells_of_nobody(least)
