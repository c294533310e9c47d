"""What is asked while a report is put together: each question once, with the reader's rights."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.conf import settings

from samsyn.disclosure.selectors import Limits, limits_held
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.disclosing import Shown
from samsyn.domain.report import Picture, ReportTable, Sentence
from samsyn.domain.report_sentences import Proposal
from samsyn.domain.tables import Question, Row, Table
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.series.selectors.basis import Basis, basis_of_series
from samsyn.series.selectors.series import series_for
from samsyn.series.shapes import THEMES, Line, Point, Series, SeriesQuestion
from samsyn.statistics.dimensions import Names
from samsyn.statistics.distinct import RECIPIENTS, REPORTERS, Reporters, reporters_by_service
from samsyn.statistics.selectors import table_for
from samsyn.tally.asking import HowMany
from samsyn.tally.asking import Row as TallyRow
from samsyn.tally.sheets import Sheet, Sheets

type Where = tuple[tuple[Dimension, str], ...]

YEARS_BESIDE = 3
"""So many years before the report's stand in its series, as in the report of 2021."""
NO_YEAR_GOES_ON = 0
"""A report is the same whenever it is made, so no year is marked by what day it is."""


@dataclass(frozen=True)
class Chapter:
    """A chapter as the data give it: what is generated, what is proposed, and where prose may stand."""

    key: str
    title: str
    prose: str = ""
    """What stands there until somebody writes; Markdown."""
    parts: tuple[ReportTable | Picture | Sentence, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    chapters: tuple["Chapter", ...] = ()
    may_quote: bool = False


@dataclass
class Gathering:
    """The county's figures of a year, each question asked once; hidden as the yearly report hides them."""

    year: int
    viewer: Viewer | Everything
    asked: dict[Question, Table] = field(default_factory=dict)
    _series: dict[str, Series] = field(default_factory=dict)
    _reporters: dict[Scope, list[Reporters]] = field(default_factory=dict)

    def table(
        self,
        *by: Dimension,
        count: Counted = Counted.DEVIATIONS,
        scope: Scope = Scope.BETWEEN,
        where: Where = (),
        year: int = 0,
    ) -> Table:
        """The answer for the report's year, or another."""
        question = Question((year or self.year,), scope, count, by, where)
        if question not in self.asked:
            dimensions = {*by, *(one for one, _ in where)}
            below = self.limits.of(Shown.YEARLY, dimensions)
            self.asked[question] = table_for(
                question,
                viewer=self.viewer,
                hide_below=below,
                names=self.names,
                sheets=self.sheets,
                limits=self.limits,
            )
        return self.asked[question]

    @cached_property
    def names(self) -> Names:
        """What everything is called, each list read once."""
        names = Names()
        names.read(Dimension)
        return names

    @cached_property
    def limits(self) -> Limits:
        """From which number on each kind of table shows figures."""
        return limits_held(viewer=self.viewer)

    @cached_property
    def _read(self) -> tuple[Sheets, tuple[Sheet, ...], list[TallyRow]]:
        """What the tally is asked, and its answers: the sheets, and who has received."""
        sheets, year = Sheets(self.viewer), (self.year,)
        years = range(self.year - YEARS_BESIDE, self.year + 1)
        read = (
            sheets.read("answered", "theme_id", "subtypes", "outcomes", years=years),
            sheets.read("services", years=(self.year - 1,)),
            sheets.read("services", "theme_id", "reporter_kind_id", years=year),
            sheets.read("answered", "reporter_kind_id", *REPORTERS, years=year),
        )
        took_part = HowMany(RECIPIENTS, year, per_recipient=True)
        sheets.foresee([took_part])
        return sheets, read, sheets.rows(took_part)

    @cached_property
    def sheets(self) -> Sheets:
        """All that the report's figures are summed from."""
        sheets, (about, _before, coded, reporters), _received = self._read
        sheets.coarser(about, "answered", "theme_id")
        sheets.coarser(coded, "theme_id", "reporter_kind_id")
        sheets.coarser(coded, "theme_id", "services")
        sheets.coarser(reporters, "answered", "reporter_area_id", "reporter_principal_id")
        return sheets

    def read(self) -> tuple[object, ...]:
        """All that the chapters are made of: once it is read, counting them asks nothing more."""
        _sheets, read, received = self._read
        names = self.names
        return (
            *(sheet.rows for sheet in read),
            received,
            *(self.basis, self.limits.decided, names.kinds, names.principals, names.areas),
            *(names.themes, names.subtypes, names.register),
        )

    def reporters(self, scope: Scope) -> list[Reporters]:
        """How many different ones of each service have reported."""
        if scope not in self._reporters:
            self._reporters[scope] = reporters_by_service(
                [self.year], scope, viewer=self.viewer, names=self.names, sheets=self.sheets
            )
        return self._reporters[scope]

    @cached_property
    def basis(self) -> Basis:
        """What series rest on: lists, decisions, printed values, breaks, which years are stored."""
        return basis_of_series(viewer=self.viewer, stored=self._read[0].years_with_any())

    def series(self, what: str = THEMES) -> Series:
        """What the report's year and those before say of this, counted or as reports printed it."""
        if what not in self._series:
            question = SeriesQuestion(self.year - YEARS_BESIDE, self.year, what)
            self._series[what] = series_for(
                question,
                self.basis,
                viewer=self.viewer,
                this_year=NO_YEAR_GOES_ON,
                names=self.names,
                sheets=self.sheets,
            )
        return self._series[what]

    def line(self, heading: str) -> Line | None:
        """The line of the themes' series that has just this heading."""
        lines = (line for line in self.series().lines if not line.is_part)
        return next((line for line in lines if line.heading == heading), None)

    def before(self, line: Line | None) -> Point | None:
        """A line's point of the year before; None where nothing is known, it is hidden, or of too few.

        A year of five reports is no measure of the next: REPORT_COMPARED_FROM, in reports.
        """
        point = line.points.get(self.year - 1) if line else None
        if point is None or point.is_hidden:
            return None
        reports = point.count if point.n is None else point.n
        return None if reports is not None and is_of_few(reports) else point


def is_of_few(reports: int) -> bool:
    """Whether a year had too few reports to be compared with in a sentence."""
    return reports < int(settings.REPORT_COMPARED_FROM)


def labelled(table: Table, label: str) -> Row | None:
    """The row with this label in a table of one dimension."""
    return next((row for row in table.rows if row.values[0].label == label), None)


def largest(table: Table) -> list[Row]:
    """The rows with a known value and a number that is shown, the largest first."""
    return [row for row in table.rows if row.count and not row.is_residual]


def with_heading(chapter: Chapter, chapters: Iterable[Chapter]) -> Chapter:
    """The chapter with chapters inside it."""
    return replace(chapter, chapters=tuple(chapters))
