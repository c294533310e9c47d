"""Where does each municipality and district stand when the county is drawn in tiles?"""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from samsyn.domain.vocabulary import AreaKind
from samsyn.organisations.cards import AreaCard

POSITIONS = Path(__file__).parent / "county_grid.toml"


@cache
def positions(kind: AreaKind) -> dict[str, tuple[int, int]]:
    """Column and row, counted from 1, of each known place; by the registry's key."""
    drawn: dict[str, list[int]] = tomllib.loads(POSITIONS.read_text())[kind.value]
    return {key: (column, row) for key, (column, row) in drawn.items()}


def placed(areas: Iterable[AreaCard], kind: AreaKind) -> list[tuple[AreaCard, int, int]]:
    """The places with column and row; those that are not drawn follow in rows below the others."""
    drawn = positions(kind)
    columns = max(column for column, _ in drawn.values())
    below = max(row for _, row in drawn.values()) + 1
    known: list[tuple[AreaCard, int, int]] = []
    unknown: list[AreaCard] = []
    for area in areas:
        if area.key in drawn:
            known.append((area, *drawn[area.key]))
        else:
            unknown.append(area)
    rest = [(area, at % columns + 1, below + at // columns) for at, area in enumerate(unknown)]
    return known + rest
