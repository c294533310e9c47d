"""By which id does the suggester know a theme or subtype of a year's list? By its name, key or an alias."""

import json
from functools import cache
from pathlib import Path

from samsyn.suggester.features import folded

_FILE = Path(__file__).parent / "taxonomy.json"


def theme_id(*names: str) -> str | None:
    """The taxonomy's id of a theme that has any of these names; None for one that it does not know."""
    return _known("themes", names)


def subtype_id(*names: str) -> str | None:
    """Likewise of a subtype."""
    return _known("subtypes", names)


def _known(part: str, names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := _ids()[part].get(_plain(name)))), None)


@cache
def _ids() -> dict[str, dict[str, str]]:
    listed = json.loads(_FILE.read_text(encoding="utf-8"))
    return {
        part: {_plain(name): key for key, names in listed[part].items() for name in (key, *names)}
        for part in ("themes", "subtypes")
    }


def _plain(name: str) -> str:
    return " ".join(folded(name).split())
