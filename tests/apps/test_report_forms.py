"""Are an edition's forms made once and whole, whoever dies in the middle, and does the page know how far?"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone, translation

from samsyn.domain.report import Prose, Report, Section, from_json, to_json
from samsyn.jobs import services as jobs
from samsyn.jobs.jobs import forget_old_jobs
from samsyn.jobs.selectors import JobState, counts, failed_jobs, state_of_job
from samsyn.jobs.worker import do_all, do_next
from samsyn.reports.making import kept
from samsyn.reports.making.forms import FORMS, Form
from samsyn.reports.making.selectors import MAKE, MakingState, kept_form, making_of
from samsyn.reports.making.services import ask_for_forms, make_missing, make_up
from samsyn.reports.models import Edition, WrittenReport
from tests.builders import NOW

pytestmark = pytest.mark.django_db
REPORT = Report(
    "Avvikelser 2021",
    "Redovisning",
    "sv",
    2021,
    (Section("background", "Bakgrund", (Prose("prose", "Överenskommelsen."),)),),
)


class Maker:
    """A form that counts how often it was made, and can fail or die."""

    def __init__(self):
        self.made, self.trouble = [], None

    def __call__(self, report):
        if self.trouble:
            raise self.trouble
        self.made.append(report)
        return f"{report.title} {translation.get_language()}".encode()


class Killed(BaseException):
    """What nothing in a process catches, as kill -9."""


@pytest.fixture
def makers(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    found = {key: Maker() for key in ("one", "two", "three")}
    forms = {key: Form(key, key, "txt", "text/plain", maker) for key, maker in found.items()}
    monkeypatch.setattr("samsyn.reports.making.kept.FORMS", forms)
    monkeypatch.setattr("samsyn.reports.making.selectors.FORMS", forms)
    return found


def make_edition(doris, *, published=True, title=REPORT.title, year=2021):
    report = WrittenReport.objects.create(
        year=year, scope="county", title=title, made_at=NOW, made_by_id=doris.pk
    )
    content = to_json(Report(title, *[getattr(REPORT, name) for name in REST]))
    return Edition.objects.create(
        report=report,
        number=1,
        content=content,
        fingerprint=REPORT.fingerprint,
        frozen_at=NOW,
        frozen_by_id=doris.pk,
        published_at=NOW if published else None,
    )


REST = ("subtitle", "language", "year", "sections")


@pytest.fixture
def edition(cast, makers):
    return make_edition(cast.doris)


def states(edition):
    making = making_of(edition)
    return making.state, making.made, making.total


def test_a_worker_makes_every_form_in_the_reports_language(edition, makers):
    assert states(edition) == (MakingState.MISSING, 0, 3)
    with translation.override("en"):
        assert ask_for_forms(edition)
        assert states(edition) == (MakingState.WAITING, 0, 3)
        assert do_next("one")
    assert states(edition) == (MakingState.THERE, 3, 3)
    form = kept_form(edition, "two")
    assert form.path.read_bytes() == b"Avvikelser 2021 sv"
    assert form.size == len(b"Avvikelser 2021 sv")
    assert makers["one"].made == [from_json(edition.content)]


def test_asked_for_twice_it_is_one_job_and_what_is_there_is_not_made_again(edition, makers):
    assert ask_for_forms(edition) and not ask_for_forms(edition)
    assert counts().waiting == 1
    assert do_next("one") and not do_next("one")
    assert not ask_for_forms(edition) and make_missing(edition.pk) == 0
    assert [len(maker.made) for maker in makers.values()] == [1, 1, 1]


def test_no_step_no_job(edition):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ask_for_forms(edition)
        _ = 1 / 0
    assert states(edition)[0] is MakingState.MISSING


def test_a_killed_workers_forms_stay_and_another_makes_the_rest(edition, makers, monkeypatch):
    ask_for_forms(edition)
    replace = os.replace

    def killed_before_the_name(source, target):
        if Path(target).name == "two.txt":
            raise Killed
        replace(source, target)

    with monkeypatch.context() as dying:
        dying.setattr(os, "replace", killed_before_the_name)
        with pytest.raises(Killed):
            do_next("the first")
    making = making_of(edition)
    assert (making.state, making.made, making.now.key) == (MakingState.RUNNING, 1, "two")
    assert kept_form(edition, "two").path is None, "half a file has no name"
    later = timezone.now() + timedelta(minutes=5)
    assert jobs.reclaim(now=later) == 1
    assert states(edition)[0] is MakingState.WAITING
    job = jobs.take_job("the second", now=later + timedelta(hours=1))
    assert job.task.call(*job.args_kwargs["args"]) == 2
    assert states(edition) == (MakingState.THERE, 3, 3)
    assert [len(maker.made) for maker in makers.values()] == [1, 2, 1]


def test_a_form_that_fails_does_not_keep_the_others_and_is_given_up_in_the_open(
    edition, makers, settings
):
    settings.JOBS_ATTEMPTS = 1
    makers["two"].trouble = ValueError("what stands in the report")
    ask_for_forms(edition)
    do_next("one")
    assert states(edition) == (MakingState.GIVEN_UP, 2, 3)
    assert failed_jobs()[0].error == "FormFailed"
    assert make_up(now=NOW) == 0, "it is not tried for ever"
    makers["two"].trouble = None
    assert ask_for_forms(edition), "a person asks again"
    assert states(edition)[0] is MakingState.WAITING
    do_next("one")
    assert states(edition) == (MakingState.THERE, 3, 3)


def test_what_is_lost_is_made_up_for_by_the_schedule(edition, makers):
    make_missing(edition.pk)
    kept_form(edition, "three").path.unlink()
    told = do_all()
    assert told["samsyn.reports.jobs.make_up_for_lost_forms"] == 1
    assert told[MAKE] == 1
    assert states(edition) == (MakingState.THERE, 3, 3)
    assert [len(maker.made) for maker in makers.values()] == [1, 1, 2]


def test_only_published_editions_are_made_up_for(cast, makers):
    make_edition(cast.doris, published=False)
    assert make_up(now=NOW) == 0


def test_another_content_has_files_of_its_own(cast, edition, makers):
    other = make_edition(cast.doris, title="Avvikelser 2022", year=2022)
    make_missing(edition.pk)
    assert states(other) == (MakingState.MISSING, 0, 3)


def test_what_a_killed_worker_left_goes_after_a_day(edition, makers):
    make_missing(edition.pk)
    half = kept.folder_of(edition.content) / "oneabc.part"
    half.write_bytes(b"half")
    assert kept.remove_unfinished(now=timezone.now()) == 0
    assert kept.remove_unfinished(now=timezone.now() + timedelta(days=2)) == 1
    assert not half.exists() and states(edition)[0] is MakingState.THERE


def test_a_job_of_an_edition_that_is_gone_does_nothing(makers):
    assert make_missing(4711) == 0


def test_the_state_of_a_job_is_about_its_keys_only(edition):
    ask_for_forms(edition)
    assert state_of_job(MAKE, edition.pk) is JobState.WAITING
    assert state_of_job(MAKE, edition.pk + 1) is None
    assert state_of_job("samsyn.jobs.jobs.forget_old_jobs") is None
    forget_old_jobs.enqueue()
    assert state_of_job("samsyn.jobs.jobs.forget_old_jobs") is JobState.WAITING


def test_there_is_a_form_that_loses_nothing():
    assert from_json(FORMS["json"].make(REPORT).decode()) == REPORT
