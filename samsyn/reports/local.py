"""What does the report about one place hold, and what stands in the two pages of a summary?"""

from dataclasses import replace
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.report import Picture, Report, ReportTable, Section, Standing
from samsyn.reports.building import Written, report_of
from samsyn.reports.contents.local import LocalGathering, local_outline
from samsyn.reports.whose import About, NoSuchReport, may_have

FIGURES = "figures"
THEMES = ("themes", "received-themes", "sent-themes")
"""The tables that a summary shows one of: the first that shows a number, else the first that there is."""


def local_report(
    year: int,
    about: About,
    *,
    language: str = "sv",
    viewer: Viewer | Everything,
    day: date | None = None,
) -> Report:
    """The report about one place in a year, with small numbers hidden. Refuses NoSuchReport.

    `day` is when it is counted, which stands on its first page; without one it calls itself a draft.
    """
    if not may_have(about, viewer=viewer):
        raise NoSuchReport
    with translation.override(language):
        words = {"name": about.name, "year": year}
        report = report_of(
            local_outline(LocalGathering(year, about, viewer)),
            Written(),
            title=_("Avvikelser i samverkan %(year)s: %(name)s") % words,
            subtitle=_("Avvikelser inkomna 1 januari till 31 december %(year)s") % words,
            language=language,
            year=year,
        )
    return replace(report, standing=Standing(None, day.isoformat())) if day else report


def summary_of(report: Report) -> Report:
    """A report in two pages: its findings, four figures with what they are of, a picture and a table."""
    with translation.override(report.language):
        blocks = [*_tables(report, (FIGURES,)), *_reasons(report)]
        return Report(
            _("%(title)s – i korthet") % {"title": report.title},
            report.subtitle,
            report.language,
            report.year,
            (Section("in-short", _("Året i korthet"), tuple(blocks)),),
            report.summary,
            report.standing,
        )


def _tables(report: Report, keys: tuple[str, ...]) -> list[ReportTable]:
    found = {table.key: table for table in report.tables()}
    there = [found[key] for key in keys if key in found]
    return sorted(there, key=lambda table: not _shows_numbers(table))[:1]


def _shows_numbers(table: ReportTable) -> bool:
    return any(row[1] is not None for row in table.rows)


def _reasons(report: Report) -> list[ReportTable | Picture]:
    tables = _tables(report, THEMES)
    wanted = {table.key for table in tables}
    return [*(one for one in report.pictures() if one.key in wanted), *tables]
