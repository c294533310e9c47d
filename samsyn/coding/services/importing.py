"""How does an earlier year's file come in, again and again, without doubles? Judged whole, then written.

Stands in coding and not in deviations, since a row is both a deviation and what it is about.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import batched
from typing import Any

from django.db import transaction

from samsyn.audit import services as audit
from samsyn.coding.models import Subtype, Theme
from samsyn.coding.selectors.codes import CodingCard
from samsyn.coding.selectors.opinions import codings_before_the_desk
from samsyn.coding.services.bulk import Said, write_codings
from samsyn.coding.services.code_books import ensure_subtype, ensure_theme
from samsyn.deviations.selectors.past import StoredPast, stored_past
from samsyn.deviations.services.history import (
    Parties,
    Party,
    agreement_of_the_past,
    past_rows,
    write_past_deviations,
)
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.history import PastDeviation, PastUnit, RowFault, read_rows
from samsyn.domain.vocabulary import AuditKind
from samsyn.guarding.selectors import not_names
from samsyn.organisations import selectors as organisations
from samsyn.organisations import services as registry
from samsyn.organisations.naming import folded
from samsyn.organisations.vocabulary import KINDS_IN_REPORT_ORDER

ASKED_AT_ONCE = 5000
LONGEST_HELD = 0.02
"""Seconds that a transaction should take: SQLite has one writer, and others wait for it."""
LEAST_AT_ONCE, MOST_AT_ONCE = 10, 200
"""Rows written in one transaction. Fewer take nearly as long: what a transaction costs by itself is half."""
LONGEST_PAUSE = 1.0
"""Seconds; the pause is as long as the writing was, so that half the time is everybody's."""


@dataclass(frozen=True)
class NewUnit:
    """A unit that nobody knew, and that is now in the registry as a historic one."""

    name: str
    service: str
    principal: str
    area: str


@dataclass
class HistoryReport:
    """What reading in a file did, or would do when nothing `is_written`."""

    read: int = 0
    written: int = 0
    skipped: int = 0
    """Rows that stood in Samsyn already, just so."""
    is_written: bool = False
    faults: list[RowFault] = field(default_factory=list)
    new_units: list[NewUnit] = field(default_factory=list)
    new_themes: list[str] = field(default_factory=list)
    years: Counter[int] = field(default_factory=Counter)
    """How many of the rows that are new belong to which year."""


def import_history(
    *,
    text: str,
    file_name: str,
    dry_run: bool = False,
    skip_bad: bool = False,
    replace: bool = False,
    by: Viewer | None,
    now: datetime,
    in_between: Callable[[float], None] = lambda seconds: None,
) -> HistoryReport:
    """Read in deviations of earlier years (interfaces.md, import deviations).

    Nothing is written when any row is wrong, unless `skip_bad`. Certain personal data makes a row wrong,
    unless `replace` puts the guard's suggestions in its place. A row whose id is known is skipped
    when it says the same and wrong when it says something else. Refuses (Unreadable) other files.
    All rows are judged before the first is written, as many at a time as take LONGEST_HELD so that others
    can write too: `in_between` is told how many seconds those took. What is broken off there is finished by
    reading in the same file again.
    """
    importing = _Importing(by, now)
    report = importing.report
    words = not_names(viewer=by)
    rows, faults = read_rows(text, today=now.date(), not_names=words, replace=replace)
    report.read = len(rows) + len({fault.line for fault in faults})
    report.faults.extend(faults)
    importing.look_up(rows)
    with transaction.atomic():
        new = importing.judge(rows)
        report.faults.sort(key=lambda fault: fault.line)
        report.is_written = not dry_run and (skip_bad or not report.faults)
        if not report.is_written:
            transaction.set_rollback(True)
            return report
        _log(report, file_name, by, now)
    importing.write_all(new, in_between)
    return report


def let_others_write(seconds: float) -> None:
    """Pause as long as the writing was: half of the time is everybody's."""
    time.sleep(min(seconds, LONGEST_PAUSE))


def _log(report: HistoryReport, file_name: str, by: Viewer | None, now: datetime) -> None:
    """Tell the log what is read in; in the transaction that makes the file's units, before its rows."""
    audit.record(
        AuditKind.IMPORTED,
        by=by,
        now=now,
        object_kind="deviations",
        label=file_name,
        details={
            "written": report.written,
            "skipped": report.skipped,
            "wrong": len(report.faults),
            "units": len(report.new_units),
        },
    )


@dataclass(frozen=True)
class _New:
    """A row that is right and new, with all that it refers to."""

    row: PastDeviation
    parties: Parties
    theme: Theme | None
    subtypes: tuple[Subtype, ...]


class _Importing:
    """One reading: what it looks up is looked up once."""

    def __init__(self, by: Viewer | None, now: datetime) -> None:
        self.by, self.now = by, now
        self.report = HistoryReport()
        self.parties: dict[tuple[PastUnit, int, str], Party] = {}
        self.areas: dict[tuple[str, int], int] = {}
        self.labels: dict[str, str | None] = {}
        self.themes: dict[tuple[int, str, tuple[str, ...]], tuple[Theme, tuple[Subtype, ...]]] = {}
        self.known: dict[str, StoredPast] = {}
        self.coded: dict[int, CodingCard] = {}

    @cached_property
    def _agreement(self) -> Any:
        return agreement_of_the_past()

    def look_up(self, rows: Sequence[PastDeviation]) -> None:
        """What Samsyn knows of the file's rows already."""
        viewer = Everything("import deviations")
        for some in batched([row.number for row in rows], ASKED_AT_ONCE):
            found = stored_past(numbers=some, viewer=viewer)
            self.known |= found
            pks = [stored.pk for stored in found.values()]
            self.coded |= codings_before_the_desk(pks, viewer=viewer)

    def judge(self, rows: Sequence[PastDeviation]) -> list[_New]:
        """The rows that are right and new; units and themes that nobody knew are made."""
        new = []
        for row in rows:
            if unknown := self._unknown_services(row):
                self._wrong(row, f"unknown service: {', '.join(unknown)}")
                continue
            parties = self._parties_of(row)
            if row.number not in self.known:
                new.append(_New(row, parties, *self._themes_of(row)))
                self.report.written += 1
                self.report.years[row.reported_on.year] += 1
            elif differing := self._differing(row, parties):
                self._wrong(row, f"is in Samsyn already, with another {', '.join(differing)}")
            else:
                self.report.skipped += 1
        return new

    def write_all(self, new: Sequence[_New], in_between: Callable[[float], None]) -> None:
        """Write the rows, several in a transaction: as many as the one before lets expect to be in time."""
        first, many = 0, LEAST_AT_ONCE
        while some := new[first : first + many]:
            seconds = self._write(some)
            first += len(some)
            fitting = min(2 * many, int(len(some) * LONGEST_HELD / seconds))
            many = max(LEAST_AT_ONCE, min(MOST_AT_ONCE, fitting))
            in_between(seconds)

    def _write(self, some: Sequence[_New]) -> float:
        """Write deviations and what they are about; for how many seconds nobody else could write."""
        rows = [past_rows(past=one.row, parties=one.parties, now=self.now) for one in some]
        with transaction.atomic():
            # Not from before the transaction: to wait for others' writing is not to write.
            began = time.perf_counter()
            pks = write_past_deviations(rows)
            write_codings([self._said(pk, one) for pk, one in zip(pks, some, strict=True)])
        return time.perf_counter() - began

    def _said(self, pk: int, new: _New) -> Said:
        theme = new.theme.pk if new.theme else None
        subtypes = tuple(one.pk for one in new.subtypes)
        return Said(pk, theme, subtypes, self.by, self.now, source="import")

    def _differing(self, row: PastDeviation, parties: Parties) -> list[str]:
        stored = self.known[row.number]
        theme = self.coded.get(stored.pk)
        differing = list(_differences(row, parties, stored))
        if row.theme != (theme.theme if theme else ""):
            differing.append("theme")
        if set(row.subtypes) != set(theme.subtypes if theme else ()):
            differing.append("subtype")
        return differing

    def _wrong(self, row: PastDeviation, reason: str) -> None:
        self.report.faults.append(RowFault(row.line, row.number, reason))

    def _themes_of(self, row: PastDeviation) -> tuple[Theme | None, tuple[Subtype, ...]]:
        if not row.theme:
            return None, ()
        key = (row.reported_on.year, row.theme, row.subtypes)
        if key not in self.themes:
            theme, is_new = ensure_theme(year=row.reported_on.year, name=row.theme)
            if is_new:
                self.report.new_themes.append(f"{row.reported_on.year}: {row.theme}")
            subtypes = [ensure_subtype(theme=theme, name=name)[0] for name in row.subtypes]
            self.themes[key] = (theme, tuple(subtypes))
        return self.themes[key]

    def _unknown_services(self, row: PastDeviation) -> list[str]:
        named = [row.reporter.service, *(unit.service for unit in row.recipients)]
        return [name for name in dict.fromkeys(named) if self._service_label(name) is None]

    def _service_label(self, name: str) -> str | None:
        """The kind's short label by any of its names, also while no registry has been read in."""
        if name not in self.labels:
            kind = organisations.unit_kind_by_any_name(name)
            self.labels[name] = kind.short_label if kind else _shipped_label(name)
        return self.labels[name]

    def _parties_of(self, row: PastDeviation) -> Parties:
        # The area of a row is the reporter's; where a recipient lies the file does not say.
        return Parties(
            reporter=self._party(row.reporter, row.reported_on, row.area),
            recipients=tuple(self._party(unit, row.reported_on, "") for unit in row.recipients),
            area_id=self._area_id(row),
            agreement=self._agreement,
        )

    def _area_id(self, row: PastDeviation) -> int | None:
        if not row.area:
            return None
        key = (row.area, row.reported_on.year)
        if key not in self.areas:
            self.areas[key] = registry.ensure_area(
                path=row.area, on=row.reported_on, by=self.by, now=self.now
            )[0].id
        return self.areas[key]

    def _party(self, unit: PastUnit, on: date, area: str) -> Party:
        key = (unit, on.year, area)
        if key not in self.parties:
            self.parties[key] = self._looked_up(unit, on, area)
        return self.parties[key]

    def _looked_up(self, unit: PastUnit, on: date, area: str) -> Party:
        label = self._service_label(unit.service) or unit.service
        card, is_new = registry.ensure_historic_unit(
            name=unit.name,
            kind=label,
            principal_name=unit.principal,
            area_name=area,
            on=on,
            by=self.by,
            now=self.now,
        )
        if is_new:
            self.report.new_units.append(NewUnit(unit.name, label, unit.principal, area))
        # As then: what the row says counts, also where the registry has since moved the unit.
        kind, _ = registry.ensure_unit_kind(name=label)
        principal, _ = registry.ensure_principal(
            name=unit.principal, on=on, by=self.by, now=self.now
        )
        return Party(unit.name, card.id, kind.id, principal.id)


def _shipped_label(name: str) -> str | None:
    """The label among the kinds that the yearly reports name."""
    for kind in KINDS_IN_REPORT_ORDER:
        spelled = (kind.key, kind.short_label, kind.name, *kind.aliases)
        if folded(name) in {folded(each) for each in spelled if each}:
            return kind.short_label
    return None


def _differences(row: PastDeviation, parties: Parties, stored: StoredPast) -> Iterable[str]:
    """The columns in which a row and what is stored say different things."""
    if not stored.is_imported:
        yield "origin: it was not imported"
        return
    reporter = parties.reporter
    recipients = frozenset(_triple(party) for party in parties.recipients)
    pairs = {
        "reported_at": (row.reported_on, stored.reported_on),
        "reporter": (_triple(reporter), stored.reporter),
        "recipients": (recipients, stored.recipients),
        "area": (parties.area_id, stored.area_id),
        "description": (row.description, stored.description),
        "proposed_measures": (row.proposed_measure, stored.proposed_measure),
        "answered_at": (row.answered_on, stored.answered_on),
        "answer_text": (row.answer_text, stored.answer_text),
        "answer_outcome": (row.outcome, stored.outcome),
    }
    yield from (name for name, (new, old) in pairs.items() if new != old)


def _triple(party: Party) -> tuple[str, int, int]:
    return (party.name, party.kind_id, party.principal_id)
