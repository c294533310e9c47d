"""Which open data are there? One dataset for each subject, with a table of every published year in it.

A reader of a portal looks for a subject and wants its years, so a table is one dataset over the years and
not a new one each year; tables of one theme or of one service each belong to one dataset together.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from samsyn.domain.report import ReportTable
from samsyn.domain.vocabulary import Dimension
from samsyn.reports.open_tables import opened
from samsyn.reports.shelf import Shelved, shelf

KNOWN = {one.value: one for one in Dimension}


@dataclass(frozen=True)
class OpenTable:
    """An open table of a year's newest published edition."""

    shelved: Shelved
    table: ReportTable

    @property
    def year(self) -> int:
        return self.shelved.report.year


@dataclass(frozen=True)
class Subject:
    """A subject and its tables, the newest year first."""

    key: str
    tables: tuple[OpenTable, ...]

    def title(self, language: str) -> str:
        """What it is called in a language of the pages; the newest table's title where it has one."""
        table = self.tables[0].table
        with translation.override(language):
            if not table.where:
                return _(table.title)
            names = {"by": _in_words(table.by), "each": _in_words(table.where).lower()}
            return _("%(by)s för varje %(each)s") % names

    @property
    def years(self) -> tuple[int, ...]:
        """The years that it holds, newest first."""
        return tuple(dict.fromkeys(one.year for one in self.tables))


@dataclass(frozen=True)
class OpenData:
    """All that is open, and how many of the tables of the published reports are not."""

    subjects: tuple[Subject, ...]
    left_out: int


def open_data() -> OpenData:
    """Everything that is open, subjects in the order of the newest report."""
    found: dict[str, list[OpenTable]] = {}
    left_out = 0
    for shelved in shelf():
        made = opened(shelved)
        left_out += made.left_out
        for table in made.tables:
            found.setdefault(subject_of(table), []).append(OpenTable(shelved, table))
    return OpenData(tuple(Subject(key, tuple(each)) for key, each in found.items()), left_out)


def open_table(year: int, key: str) -> OpenTable | None:
    """The open table of a year with this key; None where it is not published, or not open."""
    shelved = next((one for one in shelf() if one.report.year == year), None)
    if shelved is None:
        return None
    found = (OpenTable(shelved, one) for one in opened(shelved).tables if one.key == key)
    return next(found, None)


def subject_of(table: ReportTable) -> str:
    """The key of a table's dataset: its own, or for the table of one theme that of all such tables."""
    if not table.where:
        return table.key
    return "-".join((*table.by, "by", *table.where)).replace("_", "-")


def _in_words(codes: Iterable[str]) -> str:
    words = [_(KNOWN[one].label) for one in codes if one in KNOWN]
    return ", ".join([*words[:1], *(one.lower() for one in words[1:])])
