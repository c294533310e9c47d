"""How does a year's report begin? With the chapters of the data, and last year's prose to read through."""

from datetime import datetime

from django.db import IntegrityError, transaction

from samsyn.domain.access import Ability, ScopeKind, Viewer
from samsyn.reports.building import PROSE, title_of, walked
from samsyn.reports.models import Passage, WrittenReport
from samsyn.reports.selectors.drafts import chapters_now
from samsyn.reports.services.rules import ReportRefused, log
from samsyn.statistics.selectors import years_counted


def start_report(*, year: int, by: Viewer, now: datetime) -> WrittenReport:
    """Begin the county's report of a year; prose of the newest earlier report is copied, and marked so.

    Refuses ReportRefused: not_allowed, no_data (nothing is counted in the year), exists.
    """
    if not by.may(Ability.WRITE_REPORTS):
        raise ReportRefused("not_allowed")
    if year not in years_counted(viewer=by):
        raise ReportRefused("no_data")
    before = WrittenReport.of_county().filter(year__lt=year).order_by("-year").first()
    title, subtitle = title_of(year, "sv")
    report = WrittenReport(
        year=year,
        scope=ScopeKind.COUNTY,
        title=title,
        subtitle=subtitle,
        copied_from=before,
        made_at=now,
        made_by_id=by.user_id or 0,
    )
    # Counted before anybody who writes elsewhere would have to wait for it.
    known = (
        {one.key for _depth, one in walked(chapters_now(report, viewer=by))} if before else set()
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                report.save(force_insert=True)
        except IntegrityError:
            raise ReportRefused("exists") from None
        if before:
            _copy_prose(before, report, known, by, now)
        log(report, "started", by, now)
    return report


def _copy_prose(
    before: WrittenReport, report: WrittenReport, known: set[str], by: Viewer, now: datetime
) -> None:
    prose = before.passages.filter(key=PROSE, removed_at=None, chapter__in=known)
    Passage.objects.bulk_create(
        Passage(
            report=report,
            chapter=one.chapter,
            key=PROSE,
            text=one.text,
            copied_from_year=one.copied_from_year or before.year,
            is_decided=one.is_decided,
            version=1,
            changed_at=now,
            changed_by_id=by.user_id or 0,
        )
        for one in prose.order_by("pk")
        if one.text
    )
