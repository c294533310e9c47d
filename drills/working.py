"""What the jobs drill lets real workers do. Each job writes a line to a file: no database is believed."""

import itertools
import json
import os
import sys
import time
from datetime import timedelta

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.tasks import task

from samsyn.domain.schedules import Every

SECRET = "Kajsa Warg"


def tell(*words: object) -> None:
    line = " ".join(map(str, (*words, os.getpid()))) + "\n"
    descriptor = os.open(settings.DATA_DIR / "told.txt", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, line.encode())
    os.close(descriptor)


@task
def short(number: int) -> int:
    """Ends at once."""
    tell("short", number)
    return 1


@task
def long(number: int, tenths: int) -> int:
    """Takes some tenths of a second."""
    tell("begun", number)
    time.sleep(tenths / 10)
    tell("long", number)
    return 1


@task
def failing(number: int) -> None:
    """Fails every time, with words that must not be stored."""
    tell("failing", number)
    raise ValueError(SECRET)


@task
def tick() -> int:
    """Is repeated every second."""
    tell("tick", 0)
    return 1


def ask(name: str, *numbers: int) -> None:
    {"short": short, "long": long, "failing": failing}[name].enqueue(*numbers)


def work() -> None:
    from samsyn.jobs.schedules import Schedule
    from samsyn.jobs.worker import Worker

    every_second = Every(timedelta(seconds=1))
    Worker([Schedule("tick", "-", "drills.working.tick", every_second)]).run()


def is_empty_within(seconds: float) -> bool:
    """True as soon as no job is open."""
    end = time.monotonic() + seconds
    while inspect()["open"]:
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def inspect() -> dict[str, object]:
    """How the queue stands, in numbers."""
    from django.db.models import Count
    from django_tasks_db.models import DBTaskResult

    from samsyn.jobs.models import ScheduleTick, WorkerLease

    jobs = DBTaskResult.objects.exclude(task_path__endswith=".tick")
    failed = jobs.filter(status="FAILED")
    dues = list(ScheduleTick.objects.order_by("due").values_list("due", flat=True))
    return {
        "open": jobs.filter(status__in=["READY", "RUNNING"]).count(),
        "running": jobs.filter(status="RUNNING").count(),
        "done": jobs.filter(status="SUCCESSFUL").count(),
        "failed": [len(attempts) for attempts in failed.values_list("worker_ids", flat=True)],
        "words stored": sum(SECRET in repr(row) for row in DBTaskResult.objects.values()),
        "ticks": len(dues),
        "ticks twice": ScheduleTick.objects.values("schedule", "due")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
        .count(),
        "longest pause": max(
            ((later - one).total_seconds() for one, later in itertools.pairwise(dues)),
            default=0,
        ),
        "tick jobs": DBTaskResult.objects.filter(task_path__endswith=".tick").count(),
        "workers": WorkerLease.objects.count(),
    }


if __name__ == "__main__":
    # The jobs' path is that of the imported module; as a program this one is called __main__.
    from drills import working

    match sys.argv[1:]:
        case ["work"]:
            working.work()
        case ["ask", name, *numbers]:
            for one in json.loads(numbers[0]):
                working.ask(name, *one)
        case ["wait", seconds]:
            sys.exit(not working.is_empty_within(float(seconds)))
        case ["inspect"]:
            print(json.dumps(working.inspect()))
