"""Is a job done though it fails, its worker dies, or two workers want it?"""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import transaction
from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from samsyn.audit.models import AuditEvent
from samsyn.commands import doctor
from samsyn.commands.worker import work
from samsyn.domain.schedules import Every
from samsyn.domain.vocabulary import AuditKind
from samsyn.jobs import selectors, services
from samsyn.jobs.backend import NotAKey
from samsyn.jobs.models import ScheduleTick, WorkerLease
from samsyn.jobs.schedules import Schedule
from samsyn.jobs.worker import do_all, do_next
from tests.builders import NOW

SECRET = "Kajsa Warg, årskurs 4"
EVERY_MINUTE = Schedule("count", "Räkna", f"{__name__}.count", Every(timedelta(minutes=1)))
A_DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@task
def count() -> int:
    """Counts to three."""
    return 3


@task
def fail(pk: int) -> None:
    """Fails, quoting what somebody wrote, as PostgreSQL's errors do."""
    raise ValueError(f"{pk}: {SECRET}")


@pytest.fixture
def now_stands_still(time_machine):
    time_machine.move_to(NOW, tick=False)
    return NOW


def only_job():
    return DBTaskResult.objects.get()


def taken(worker_id="one", now=NOW):
    return services.take_job(worker_id, now=now)


def attempt_all(worker_id="one", now=NOW):
    """Fail as often as it may be tried; how many attempts."""
    attempts = 0
    while only_job().status != TaskResultStatus.FAILED:
        attempts += 1
        now += A_DAY
        services.job_failed(taken(worker_id, now), ValueError(SECRET), now=now)
    return attempts


def test_a_job_is_done_once():
    count.enqueue()
    assert do_next("one") and not do_next("two")
    job = only_job()
    assert (job.status, job.return_value, job.worker_ids) == ("SUCCESSFUL", 3, ["one"])


def test_a_job_leaves_with_its_step_when_the_step_is_undone():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        count.enqueue()
        _ = 1 / 0
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("value", [SECRET, 1.5, [1], {"a": 1}])
def test_nothing_but_primary_keys_goes_into_a_job(value):
    with pytest.raises(NotAKey) as refusal:
        fail.enqueue(value)
    with pytest.raises(NotAKey):
        fail.enqueue(pk=value)
    with pytest.raises(NotAKey):
        async_to_sync(fail.aenqueue)(value)
    assert SECRET not in str(refusal.value)
    assert not DBTaskResult.objects.exists()


def test_a_failed_attempt_waits_longer_each_time():
    count.enqueue()
    waits, now = [], NOW
    while only_job().status == TaskResultStatus.READY:
        job = taken(now=now)
        services.job_failed(job, ValueError(), now=now)
        waits.append(only_job().run_after - now)
        assert taken(now=now) is None, "not before its time"
        now += A_DAY
    first = timedelta(seconds=settings.JOBS_BACKOFF_SECONDS)
    assert waits[:-1] == [first * 2**n for n in range(settings.JOBS_ATTEMPTS - 1)]


def test_a_job_is_given_up_after_the_last_attempt_and_tells_only_the_kind_of_error():
    fail.enqueue(7)
    for _ in range(settings.JOBS_ATTEMPTS + 2):
        DBTaskResult.objects.update(run_after=NOW)
        do_next("one")
    stored = DBTaskResult.objects.values().get()
    assert stored["status"] == TaskResultStatus.FAILED
    assert len(stored["worker_ids"]) == settings.JOBS_ATTEMPTS
    assert SECRET not in repr(stored) and not stored["traceback"]
    (failed,) = selectors.failed_jobs()
    assert (failed.error, failed.arguments) == ("ValueError", "7")
    assert failed.attempts == settings.JOBS_ATTEMPTS


def test_the_newest_failure_of_the_same_work_stands_for_the_older():
    for _ in range(3):
        count.enqueue()
        newest = DBTaskResult.objects.exclude(status=TaskResultStatus.FAILED).get()
        newest.worker_ids = ["x"] * (settings.JOBS_ATTEMPTS - 1)
        newest.save()
        services.job_failed(taken(), ValueError(), now=NOW)
    assert [one.pk for one in selectors.failed_jobs()] == [newest.pk]


def test_a_job_whose_function_is_gone_fails_like_any_other():
    count.enqueue()
    DBTaskResult.objects.update(task_path="samsyn.jobs.jobs.forgotten")
    assert do_next("one")
    assert only_job().exception_class_path == "builtins.ImportError"


def test_a_dead_workers_job_goes_to_another():
    count.enqueue()
    services.beat("dead", "machine", now=NOW)
    taken("dead")
    silent = NOW + timedelta(seconds=settings.JOBS_DEAD_SECONDS)
    assert services.reclaim(now=silent) == 0, "not yet: it may only be slow"
    later = silent + timedelta(seconds=1)
    assert services.reclaim(now=later) == 1
    assert services.reclaim(now=later) == 0
    assert taken("other", later + A_DAY).worker_ids == ["dead", "other"]


def test_a_living_workers_long_job_stays_its_own():
    count.enqueue()
    taken("slow")
    later = NOW + A_DAY
    services.beat("slow", "machine", now=later)
    assert services.reclaim(now=later) == 0


def test_a_job_that_kills_its_workers_is_given_up():
    count.enqueue()
    now = NOW
    for _ in range(settings.JOBS_ATTEMPTS):
        now += A_DAY
        taken("killed", now)
        services.reclaim(now=now + A_DAY / 2)
    (failed,) = selectors.failed_jobs()
    assert failed.error == "WorkerDied"


def test_a_slow_worker_cannot_undo_what_another_did():
    count.enqueue()
    lost = taken("slow")
    services.reclaim(now=NOW + A_DAY)
    services.job_done(taken("fast", NOW + 2 * A_DAY), 3, now=NOW + 2 * A_DAY)
    assert services.job_failed(lost, ValueError(), now=NOW + 3 * A_DAY) is False
    assert services.job_done(lost, 4, now=NOW + 3 * A_DAY) is False
    assert (only_job().status, only_job().return_value) == ("SUCCESSFUL", 3)


# Schedules --------------------------------------------------------------------------------------------


def fired(now, schedules=(EVERY_MINUTE,)):
    return services.fire_due(now=now, schedules=schedules)


def test_a_moment_is_taken_once():
    assert fired(NOW) == ["count"]
    assert fired(NOW) == fired(NOW + timedelta(seconds=59)) == []
    assert fired(NOW + timedelta(minutes=1)) == ["count"]


def test_two_workers_at_the_same_moment_take_it_once(monkeypatch):
    assert fired(NOW) == ["count"]
    # The other worker looked before the first one wrote: it sees no tick, and the row refuses it.
    monkeypatch.setattr(ScheduleTick.objects, "filter", lambda **_: ScheduleTick.objects.none())
    assert fired(NOW) == []
    assert DBTaskResult.objects.count() == ScheduleTick.objects.count() == 1


def test_what_was_missed_is_made_up_for_once():
    fired(NOW)
    do_next("one")
    assert fired(NOW + 3 * A_DAY) == ["count"]
    assert fired(NOW + 3 * A_DAY) == []
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 1


def test_looks_do_not_pile_up_while_one_waits():
    for minute in range(5):
        assert fired(NOW + timedelta(minutes=minute)) == ["count"]
    assert DBTaskResult.objects.count() == 1


def test_a_clock_set_back_an_hour_does_not_silence_the_schedules():
    fired(NOW)
    do_next("one")
    assert fired(NOW - timedelta(hours=1)) == ["count"]


def test_old_rows_are_forgotten_and_the_rest_stays():
    fired(NOW)
    do_next("one")
    DBTaskResult.objects.update(finished_at=NOW)
    count.enqueue()
    services.beat("gone", "machine", now=NOW - 2 * A_DAY)
    services.beat("here", "machine", now=NOW)
    for schedule, days in (("count", 9), ("yearly", 300), ("yearly", 600)):
        ScheduleTick.objects.create(schedule=schedule, due=NOW - days * A_DAY, taken_at=NOW)
    assert services.forget_old(now=NOW + A_DAY / 2) == 3
    assert WorkerLease.objects.get().worker_id == "here"
    assert DBTaskResult.objects.count() == 2, "one done today, one waiting"
    ticks = dict(ScheduleTick.objects.values_list("schedule", "due"))
    assert ticks == {"count": NOW, "yearly": NOW - 300 * A_DAY}, "the newest of each stays"
    services.forget_old(now=NOW + 2 * A_DAY)
    assert only_job().status == TaskResultStatus.READY


# What people see --------------------------------------------------------------------------------------


def test_all_that_waits_is_done_in_one_go():
    fail.enqueue(1)
    told = do_all([EVERY_MINUTE])
    assert told == {EVERY_MINUTE.task: 3, f"{__name__}.fail": 0}
    assert selectors.counts() == selectors.Counts(waiting=1, running=0, failed=0)


def test_work_says_what_each_job_counted():
    assert "mail.jobs.send_letters: 0" in work()


@pytest.fixture
def given_up():
    fail.enqueue(7)
    attempt_all()
    return only_job().pk


def test_the_administrator_runs_a_job_again(cast, given_up):
    assert services.run_again(given_up, by=cast.viewer("gudmund"), now=NOW)
    assert not services.run_again(given_up, by=cast.viewer("gudmund"), now=NOW)
    assert selectors.counts() == selectors.Counts(waiting=1, running=0, failed=0)
    assert attempt_all() == settings.JOBS_ATTEMPTS
    event = AuditEvent.objects.get(kind=AuditKind.KEPT_RUNNING)
    assert (event.actor_name, event.details["did"]) == (cast.gudmund.name, "run_again")
    assert SECRET not in repr(AuditEvent.objects.values().get(pk=event.pk))


def test_the_administrator_puts_a_job_aside(cast, given_up):
    assert services.put_aside(given_up, by=cast.viewer("gudmund"), now=NOW)
    assert not services.put_aside(given_up, by=cast.viewer("gudmund"), now=NOW)
    assert not selectors.failed_jobs() and not do_next("one")
    assert AuditEvent.objects.filter(kind=AuditKind.KEPT_RUNNING).count() == 1


def findings():
    return " ".join(finding.text for finding in doctor.job_findings())


def test_the_doctor_is_content_while_a_worker_keeps_up(now_stands_still):
    services.beat("one", "machine", now=now_stands_still)
    services.fire_due(now=now_stands_still)
    assert findings() == ""


def test_the_doctor_says_what_fails(given_up, now_stands_still):
    assert "1 job was given up" in findings()


def test_the_doctor_misses_the_worker(now_stands_still):
    assert "No worker" in findings()


def test_the_doctor_misses_a_tick(now_stands_still):
    services.beat("one", "machine", now=now_stands_still)
    services.fire_due(now=now_stands_still - A_DAY)
    assert "overdue" in findings() and "letters" in findings()


def test_the_doctor_sees_a_job_that_never_ends(now_stands_still):
    services.beat("one", "machine", now=now_stands_still)
    services.fire_due(now=now_stands_still)
    DBTaskResult.objects.filter(task_path__endswith="send_letters").update(
        status=TaskResultStatus.RUNNING, started_at=now_stands_still - A_DAY
    )
    assert "over an hour" in findings()
