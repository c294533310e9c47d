"""Every kind, principal and area of all times, to be read in one query with other lists."""

import json
from dataclasses import fields
from datetime import date
from typing import Any

from samsyn.database.together import Listing
from samsyn.organisations.cards import AreaCard, KindCard, PrincipalCard
from samsyn.organisations.models import Area, Principal, UnitKind


def kind_listing() -> Listing[KindCard]:
    """Every kind of service."""
    return Listing(UnitKind.objects.all(), _columns(KindCard), _kind)


def principal_listing() -> Listing[PrincipalCard]:
    """Every principal of all times."""
    return Listing(Principal.objects.all(), _columns(PrincipalCard), _principal)


def area_listing() -> Listing[AreaCard]:
    """Every area of all times."""
    return Listing(Area.objects.all(), _columns(AreaCard), _area)


def _columns(card: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(card))


def _said(card: type[Any], row: tuple[Any, ...]) -> dict[str, Any]:
    said = dict(zip(_columns(card), row, strict=True))
    for name in {"valid_from", "valid_to"} & said.keys():
        said[name] = date.fromisoformat(said[name]) if said[name] else None
    for name in {"is_external", "in_reports"} & said.keys():
        said[name] = bool(said[name])
    return said


def _kind(*row: Any) -> KindCard:
    said = _said(KindCard, row)
    aliases = said["aliases"]
    # SQLite keeps JSON as text, and puts it as text into more JSON.
    known = json.loads(aliases) if isinstance(aliases, str) else aliases
    return KindCard(**{**said, "aliases": tuple(known)})


def _principal(*row: Any) -> PrincipalCard:
    return PrincipalCard(**_said(PrincipalCard, row))


def _area(*row: Any) -> AreaCard:
    return AreaCard(**_said(AreaCard, row))
