"""How is the county drawn in tiles? A place each, with its words and numbers; shade and bar say the same."""

from dataclasses import dataclass

from samsyn.domain.covering import Coverage, Grouping, Showing
from samsyn.domain.vocabulary import AreaKind
from samsyn.organisations import selectors as organisations
from samsyn.participation.county_grid import placed

BANDS = 4
"""Shades from light to dark; nobody at all has a look of its own."""

KIND_OF = {Grouping.MUNICIPALITY: AreaKind.MUNICIPALITY, Grouping.DISTRICT: AreaKind.DISTRICT}


@dataclass(frozen=True)
class Tile:
    """One place: where it stands, how many of how many, and as what it looks."""

    name: str
    column: int
    row: int
    number: int
    units: int

    @property
    def look(self) -> str:
        """none (no unit there), zero, or a band from 1 to BANDS."""
        if not self.units:
            return "none"
        if not self.number:
            return "zero"
        return str(-(-self.number * BANDS // self.units))

    @property
    def bar(self) -> str:
        """How long the bar is, in whole hundredths."""
        return str(round(100 * self.number / self.units)) if self.units else "0"


def tiles(by: Grouping, rows: list[tuple[str, Coverage]], *, showing: Showing, day) -> list[Tile]:
    """A tile for each place of the rows, from north to south and west to east."""
    coverage = dict(rows)
    # Also places where the viewer has no unit: a county with holes is hard to read as a map.
    areas = [one for one in organisations.areas_on(day, kind=KIND_OF[by]) if one.parent_id]
    found = []
    for area, column, row in placed(areas, KIND_OF[by]):
        of = coverage.get(area.name, Coverage())
        found.append(Tile(area.name, column, row, of.of(showing), of.units))
    return sorted(found, key=lambda tile: (tile.row, tile.column))
