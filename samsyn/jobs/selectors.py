"""What waits, what failed, who works, and when did each schedule last happen?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.tasks import TaskResultStatus
from django.tasks.base import DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.models import DBTaskResult, get_date_max

from samsyn.jobs.models import ScheduleTick, WorkerLease
from samsyn.jobs.schedules import SCHEDULES, Schedule

type Job = DBTaskResult[..., Any]
"""A row of the library's table: what is to be called, and how it stands."""

PUT_ASIDE = "put_aside"
"""The queue of failed jobs that an administrator has seen; no worker takes from it."""
OVERDUE = timedelta(minutes=10)
"""So late, and nobody has fired the schedule: no worker runs. Förslag, ej fastställt."""


@dataclass(frozen=True)
class FailedJob:
    """A job that was given up: never its words, which could be a case's."""

    pk: UUID
    task: str
    """The dotted path of its function."""
    arguments: str
    """The primary keys that it was about."""
    failed_at: datetime
    attempts: int
    error: str
    """The exception's class."""

    @property
    def name(self) -> str:
        """Its function as the code knows it, for jobs that stand in no schedule."""
        return self.task.removeprefix("samsyn.")


@dataclass(frozen=True)
class ScheduleState:
    """A schedule, the newest moment that a worker took, and whether the one after it is overdue."""

    schedule: Schedule
    last_taken: datetime | None
    is_overdue: bool


class JobState(StrEnum):
    """How a job stands that is not done."""

    WAITING = "waiting"
    RUNNING = "running"
    GIVEN_UP = "given_up"


@dataclass(frozen=True)
class Counts:
    """How many jobs wait for their turn, are being done, and were given up."""

    waiting: int
    running: int
    failed: int


def jobs() -> QuerySet[Job]:
    """Every job that a worker may take or has taken; not those put aside."""
    return DBTaskResult.objects.filter(queue_name=DEFAULT_TASK_QUEUE_NAME)


def due_jobs(*, now: datetime) -> QuerySet[Job]:
    """The jobs to do now, those that were to run first before those of no particular time."""
    ready = jobs().filter(status=TaskResultStatus.READY)
    return ready.filter(run_after__lte=now) | ready.filter(run_after=get_date_max())


def counts() -> Counts:
    """How the queue stands."""
    status = TaskResultStatus
    return Counts(
        **jobs().aggregate(
            waiting=Count("pk", filter=Q(status=status.READY)),
            running=Count("pk", filter=Q(status=status.RUNNING)),
            failed=Count("pk", filter=Q(status=status.FAILED)),
        )
    )


def failed_jobs() -> list[FailedJob]:
    """The jobs that were given up and that nobody has put aside, newest first."""
    failed = jobs().filter(status=TaskResultStatus.FAILED).order_by("-finished_at")
    return [_failed(job) for job in failed]


def failed_job(pk: UUID) -> FailedJob | None:
    """One job that was given up, or None when it is not among them (any more)."""
    job = jobs().filter(pk=pk, status=TaskResultStatus.FAILED).first()
    return _failed(job) if job else None


def state_of_job(task: str, *keys: int) -> JobState | None:
    """How the job of this function (its dotted path) about these keys stands; None when none is open.

    One that waits or is done again counts before one that was given up, also when that is put aside.
    """
    status = TaskResultStatus
    same = DBTaskResult.objects.filter(
        task_path=task, args_kwargs={"args": list(keys), "kwargs": {}}
    )
    found = set(same.values_list("status", flat=True))
    order = {
        status.RUNNING: JobState.RUNNING,
        status.READY: JobState.WAITING,
        status.FAILED: JobState.GIVEN_UP,
    }
    return next((state for one, state in order.items() if one in found), None)


def started_before(moment: datetime) -> int:
    """How many jobs have been running since before a moment; for the doctor."""
    return jobs().filter(status=TaskResultStatus.RUNNING, started_at__lt=moment).count()


def live_workers(*, now: datetime) -> QuerySet[WorkerLease]:
    """The workers that have said lately that they live."""
    alive_since = now - timedelta(seconds=settings.JOBS_DEAD_SECONDS)
    return WorkerLease.objects.filter(seen_at__gt=alive_since).order_by("started_at")


def schedule_states(
    *, now: datetime, schedules: Iterable[Schedule] = SCHEDULES
) -> list[ScheduleState]:
    """Each schedule with its newest tick, in the order of the list."""
    newest = dict(
        ScheduleTick.objects.values_list("schedule")
        .annotate(due=Max("due"))
        .values_list("schedule", "due")
    )
    return [_state(schedule, newest.get(schedule.key), now) for schedule in schedules]


def _state(schedule: Schedule, last: datetime | None, now: datetime) -> ScheduleState:
    due = schedule.times.last_due(now)
    missed = due is not None and (last is None or last < due)
    before = schedule.times.last_due(now - OVERDUE)
    is_overdue = missed and before is not None and (last is None or last < before)
    return ScheduleState(schedule, last, is_overdue)


def _failed(job: Job) -> FailedJob:
    given = job.args_kwargs
    keys = [str(key) for key in given["args"]]
    keys += [f"{name}={key}" for name, key in given["kwargs"].items()]
    return FailedJob(
        pk=job.pk,
        task=job.task_path,
        arguments=", ".join(keys),
        failed_at=job.finished_at or job.enqueued_at,
        attempts=len(job.worker_ids),
        error=job.exception_class_path.rpartition(".")[2],
    )
