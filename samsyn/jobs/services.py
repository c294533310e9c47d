"""Take a job, write down how it ended, give a dead worker's jobs to others, fire what is due.

Every step is one small transaction, and each write of a job holds only while the job stands as it was
read: who lost the job meanwhile (a worker believed dead that was only slow) changes nothing.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.tasks import TaskResultStatus
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from samsyn.audit.services import record
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import AuditKind
from samsyn.jobs.models import ScheduleTick, WorkerLease
from samsyn.jobs.schedules import SCHEDULES, Schedule
from samsyn.jobs.selectors import PUT_ASIDE, Job, due_jobs, jobs, live_workers

log = logging.getLogger(__name__)

AT_ONCE = 500
"""Rows forgotten per transaction: nobody waits long for SQLite's one writer."""
CLOCKS_DIFFER_BY = timedelta(minutes=1)


class WorkerDied(Exception):
    """The worker was killed in the middle of the job, as often as the job may be tried."""


# Working ----------------------------------------------------------------------------------------------


def take_job(worker_id: str, *, now: datetime) -> Job | None:
    """Take the next job for this worker, or None; two workers never take the same one."""
    if not due_jobs(now=now).exists():  # an idle worker must not ask for SQLite's write lock
        return None
    with transaction.atomic():
        job = due_jobs(now=now).select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.status = TaskResultStatus.RUNNING
        job.started_at = now
        job.worker_ids = [*job.worker_ids, worker_id]
        job.save(update_fields=["status", "started_at", "worker_ids"])
    return job


def job_done(job: Job, value: object, *, now: datetime) -> bool:
    """Write down that the job succeeded; False when it had become another worker's."""
    return _change(
        job,
        status=TaskResultStatus.SUCCESSFUL,
        finished_at=now,
        return_value=value if isinstance(value, int) else None,
        exception_class_path="",
    )


def job_failed(job: Job, error: Exception, *, now: datetime) -> bool:
    """Let the job wait for its next attempt, longer each time, or give it up after the last.

    Only the error's class is kept: its words, and a traceback, can quote what somebody wrote.
    """
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if len(job.worker_ids) < settings.JOBS_ATTEMPTS:
        wait = settings.JOBS_BACKOFF_SECONDS * 2 ** (len(job.worker_ids) - 1)
        return _change(
            job,
            status=TaskResultStatus.READY,
            run_after=now + timedelta(seconds=wait),
            exception_class_path=kind,
        )
    with transaction.atomic():
        given_up = _change(
            job, status=TaskResultStatus.FAILED, finished_at=now, exception_class_path=kind
        )
        if given_up:  # the newest failure of the same work stands for those before it
            same = jobs().filter(status=TaskResultStatus.FAILED, task_path=job.task_path)
            same.filter(args_kwargs=job.args_kwargs).exclude(pk=job.pk).delete()
    return given_up


def _change(job: Job, **fields: object) -> bool:
    as_read = jobs().filter(pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at)
    return bool(as_read.update(**fields))


# Keeping watch ----------------------------------------------------------------------------------------


def beat(worker_id: str, machine: str, *, now: datetime) -> None:
    """Say that the worker lives."""
    WorkerLease.objects.update_or_create(
        worker_id=worker_id,
        defaults={"seen_at": now},
        create_defaults={"seen_at": now, "started_at": now, "machine": machine[:100]},
    )


def leave(worker_id: str) -> None:
    """The worker stops, and says so."""
    WorkerLease.objects.filter(worker_id=worker_id).delete()


def reclaim(*, now: datetime) -> int:
    """Give the jobs of dead workers to others, or give them up after the last attempt; how many."""
    alive = set(live_workers(now=now).values_list("worker_id", flat=True))
    # A worker that has just begun may have taken a job before its first sign of life was written.
    long_enough = now - timedelta(seconds=settings.JOBS_DEAD_SECONDS)
    running = jobs().filter(status=TaskResultStatus.RUNNING, started_at__lt=long_enough)
    orphans = [job for job in running if not {*job.worker_ids[-1:]} & alive]
    return sum(job_failed(job, WorkerDied(), now=now) for job in orphans)


def fire_due(*, now: datetime, schedules: Iterable[Schedule] = SCHEDULES) -> list[str]:
    """Ask for the job of each schedule whose moment has come and that nobody took; their keys.

    A moment is taken by its unique row. After a stop only the newest missed moment is made up for.
    """
    return [schedule.key for schedule in schedules if _fire(schedule, now)]


def _fire(schedule: Schedule, now: datetime) -> bool:
    due = schedule.times.last_due(now)
    if due is None:
        return False
    ticks = ScheduleTick.objects.filter(schedule=schedule.key)
    newest = ticks.order_by("-due").values_list("due", flat=True).first()
    if newest and newest > now + CLOCKS_DIFFER_BY:
        # The clock was set back: what had been taken of the time that comes again does not count.
        ticks.filter(due__gt=now).delete()
    elif newest and newest >= due:
        return False
    try:
        with transaction.atomic():
            ScheduleTick.objects.create(schedule=schedule.key, due=due, taken_at=now)
            ask_for(schedule)
    except IntegrityError:  # another worker was faster
        return False
    return True


def ask_for(schedule: Schedule) -> None:
    """Put the schedule's job in the queue, unless it waits there already: one look serves both."""
    waits = jobs().filter(status=TaskResultStatus.READY, task_path=schedule.task)
    if not waits.exists():
        import_string(schedule.task).enqueue()


def forget_old(*, now: datetime) -> int:
    """Delete finished jobs, ticks and leases that have had their time; how many rows."""
    done = now - timedelta(hours=settings.JOBS_KEEP_DONE_HOURS)
    failed = now - timedelta(days=settings.JOBS_KEEP_FAILED_DAYS)
    every = DBTaskResult.objects.all()
    newer = ScheduleTick.objects.filter(schedule=OuterRef("schedule"), due__gt=OuterRef("due"))
    ticks = ScheduleTick.objects.filter(Exists(newer), due__lt=now - timedelta(days=7))
    return (
        _delete(every.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=done))
        + _delete(every.filter(status=TaskResultStatus.FAILED, finished_at__lt=failed))
        + _delete(ticks)
        + _delete(WorkerLease.objects.filter(seen_at__lt=now - timedelta(days=1)))
    )


def _delete(rows: QuerySet) -> int:  # type: ignore[type-arg]  # any model's
    gone = 0
    while some := list(rows.values_list("pk", flat=True)[:AT_ONCE]):
        gone += rows.model._base_manager.filter(pk__in=some).delete()[0]
    return gone


# Put right by a person --------------------------------------------------------------------------------


@transaction.atomic
def run_again(job_id: UUID, *, by: Viewer, now: datetime) -> bool:
    """Let a job that was given up begin anew; False when it is no longer among the failed."""
    return _settle(
        job_id, "run_again", by, now, status=TaskResultStatus.READY, run_after=now, worker_ids=[]
    )


@transaction.atomic
def put_aside(job_id: UUID, *, by: Viewer, now: datetime) -> bool:
    """Take a job that was given up off the list; False when it is no longer among the failed."""
    return _settle(job_id, "put_aside", by, now, queue_name=PUT_ASIDE)


def _settle(job_id: UUID, what: str, by: Viewer, now: datetime, **fields: object) -> bool:
    failed = jobs().filter(pk=job_id, status=TaskResultStatus.FAILED)
    job = failed.first()
    if job is None or not failed.update(**fields):
        return False
    record(
        AuditKind.KEPT_RUNNING,
        by=by,
        now=now,
        object_kind="job",
        label=job.task_path,
        details={"did": what, "attempts": len(job.worker_ids), "error": job.exception_class_path},
    )
    return True
