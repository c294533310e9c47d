"""Who does the jobs? A process that takes one after the other, while a thread says that it lives.

The thread also fires schedules and takes over from dead workers, so that both go on during a long job.
A database that restarts ends neither; SIGTERM lets the present job finish.
"""

import logging
import signal
import socket
import threading
from collections import Counter
from collections.abc import Iterable

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone
from django.utils.crypto import get_random_string

from samsyn.jobs import services
from samsyn.jobs.schedules import SCHEDULES, Schedule
from samsyn.jobs.selectors import Job

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks into an empty queue."""


class Worker:
    """One process's work. Its id is new after every trouble with the database: see `_work`."""

    def __init__(self) -> None:
        self.worker_id = get_random_string(32)
        self.machine = socket.gethostname()
        self.stopping = threading.Event()

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; a second one ends also the present job."""
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._stop)
        watch = threading.Thread(target=self._watch, name="watch", daemon=True)
        watch.start()
        self._work()
        watch.join(timeout=settings.JOBS_BEAT_SECONDS)
        try:
            services.leave(self.worker_id)
        except DatabaseError:
            log.warning("no database to say goodbye to; others take over after a while")

    def _stop(self, sign: int, frame: object) -> None:
        self.stopping.set()
        signal.signal(sign, signal.SIG_DFL)

    def _work(self) -> None:
        while not self.stopping.is_set():
            try:
                found = do_next(self.worker_id)
            except DatabaseError:
                log.exception("the database did not answer")
                # What it had written of the last job is not known: under a new id, whatever stands
                # as begun by the old one becomes a dead worker's, and is done again.
                self.worker_id, found = get_random_string(32), False
            close_old_connections()
            if not found:
                self.stopping.wait(LOOK_EVERY)

    def _watch(self) -> None:
        while not self.stopping.is_set():
            try:
                now = timezone.now()
                services.beat(self.worker_id, self.machine, now=now)
                services.fire_due(now=now)
                services.reclaim(now=now)
            except Exception:  # whatever it is, a worker that no longer says so would count as dead
                log.exception("keeping watch failed, the next round tries again")
            close_old_connections()
            self.stopping.wait(settings.JOBS_BEAT_SECONDS)
        connections.close_all()


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
    try:
        value = job.task.call(*job.args_kwargs["args"], **job.args_kwargs["kwargs"])
    except Exception as error:
        log.exception("job %s failed, attempt %s", job.task_path, len(job.worker_ids))
        services.job_failed(job, error, now=timezone.now())
        return 0
    services.job_done(job, value, now=timezone.now())
    return value if isinstance(value, int) else 0
