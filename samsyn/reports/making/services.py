"""Make the forms of an edition that are not there yet, one after the other; ask a worker to."""

import logging
from datetime import datetime

from django.utils import translation
from django.utils.module_loading import import_string

from samsyn.domain.report import Report, from_json
from samsyn.jobs.selectors import JobState, state_of_job
from samsyn.reports.making.kept import (
    EDITIONS,
    Shelf,
    keep,
    missing,
    name_of,
    remove_unfinished,
)
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
    """Make each form of an edition that is not there; how many. Refuses as `make_forms_of`."""
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        return 0
    return make_forms_of(from_json(edition.content), edition.content)


def make_forms_of(report: Report, content: str, on: Shelf = EDITIONS) -> int:
    """Make the forms of a report that are not there yet; how many. Each is kept as soon as it is made.

    They lie under `content`: the report itself, or what it is a part of. One that fails does not keep the
    others from being made; FormFailed tells of it afterwards.
    """
    made, failed = 0, []
    for form in missing(content, on):
        try:
            with translation.override(report.language):
                keep(content, form, form.make(report), on)
        except Exception:
            log.exception("form %s of content %s failed", form.key, name_of(content))
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
