"""How does a whole registry file come in, again and again, without duplicates? (requirement 46)"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from samsyn.audit import services as audit
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.vocabulary import AuditKind
from samsyn.organisations.models import Area, Principal, Unit, UnitKind
from samsyn.organisations.naming import folded
from samsyn.organisations.registry_entries import (
    AreaEntry,
    ImportReport,
    KindEntry,
    PrincipalEntry,
    Registry,
    Tally,
    TimeValidEntry,
    UnitEntry,
)
from samsyn.organisations.selectors.units import aliases_by_unit
from samsyn.organisations.services.changes import record_change, save, set_fields
from samsyn.organisations.services.edit import replace_aliases
from samsyn.organisations.services.historic import MADE
from samsyn.organisations.vocabulary import PLACE_FROM_NAME


@transaction.atomic
def load_registry(
    *, registry: Registry, dry_run: bool, by: Viewer | Everything | None, now: datetime
) -> ImportReport:
    """Make the registry say what the file says, all or nothing; a dry run only tells what it would do.

    What the file leaves open (no end, no mailbox) never erases what somebody has entered.
    """
    loading = _Loading(by, now)
    if not registry.has_errors():
        with transaction.atomic():
            loading.load(registry)
            if dry_run:
                transaction.set_rollback(True)
    report = ImportReport(dry_run, loading.tallies, registry.findings, loading.new, loading.changed)
    if report.is_written:
        counts = {sort: vars(tally) for sort, tally in loading.tallies.items()}
        audit.record(
            AuditKind.IMPORTED, by=by, now=now, object_kind="registry", details={"counts": counts}
        )
    return report


class _Loading:
    def __init__(self, by: Viewer | Everything | None, now: datetime) -> None:
        self.by, self.now = by, now
        self.tallies = {sort: Tally() for sort in ("principals", "areas", "kinds", "units")}
        self.new: list[str] = []
        self.changed: list[str] = []
        self.stored_kinds = _Stored(UnitKind, "short_label")
        self.stored_principals, self.stored_areas = (
            _Stored(Principal),
            _Stored(Area, "name", "kind"),
        )
        self.stored_units = _Stored(Unit)

    def load(self, registry: Registry) -> None:
        """Everything once without references, then the references, then the units."""
        self.aliases = aliases_by_unit(Unit.objects.values_list("pk", flat=True))
        self.kinds = {entry.key: self._kind(entry) for entry in registry.kinds}
        self.principals = {entry.key: self._principal(entry) for entry in registry.principals}
        self.areas = self._areas(registry.areas)
        self._successors(registry.principals, self.principals)
        units = {entry.key: self._unit(entry) for entry in registry.units}
        self._successors(registry.units, units)

    def _kind(self, entry: KindEntry) -> UnitKind:
        kind: UnitKind
        kind, is_new = self.stored_kinds.find(entry.key, entry.short_label)
        # Aliases that somebody added stay; the file's own are always there.
        aliases = list(dict.fromkeys([*(kind.aliases or []), *entry.aliases]))
        changes = set_fields(
            kind,
            key=entry.key,
            name=entry.name,
            short_label=entry.short_label,
            aliases=aliases,
            order=entry.order,
            principal_kind=str(entry.principal_kind),
            in_reports=entry.in_reports,
        )
        if changes:
            kind.version += not is_new
            kind.save()
        self.tallies["kinds"].count(is_new, bool(changes))
        return kind

    def _principal(self, entry: PrincipalEntry) -> Principal:
        principal: Principal
        principal, is_new = self.stored_principals.find(entry.key, entry.name)
        changes = set_fields(
            principal, **_told(entry), kind=entry.kind.value, is_external=entry.is_external
        )
        self._keep("principals", principal, is_new, changes)
        return principal

    def _areas(self, entries: Sequence[AreaEntry]) -> dict[str, Area]:
        areas: dict[str, Area] = {}
        for entry in _parents_first(entries):
            area, is_new = self.stored_areas.find(entry.key, entry.name, entry.kind)
            changes = set_fields(
                area,
                **_told(entry),
                kind=entry.kind.value,
                code=entry.code or area.code,
                parent=areas[entry.parent] if entry.parent else area.parent,
            )
            areas[entry.key] = area
            self._keep("areas", area, is_new, changes)
        self._successors(entries, areas)
        for entry in entries:
            if entry.covers:
                areas[entry.key].covers.set(areas[member] for member in entry.covers)
        return areas

    def _unit(self, entry: UnitEntry) -> Unit:
        unit: Unit
        unit, is_new = self.stored_units.find(entry.key, entry.name)
        told = _told(entry)
        area = self.areas[entry.area] if entry.area else None
        if entry.is_area_guessed and area and (is_new or not unit.area_id):
            told["source"] = f"{entry.source}; {PLACE_FROM_NAME}".strip("; ")
        elif entry.is_area_guessed:
            area = None
            told["source"] = unit.source or entry.source
        changes = set_fields(
            unit,
            **told,
            kind_id=self.kinds[entry.kind].pk,
            principal_id=self.principals[entry.principal].pk,
            area_id=area.pk if area else unit.area_id,
            is_external=entry.is_external,
            is_historic=False,
            note=unit.note or entry.note,
        )
        # The objects are at hand: saving a unit need not fetch what its search words are made of.
        unit.kind, unit.principal = self.kinds[entry.kind], self.principals[entry.principal]
        if area:
            unit.area = area
        self._keep("units", unit, is_new, changes)
        known = self.aliases.get(unit.pk, [])
        if {folded(alias) for alias in entry.aliases} - {folded(alias) for alias in known}:
            replace_aliases(unit, [*known, *entry.aliases])
        return unit

    def _keep(self, sort: str, row: Any, is_new: bool, changes: dict[str, list[Any]]) -> None:
        if is_new:
            row.save()
            self.new.append(row.name)
        elif changes:
            row.version += 1
            save(row, {**changes, "version": []})
            self.changed.append(row.name)
            record_change(row, what="imported", changes=changes, by=self.by, now=self.now)
        self.tallies[sort].count(is_new, bool(changes))

    def _successors(self, entries: Iterable[TimeValidEntry], rows: dict[str, Any]) -> None:
        for entry in entries:
            row = rows[entry.key]
            if entry.successor and row.successor_id != rows[entry.successor].pk:
                row.successor = rows[entry.successor]
                row.save(update_fields=["successor"])


class _Stored:
    """Everything of one sort that is there before, read once; `columns` say when two are the same."""

    def __init__(self, model: Any, *columns: str) -> None:
        self.model = model
        self.by_key = {row.key: row for row in model.objects.all()}
        self.made = {
            tuple(folded(getattr(row, column)) for column in columns or ("name",)): row
            for key, row in self.by_key.items()
            if key.startswith(MADE)
        }

    def find(self, key: str, *said: str) -> tuple[Any, bool]:
        """The row with the key, or one made here under the same name, or a new one."""
        row = self.by_key.get(key) or self.made.get(tuple(map(folded, said)))
        return (row, False) if row else (self.model(key=key), True)


def _told(entry: TimeValidEntry) -> dict[str, Any]:
    """What the file says of name and time, without what it leaves open."""
    told = {"key": entry.key, "name": entry.name}
    for name in ("valid_from", "valid_to", "source"):
        if getattr(entry, name):
            told[name] = getattr(entry, name)
    return told


def _parents_first(entries: Sequence[AreaEntry]) -> list[AreaEntry]:
    by_key = {entry.key: entry for entry in entries}

    def depth(entry: AreaEntry, steps: int = 0) -> int:
        parent = by_key.get(entry.parent or "")
        return steps if parent is None or steps > len(by_key) else depth(parent, steps + 1)

    return sorted(entries, key=depth)
