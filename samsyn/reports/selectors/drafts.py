"""What has been written in a year's report, what do the data say now, and where have they parted ways?"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.editions import Done, ReportState, ReportStepKind, may, state_of
from samsyn.domain.report import Report
from samsyn.domain.report_sentences import Parted
from samsyn.reports.building import Written, apart, chapters_of, report_of, walked
from samsyn.reports.contents.gathering import Chapter, Gathering
from samsyn.reports.models import Passage, ReportStep, WrittenReport
from samsyn.reports.quotes.crowds import Crowds
from samsyn.reports.quotes.selectors import approved_quotes


@dataclass(frozen=True)
class Draft:
    """A report with everything that people have put into it, and what the data give now."""

    report: WrittenReport
    viewer: Viewer | Everything
    passages: tuple[Passage, ...]
    """Those that stand, and those that have been taken away, by chapter and place."""
    steps: tuple[ReportStep, ...]
    """The oldest first."""
    counted: list[Chapter] | None = None
    """What the data gave, when that was counted before the report was held."""

    @cached_property
    def asked(self) -> Gathering:
        """What the figures of the chapters, and the crowds of the quotes, are read from."""
        return Gathering(self.report.year, self.viewer)

    @cached_property
    def done(self) -> list[Done]:
        """The steps as the domain takes them."""
        return [Done(ReportStepKind(step.kind), step.by_id) for step in self.steps]

    @property
    def state(self) -> ReportState:
        """Where the report stands."""
        return state_of(self.done)

    def may(self, kind: ReportStepKind, by: Viewer) -> bool:
        """Whether this person may take this step now."""
        return by.may(Ability.WRITE_REPORTS) and may(kind, self.done, by.user_id or 0)

    @cached_property
    def chapters(self) -> list[Chapter]:
        """What the data give now."""
        if self.counted is not None:
            return self.counted
        return chapters_of(self.asked, self.report.language)

    def all_chapters(self) -> list[tuple[int, Chapter]]:
        """Every chapter with its depth, from 1, in reading order."""
        return list(walked(self.chapters))

    @cached_property
    def written(self) -> Written:
        """What stands, as a report is made of it."""
        # Where chapters have been counted, the crowds of the quotes are among their figures.
        has_read = self.counted is None and "chapters" in self.__dict__
        crowds = Crowds(self.viewer, self.asked if has_read else None)
        quotes = approved_quotes(self.report.year, viewer=self.viewer, crowds=crowds)
        return Written.of((one for one in self.passages if not one.removed_at), quotes)

    def removed_in(self, chapter: str) -> list[Passage]:
        """The sentences of a chapter that were taken away last, and do not stand again."""
        standing = {one.key for one in self.written.passages.get(chapter, ())}
        gone = {
            one.key: one
            for one in sorted(self.passages, key=lambda one: one.changed_at)
            if one.chapter == chapter and one.removed_at and one.figures
        }
        return [one for key, one in gone.items() if key not in standing]

    @cached_property
    def apart(self) -> dict[int, tuple[Parted, ...]]:
        """The sentences (primary keys) where text and data have parted ways, and how."""
        return apart(self.chapters, self.written)

    @cached_property
    def without_chapter(self) -> list[Passage]:
        """What was written in chapters that the data no longer give: in no form of the report."""
        known = {chapter.key for _, chapter in self.all_chapters()}
        passages = self.written.passages
        return [one for key in passages if key not in known for one in passages[key]]

    def whole(self) -> Report:
        """The report as it would be now."""
        report = self.report
        return report_of(
            self.chapters,
            self.written,
            title=report.title,
            subtitle=report.subtitle,
            language=report.language,
            year=report.year,
        )


@dataclass(frozen=True)
class ReportCard:
    """One report in a list."""

    year: int
    title: str
    state: ReportState
    edition: int
    """Number of the newest published edition; 0 when nothing is published."""
    last: ReportStep | None


def reports_of_years(*, viewer: Viewer) -> list[ReportCard]:
    """The county's reports that people write, the newest year first."""
    found = _visible(viewer).order_by("-year").prefetch_related("steps__by", "editions")
    return [_card(report) for report in found]


def draft_of(year: int, *, viewer: Viewer) -> Draft | None:
    """The county's report of a year; None when nobody has begun it, or it does not concern the viewer."""
    report = _visible(viewer).filter(year=year).first()
    return draft_with(report, viewer=viewer) if report else None


def chapters_now(report: WrittenReport, *, viewer: Viewer | Everything) -> list[Chapter]:
    """What the data give a report; at 200,000 deviations a tenth of a second."""
    return chapters_of(Gathering(report.year, viewer), report.language)


def draft_with(
    report: WrittenReport, *, viewer: Viewer | Everything, counted: list[Chapter] | None = None
) -> Draft:
    """All that stands in a report, with what the data gave if that has been counted."""
    passages = report.passages.select_related("changed_by").order_by("chapter", "place", "pk")
    steps = report.steps.select_related("by").order_by("pk")
    return Draft(report, viewer, tuple(passages), tuple(steps), counted)


def _visible(viewer: Viewer) -> QuerySet[WrittenReport]:
    return (
        WrittenReport.of_county()
        if viewer.may(Ability.WRITE_REPORTS)
        else WrittenReport.objects.none()
    )


def _card(report: WrittenReport) -> ReportCard:
    steps = sorted(report.steps.all(), key=lambda step: step.pk)
    published = [one.number for one in report.editions.all() if one.published_at]
    return ReportCard(
        report.year,
        report.title,
        state_of([Done(ReportStepKind(step.kind), step.by_id) for step in steps]),
        max(published, default=0),
        steps[-1] if steps else None,
    )
