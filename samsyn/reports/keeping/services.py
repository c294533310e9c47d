"""Let a worker count a report about a place, keep what it made, and forget it after some time."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from samsyn.domain.access import Viewer
from samsyn.domain.report import to_json
from samsyn.jobs.selectors import JobState, state_of_job
from samsyn.reports.keeping.models import KeptReport
from samsyn.reports.keeping.selectors import identity_of
from samsyn.reports.keeping.shapes import (
    FOLDER,
    MAKE,
    SHELVES,
    Asked,
    is_fresh,
    is_made,
    reader_of,
    report_in,
)
from samsyn.reports.local import local_report
from samsyn.reports.making.kept import missing, name_of, remove_all_but
from samsyn.reports.making.services import FormFailed, make_forms_of
from samsyn.reports.whose import NoSuchReport, about_of, may_have


@transaction.atomic
def ask_for_report(asked: Asked, *, by: Viewer, now: datetime, anew: bool = False) -> bool:
    """Let a worker make the report for all who see as this viewer does; False when nothing needs to be done.

    One that is new enough is left as it is, unless `anew`. Refuses NoSuchReport.
    """
    if not may_have(asked.about, viewer=by):
        raise NoSuchReport
    identity = identity_of(asked, viewer=by)
    found, _is_new = KeptReport.objects.get_or_create(**identity, defaults={"asked_at": now})
    row = KeptReport.objects.select_for_update(no_key=True).get(pk=found.pk)
    if state_of_job(MAKE, row.pk) in {JobState.WAITING, JobState.RUNNING}:
        return False
    is_whole = row.content and not any(missing(row.content, shelf) for shelf in SHELVES.values())
    if not anew and is_whole and is_fresh(row, now=now):
        return False
    row.asked_at = now
    row.save(update_fields=["asked_at"])
    import_string(MAKE).enqueue(row.pk)  # by name: the job calls this module
    return True


def make_report(row_id: int) -> int:
    """Count a report that was asked for and make its forms, both lengths; how many forms.

    What is there is not counted again by a job that another worker had begun. A report about what is no
    longer there goes with its row.
    """
    row = KeptReport.objects.filter(pk=row_id).first()
    if row is None:
        return 0
    if not is_made(row):
        try:
            row = _counted(row)
        except NoSuchReport:
            KeptReport.objects.filter(pk=row_id).delete()
            return 0
    made, failed = 0, []
    for length, shelf in SHELVES.items():
        report = report_in(row, length)
        assert report is not None  # it has just been counted
        try:
            made += make_forms_of(report, row.content, shelf)
        except FormFailed as failure:
            failed.append(f"{length.value}: {failure}")
    if failed:
        raise FormFailed("; ".join(failed))
    return made


def _counted(row: KeptReport) -> KeptReport:
    reader, now = reader_of(row), timezone.now()
    about = about_of(f"{row.about}:{row.about_id}", viewer=reader)
    report = local_report(
        row.year, about, language=row.language, viewer=reader, day=timezone.localdate(now)
    )
    row.content, row.made_at = to_json(report), now
    row.save(update_fields=["content", "made_at"])
    return row


def forget_reports(*, now: datetime) -> int:
    """Remove kept reports that have had their time, and files that belong to none; how many of both."""
    old = now - timedelta(days=settings.LOCAL_REPORT_KEPT_DAYS)
    gone = KeptReport.objects.filter(asked_at__lt=old).delete()[0]
    contents = KeptReport.objects.exclude(content="").values_list("content", flat=True)
    names = {name_of(content) for content in contents.iterator()}
    return gone + remove_all_but(names, FOLDER, now=now)
