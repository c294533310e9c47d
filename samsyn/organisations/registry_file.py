"""What does a registry file in JSON say, and what is wrong with it? Reads, never writes."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.domain.time_valid import first_day_of, last_day_of
from samsyn.domain.vocabulary import AreaKind, PrincipalKind
from samsyn.organisations import vocabulary as words
from samsyn.organisations.naming import (
    district_administration,
    folded,
    municipal_principal,
    social_office,
)
from samsyn.organisations.registry_entries import (
    AreaEntry,
    Finding,
    KindEntry,
    PrincipalEntry,
    Registry,
    UnitEntry,
)

Item = dict[str, Any]

_PRINCIPAL_KINDS = {
    "kommun": PrincipalKind.MUNICIPALITY,
    "region": PrincipalKind.REGION,
    "stat": PrincipalKind.STATE,
    "ideell": PrincipalKind.ASSOCIATION,
    "enskild": PrincipalKind.INDEPENDENT,
}
_COUNTY_KEY = "lan-{code}"


class NotARegistry(ValueError):
    """The file is not JSON, or not a registry at all."""


def read_registry(text: str) -> Registry:
    """Everything in the file that Samsyn keeps; refuses with NotARegistry what is no registry."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as wrong:
        raise NotARegistry(_("Filen är inte giltig JSON (rad %d).") % wrong.lineno) from wrong
    if not isinstance(data, dict) or not isinstance(data.get("municipalities"), list):
        raise NotARegistry(_("Filen är inget register: listan ”municipalities” saknas."))
    return _Reader(data).read()


class _Reader:
    def __init__(self, data: Item) -> None:
        self.data = data
        self.registry = Registry()

    def read(self) -> Registry:
        """All parts, in the order in which they refer to each other."""
        self._kinds()
        self._county_and_region()
        self._municipalities()
        self._districts()
        self._bus_areas()
        self._clinics()
        self._external()
        self._check()
        return self.registry

    # Parts --------------------------------------------------------------------------------------

    def _kinds(self) -> None:
        listed = {item["id"]: item for item in self._items("verksamhetstyper")}
        for order, known in enumerate(words.KINDS_IN_REPORT_ORDER, start=1):
            item = listed.pop(known.key, {})
            self.registry.kinds.append(
                KindEntry(
                    key=known.key,
                    name=item.get("name") or known.name or known.short_label,
                    short_label=known.short_label,
                    aliases=known.aliases,
                    order=order,
                    principal_kind=_principal_kind(item) or known.principal_kind,
                    in_reports=True,
                )
            )
        for order, item in enumerate(listed.values(), start=len(self.registry.kinds) + 1):
            self.registry.kinds.append(
                KindEntry(
                    key=item["id"],
                    name=item["name"],
                    short_label=item["name"].split(" (")[0],
                    order=order,
                    principal_kind=_principal_kind(item),
                )
            )

    def _county_and_region(self) -> None:
        county = self.data.get("county") or {"code": "01", "name": ""}
        self.county_key = _COUNTY_KEY.format(code=county["code"])
        self.registry.areas.append(
            AreaEntry(
                key=self.county_key,
                name=county["name"],
                kind=AreaKind.COUNTY,
                code=county["code"],
                source=_source(county),
            )
        )
        for item in self._items("region"):
            self.registry.principals.append(
                PrincipalEntry(**self._common(item), kind=PrincipalKind.REGION)
            )
        regions = self.registry.principals
        now = [entry.key for entry in regions if not entry.successor and not entry.valid_to]
        self.region_key = now[0] if now else ""

    def _municipalities(self) -> None:
        for item in self._items("municipalities"):
            common = self._common(item)
            owner = municipal_principal(item["name"], item.get("code") or "")
            self.registry.areas.append(
                AreaEntry(
                    **common,
                    kind=AreaKind.MUNICIPALITY,
                    code=item.get("code") or "",
                    parent=self.county_key,
                )
            )
            self.registry.principals.append(
                PrincipalEntry(**{**common, "name": owner}, kind=PrincipalKind.MUNICIPALITY)
            )
            self._social_office(item["id"], item["name"], owner, principal=item["id"])

    def _districts(self) -> None:
        for item in self._items("districts"):
            common = self._common(item)
            parent = item.get("municipality")
            self.registry.areas.append(AreaEntry(**common, kind=AreaKind.DISTRICT, parent=parent))
            administration = district_administration(item["name"])
            self._social_office(
                item["id"], item["name"], administration, principal=parent, common=common
            )

    def _bus_areas(self) -> None:
        for item in self._items("bus_groups"):
            self.registry.areas.append(
                AreaEntry(
                    **self._common(item),
                    kind=AreaKind.BUS,
                    parent=self.county_key,
                    covers=tuple(item.get("members") or ()),
                )
            )
        self._end_replaced_bus_areas()

    def _clinics(self) -> None:
        for item in self._items("clinics"):
            if item.get("placeholder"):
                self._note(item["id"], _("Platshållare, inte en verksamhet: läses inte in."))
                continue
            kind, note = self._kind_of_clinic(item)
            aliases = tuple(item.get("aliases") or ())
            area = item.get("area") or self._area_in_names([item["name"], *aliases])
            if item.get("private_provider"):
                note = f"{note} {words.PRIVATE_PROVIDER}".strip()
            self.registry.units.append(
                UnitEntry(
                    **self._common(item),
                    kind=kind,
                    principal=item.get("principal") or self.region_key,
                    area=area,
                    is_area_guessed=not item.get("area"),
                    aliases=aliases,
                    note=note,
                )
            )

    def _external(self) -> None:
        for item in self._items("external_units"):
            if item.get("type") == "kommun":
                owner = municipal_principal(item["name"], item.get("code") or "")
                self._external_principal(item["id"], owner, PrincipalKind.MUNICIPALITY, item)
                self._social_office(
                    item["id"], item["name"], owner, principal=item["id"], is_external=True
                )
            else:
                self._external_clinic(item)

    def _external_clinic(self, item: Item) -> None:
        code = item.get("county_code") or ""
        owner = words.REGIONS_OUTSIDE.get(code) or item["name"]
        key = f"region-{code}" if code in words.REGIONS_OUTSIDE else f"principal-{item['id']}"
        self._external_principal(key, owner, PrincipalKind.REGION, item)
        kind, note = self._kind_of_clinic(item)
        self.registry.units.append(
            UnitEntry(**self._common(item), kind=kind, principal=key, is_external=True, note=note)
        )

    # Smaller things -------------------------------------------------------------------------------

    def _items(self, section: str) -> Iterator[Item]:
        """The entries of a section that have an id and a name; the others are errors."""
        for number, item in enumerate(self.data.get(section) or [], start=1):
            if isinstance(item, dict) and item.get("id") and item.get("name"):
                yield item
            else:
                self._wrong(f"{section} {number}", _("Posten saknar id eller namn."))

    def _common(self, item: Item) -> Item:
        return {
            "key": item["id"],
            "name": item["name"],
            "valid_from": self._day(item, "valid_from"),
            "valid_to": self._day(item, "valid_to"),
            "successor": item.get("successor"),
            "source": _source(item),
        }

    def _day(self, item: Item, name: str) -> date | None:
        written = item.get(name)
        if written is None:
            return None
        try:
            return (first_day_of if name == "valid_from" else last_day_of)(str(written))
        except ValueError:
            self._wrong(item["id"], _("”%s” är inget datum.") % written)
            return None

    def _social_office(
        self,
        place_key: str,
        place: str,
        owner: str,
        *,
        principal: str | None,
        common: Item | None = None,
        is_external: bool = False,
    ) -> None:
        common = common or {}
        successor = common.get("successor")
        self.registry.units.append(
            UnitEntry(
                key=f"soc-{place_key}",
                name=social_office(owner),
                kind=words.SOCIAL_KIND,
                principal=principal or "",
                area=None if is_external else place_key,
                aliases=(words.SOCIAL_OFFICE_ALIAS.format(place=place),),
                valid_from=common.get("valid_from"),
                valid_to=common.get("valid_to"),
                successor=f"soc-{successor}" if successor else None,
                is_external=is_external,
                source=words.FOLLOWS_FROM_REGISTRY,
            )
        )

    def _external_principal(self, key: str, name: str, kind: PrincipalKind, item: Item) -> None:
        if key not in {entry.key for entry in self.registry.principals}:
            self.registry.principals.append(
                PrincipalEntry(
                    key=key, name=name, kind=kind, is_external=True, source=_source(item)
                )
            )

    def _kind_of_clinic(self, item: Item) -> tuple[str, str]:
        """The kind's key, and what of the file's own kind the key does not say."""
        written = item.get("verksamhetstyp") or item["name"].split()[0]
        known = {
            folded(spelling): entry.key
            for entry in self.registry.kinds
            for spelling in (entry.key, entry.name, entry.short_label, *entry.aliases)
        }
        if folded(written) in known:
            return known[folded(written)], ""
        narrower = known.get(folded(written.split()[0])) or known.get(folded(item["id"]))
        if narrower:
            return narrower, "" if narrower == item["id"] else f"{written}."
        key = folded(written).replace(" ", "-")[:40]
        self.registry.kinds.append(KindEntry(key=key, name=written, short_label=written[:60]))
        self._note(item["id"], _("Okänd verksamhetstyp ”%s”: läggs till.") % written)
        return key, ""

    def _area_in_names(self, names: list[str]) -> str | None:
        """The municipality or lasting district whose name stands in one of the names.

        A district that came or went by a merger may be younger than the clinic: nothing is guessed.
        """
        followed = {entry.successor for entry in self.registry.areas}
        for entry in self.registry.areas:
            is_place = entry.kind in {AreaKind.MUNICIPALITY, AreaKind.DISTRICT}
            if not is_place or entry.valid_to or entry.key in followed:
                continue
            if any(f" {folded(entry.name)} " in f" {folded(name)} " for name in names):
                return entry.key
        return None

    def _end_replaced_bus_areas(self) -> None:
        """A BUS area without an end, whose members all got others later, ended the day before."""
        became = {entry.key: entry.successor or entry.key for entry in self.registry.areas}
        bus = [entry for entry in self.registry.areas if entry.kind is AreaKind.BUS]
        for old in bus:
            later = [
                new
                for new in bus
                if new.valid_from and new.valid_from > (old.valid_from or date.min) and new != old
            ]
            taken = {member for new in later for member in new.covers}
            if old.valid_to or not old.covers or {became.get(m, m) for m in old.covers} - taken:
                continue
            starts = [
                new.valid_from
                for new in later
                if new.valid_from and set(new.covers) & {became.get(m, m) for m in old.covers}
            ]
            last = max(starts) - timedelta(days=1)
            where = self.registry.areas.index(old)
            self.registry.areas[where] = replace(old, valid_to=last)
            self._note(
                old.key,
                _("Slutdatum saknas. Andra grupper tog över, därför räknas den till %s.") % last,
            )

    def _check(self) -> None:
        """References must lead somewhere; dates that are not known are told once a section."""
        for what, entries in (
            (_("huvudmän"), self.registry.principals),
            (_("områden"), self.registry.areas),
            (_("verksamheter"), self.registry.units),
        ):
            keys = Counter(entry.key for entry in entries)
            for key, times in keys.items():
                if times > 1:
                    self._wrong(key, _("Samma id står %d gånger.") % times)
            for entry in entries:
                self._check_one(entry, set(keys))
            undated = sum(entry.valid_from is None for entry in entries)
            if undated:
                self._note(
                    what,
                    ngettext(
                        "%(count)d av %(all)d saknar startdatum.",
                        "%(count)d av %(all)d saknar startdatum.",
                        undated,
                    )
                    % {"count": undated, "all": len(entries)},
                )

    def _check_one(self, entry: Any, keys: set[str]) -> None:
        areas = {area.key for area in self.registry.areas}
        principals = {principal.key for principal in self.registry.principals}
        if entry.successor and entry.successor not in keys:
            self._wrong(entry.key, _("Efterföljaren ”%s” finns inte.") % entry.successor)
        if entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from:
            self._wrong(entry.key, _("Slutar innan den börjar."))
        wanted = [getattr(entry, "parent", None), getattr(entry, "area", None)]
        for key in [*filter(None, wanted), *getattr(entry, "covers", ())]:
            if key not in areas:
                self._wrong(entry.key, _("Området ”%s” finns inte.") % key)
        if isinstance(entry, UnitEntry) and entry.principal not in principals:
            self._wrong(entry.key, _("Huvudmannen ”%s” finns inte.") % entry.principal)

    def _note(self, where: str, message: str) -> None:
        self.registry.findings.append(Finding(where, message))

    def _wrong(self, where: str, message: str) -> None:
        self.registry.findings.append(Finding(where, message, is_error=True))


def _source(item: Item) -> str:
    return str(item.get("source") or "")[:60]


def _principal_kind(item: Item) -> str:
    return _PRINCIPAL_KINDS.get(item.get("huvudmannatyp") or "", "")
