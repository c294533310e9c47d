"""Who does the jobs? A process that takes one after the other, while a thread says that it lives.

The thread also fires schedules and takes over from dead workers, so that both go on during a long job.
A database that restarts ends neither; SIGTERM lets the present job finish.
"""

import logging
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, connections
from django.utils import timezone
from django.utils.crypto import get_random_string

from samsyn.jobs import services
from samsyn.jobs.schedules import SCHEDULES, Schedule
from samsyn.jobs.selectors import Job

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks at the clock, or into an empty queue."""


class Worker:
    """One process's work. Its id is new after every trouble with the database: see `_work`."""

    def __init__(self, schedules: Sequence[Schedule] = SCHEDULES) -> None:
        self.worker_id = get_random_string(32)
        self.machine = socket.gethostname()
        self.schedules = schedules
        self.looked_at: dict[str, datetime | None] = {}
        """Each schedule's moment that was dealt with last, so that an idle second asks nothing."""
        self.next_beat = time.monotonic()
        self.is_stopping = False
        self.is_over = threading.Event()

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; a second one ends also the present job."""
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._stop)
        watch = threading.Thread(target=self._watch, name="watch", daemon=True)
        watch.start()
        self._work()
        self.is_over.set()  # not before the last job is done: a worker that is silent loses it
        watch.join(timeout=LOOK_EVERY * 10)
        try:
            services.leave(self.worker_id)
        except DatabaseError:
            log.warning("no database to say goodbye to; others take over after a while")

    def _stop(self, sign: int, frame: object) -> None:
        self.is_stopping = True  # no Event: its lock may be held by what the signal interrupted
        signal.signal(sign, signal.SIG_DFL)

    def _work(self) -> None:
        while not self.is_stopping:
            try:
                found = do_next(self.worker_id)
            except DatabaseError as error:
                log.warning("the database did not answer: %s", type(error).__name__)
                # What it had written of the last job is not known: under a new id, whatever stands
                # as begun by the old one becomes a dead worker's, and is done again.
                self.worker_id, found = get_random_string(32), False
            close_old_connections()
            if not found and not self.is_stopping:
                time.sleep(LOOK_EVERY)

    def _watch(self) -> None:
        while not self.is_over.is_set():
            try:
                self._look(timezone.now())
            except DatabaseError as error:
                log.warning("no watch without the database: %s", type(error).__name__)
            except Exception:  # whatever it is, a worker that no longer says so would count as dead
                log.exception("keeping watch failed, the next look tries again")
            close_old_connections()
            self.is_over.wait(LOOK_EVERY)
        connections.close_all()

    def _look(self, now: datetime) -> None:
        due = {one.key: one.times.last_due(now) for one in self.schedules}
        news = [one for one in self.schedules if due[one.key] != self.looked_at.get(one.key)]
        services.fire_due(now=now, schedules=news)
        self.looked_at = due
        if time.monotonic() >= self.next_beat:
            services.beat(self.worker_id, self.machine, now=now)
            services.reclaim(now=now)
            self.next_beat = time.monotonic() + settings.JOBS_BEAT_SECONDS


def do_next(worker_id: str) -> bool:
    """Take one job and do it; False when nothing waits."""
    job = services.take_job(worker_id, now=timezone.now())
    if job is not None:
        _do(job)
    return job is not None


def do_all(schedules: Iterable[Schedule] = SCHEDULES) -> Counter[str]:
    """Ask for every repeated job at once, do all that waits, and return what each job counted.

    For tests, the demo and `./run worker --once`: no clock decides, since a job may be asked any time.
    """
    for schedule in schedules:
        services.ask_for(schedule)
    told: Counter[str] = Counter()
    worker_id = get_random_string(32)
    while (job := services.take_job(worker_id, now=timezone.now())) is not None:
        told[job.task_path] += _do(job)
    return told


def _do(job: Job) -> int:
    """Call the job's function and write down how it ended; what it counted."""
    value, error = None, None
    try:
        value = job.task.call(*job.args_kwargs["args"], **job.args_kwargs["kwargs"])
    except Exception as raised:
        log.exception("job %s failed, attempt %s", job.task_path, len(job.worker_ids))
        error = raised
    if not connection.in_atomic_block:  # as always but in tests
        close_old_connections()  # the job may have lost its own, and how it ended is to be kept
    if error:
        services.job_failed(job, error, now=timezone.now())
    else:
        services.job_done(job, value, now=timezone.now())
    return value if isinstance(value, int) else 0
