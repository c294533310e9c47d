"""Read official SIP-kollen results in from a file: all rows or none, each fault with its line."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from samsyn.audit import services as audit
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Viewer
from samsyn.domain.official_results import OfficialRow, read_official
from samsyn.domain.survey_files import FileFault
from samsyn.domain.vocabulary import AuditKind
from samsyn.groups.cards import GroupCard
from samsyn.guarding.last_word import as_certain, found_in
from samsyn.organisations import selectors as organisations
from samsyn.surveys.limits import least
from samsyn.surveys.models import OfficialFigure
from samsyn.surveys.services.importing import ImportReport, groups_by_name

TEMPLATE = "sip-kollen"
"""What the command calls such a file; no questionnaire of ours has the name."""

type Place = tuple[int | None, int | None]
"""Area and group (primary keys); neither for the whole county."""


def import_official(
    text: str, *, dry_run: bool = False, by: Viewer | None, now: datetime
) -> ImportReport:
    """Read in official figures; nothing unless all rows are right. Raises UnreadableFile.

    A figure that is there already is skipped; one that its source has corrected replaces what stood there.
    """
    read = read_official(text, least=least())
    report = ImportReport(read=read.lines, faults=read.faults)
    places = _places(read.rows, report, now)
    if report.faults:
        report.faults.sort(key=lambda one: (one.line, one.reason))
        return report
    with transaction.atomic():
        for row in read.rows:
            _write(row, places[row.line], report, now)
        for year, many in sorted(report.years.items()):
            audit.record(
                AuditKind.IMPORTED,
                by=by,
                now=now,
                object_kind="official_figures",
                object_id=year,
                label=f"SIP-kollen {year}",
                details={"figures": many},
            )
        if dry_run:
            transaction.set_rollback(True)
    return report


def _places(rows: list[OfficialRow], report: ImportReport, now: datetime) -> dict[int, Place]:
    """Where each row (by its line) belongs; what is not found, or tells of somebody, becomes a fault."""
    today = day_in_stockholm(now)
    groups = groups_by_name(today)
    areas: dict[str, int | None] = {}
    found: dict[int, Place] = {}
    there: dict[tuple[object, ...], int] = {}
    for row in rows:
        if row.area and row.area not in areas:
            card = organisations.area_by_path(row.area, on=today)
            areas[row.area] = card.id if card else None
        group = groups.get(row.group.casefold())
        found[row.line] = (areas.get(row.area), group.id if group else None)
        wrong = _wrong(row, group, areas)
        # A place has several names: the same figure may stand under two of them.
        before = there.setdefault(
            (row.period, *found[row.line], row.question, row.option), row.line
        )
        if not wrong and before != row.line:
            wrong = [f"the figure stands on line {before} too"]
        report.faults += [FileFault(row.line, reason) for reason in wrong]
    return found


def _wrong(row: OfficialRow, group: GroupCard | None, areas: Mapping[str, int | None]) -> list[str]:
    wrong = []
    if row.group and group is None:
        wrong.append(f"group: there is no group {row.group!r}")
    if row.area and areas[row.area] is None:
        wrong.append(f"area: there is no area {row.area!r}")
    texts = {"question": row.question, "option": row.option, "source": row.source}
    return wrong + [
        f"{name}: holds personal data" for name in as_certain(found_in(texts, viewer=None))
    ]


def _write(row: OfficialRow, place: Place, report: ImportReport, now: datetime) -> None:
    area, group = place
    what: dict[str, Any] = {
        "period": row.period,
        "area_id": area,
        "group_id": group,
        "question": row.question,
        "option": row.option,
    }
    figure = {"count": row.count, "mean": row.mean, "n": row.n, "source": row.source}
    if OfficialFigure.objects.filter(**what, **figure).exists():
        report.skipped += 1
        return
    OfficialFigure.objects.update_or_create(**what, defaults={**figure, "imported_at": now})
    report.written += 1
    report.years[int(row.period[:4])] += 1
