"""Which tables of a published report are open data, with which numbers? As the limit for open pages says."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.translation import gettext

from samsyn.disclosure.selectors import limit_for
from samsyn.domain.access import Everything
from samsyn.domain.disclosing import Shown
from samsyn.domain.open_tables import as_open, dimensions_of
from samsyn.domain.report import Report, ReportTable
from samsyn.domain.vocabulary import CountNote, Dimension
from samsyn.reports.shelf import Shelved

READERS = Everything("open data is for everybody")


@dataclass(frozen=True)
class Opened:
    """A published report with those of its tables that are open data."""

    report: Report
    tables: tuple[ReportTable, ...]

    @property
    def left_out(self) -> int:
        """How many of its tables cannot be open."""
        return len(self.report.tables()) - len(self.tables)


def opened(shelved: Shelved) -> Opened:
    """The open tables of a published edition, named as in the report."""
    return Opened(shelved.report, tuple(_open(shelved.report)))


def _open(report: Report) -> Iterator[ReportTable]:
    taken: set[frozenset[Dimension]] = set()
    limits: dict[frozenset[Dimension], int] = {}
    for table in report.tables():
        by = dimensions_of(table)
        if by not in limits:
            limits[by] = limit_for(Shown.OPEN, by, viewer=READERS)
        if limits[by] and by in taken:
            continue  # from two tables of one breakdown a small difference would follow
        if made := as_open(table, limits[by]):
            taken.add(by)
            yield _noted(made, table, report.language)


def _noted(made: ReportTable, table: ReportTable, language: str) -> ReportTable:
    if made.rows == table.rows:
        return made
    with translation.override(language):
        note = gettext(CountNote.SMALL_NUMBERS.label)
    return made if note in made.notes else replace(made, notes=(note, *made.notes))
