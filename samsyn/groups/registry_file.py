"""What does a registry file say of groups? Local ones, the county's bodies, and what sources count."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.domain.time_valid import last_day_of
from samsyn.domain.vocabulary import AreaKind
from samsyn.groups.vocabulary import GroupKind
from samsyn.organisations.registry_file import read_registry

NO_GROUP = frozenset({"bus-sekretariatet"})
"""Stands among the regional bodies and does not meet as a group: its people serve the others."""
COUNTED = ("county", "city")
PUBLISHED = "publicerad rapport"
"""What the file calls "seed", in the words of the page."""


@dataclass(frozen=True)
class GroupEntry:
    """A group of the file; a local one has its BUS area under the same key."""

    key: str
    name: str
    kind: GroupKind
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


@dataclass(frozen=True)
class StatedEntry:
    """How many groups a source counts at a time."""

    said_of: str
    day: date
    place: str
    value: int
    source: str


@dataclass(frozen=True)
class GroupEntries:
    """All that the file says of groups."""

    groups: tuple[GroupEntry, ...]
    stated: tuple[StatedEntry, ...]


def read_groups(text: str) -> GroupEntries:
    """The groups of a registry file; refuses with NotARegistry what is no registry."""
    areas = [one for one in read_registry(text).areas if one.kind is AreaKind.BUS]
    data = json.loads(text)
    local = [
        GroupEntry(one.key, one.name, GroupKind.LOCAL, one.valid_from, one.valid_to, one.source)
        for one in areas
    ]
    bodies = [
        GroupEntry(one["id"], one["name"], GroupKind.REGIONAL, source=_source(one))
        for one in data.get("bus_bodies") or []
        if one.get("level") == "regional" and one["id"] not in NO_GROUP
    ]
    stated = [entry for one in data.get("bus_group_counts") or [] for entry in _stated(one)]
    return GroupEntries((*local, *bodies), tuple(stated))


def _stated(item: dict[str, Any]) -> list[StatedEntry]:
    said_of = str(item.get("at", ""))
    try:
        day = last_day_of(said_of)
    except ValueError:  # "undated (after 2020)" can stand beside no day
        return []
    return [
        StatedEntry(said_of, day, place, item[place], _source(item))
        for place in COUNTED
        if isinstance(item.get(place), int)
    ]


def _source(item: dict[str, Any]) -> str:
    written = item.get("source") or ""
    told = [PUBLISHED if written == "seed" else written, item.get("source_detail")]
    return ": ".join(filter(None, told))[:400]
