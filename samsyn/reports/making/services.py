"""Make the forms of an edition that are not there yet, one after the other; ask a worker to."""

import logging
from datetime import datetime

from django.utils import translation
from django.utils.module_loading import import_string

from samsyn.domain.report import from_json
from samsyn.jobs.selectors import JobState, state_of_job
from samsyn.reports.making.kept import keep, missing, remove_unfinished
from samsyn.reports.making.selectors import MAKE
from samsyn.reports.models import Edition

log = logging.getLogger(__name__)


class FormFailed(Exception):
    """A form could not be made; the others were. Its words, which could be a report's, are in no row."""


def ask_for_forms(edition: Edition) -> bool:
    """Let a worker make the edition's missing forms; False when none is missing or it is asked for.

    Asked for in the transaction that freezes an edition: undone, nothing is made.
    """
    if not missing(edition.content):
        return False
    if state_of_job(MAKE, edition.pk) in {JobState.WAITING, JobState.RUNNING}:
        return False
    import_string(MAKE).enqueue(edition.pk)  # by name: the job calls this module
    return True


def make_missing(edition_id: int) -> int:
    """Make each form of an edition that is not there; how many. Each is kept as soon as it is made.

    One that fails does not keep the others from being made; FormFailed tells of it afterwards.
    """
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        return 0
    report, made, failed = from_json(edition.content), 0, []
    for form in missing(edition.content):
        try:
            with translation.override(report.language):
                keep(edition.content, form, form.make(report))
        except Exception:
            log.exception("form %s of edition %s failed", form.key, edition_id)
            failed.append(form.key)
        else:
            made += 1
    if failed:
        raise FormFailed(", ".join(failed))
    return made


def make_up(*, now: datetime) -> int:
    """Ask for what should be there and is not (files lost, a form that is new); how many editions.

    What was given up waits for a person, so that a form that cannot be made is not tried for ever.
    """
    remove_unfinished(now=now)
    asked = 0
    for edition in Edition.objects.exclude(published_at=None).order_by("pk").iterator():
        given_up = state_of_job(MAKE, edition.pk) is JobState.GIVEN_UP
        asked += not given_up and ask_for_forms(edition)
    return asked
