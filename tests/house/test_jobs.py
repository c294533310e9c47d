"""Is every job one that may be run twice and tells nothing about a child?"""

import inspect
from importlib import import_module
from pathlib import Path

import pytest
from django.tasks import Task
from django.utils.module_loading import import_string

from samsyn.jobs.schedules import SCHEDULES
from tests.house.source import inside, python_files

MODULES = [
    import_module(inside(path).removesuffix(".py").replace("/", "."))
    for path in python_files("samsyn")
    if path.name == "jobs.py"
]
TASKS = {
    one.module_path: one
    for module in MODULES
    for one in vars(module).values()
    if isinstance(one, Task) and one.func.__module__ == module.__name__
}
KEYS = {int, int | None}


def test_there_are_jobs():
    assert len(TASKS) >= len(SCHEDULES) > 3


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_a_job_takes_primary_keys_and_returns_a_count(task):
    signature = inspect.signature(task.func)
    taken = {one.annotation for one in signature.parameters.values()}
    assert taken <= KEYS, "case text would lie in the queue"
    assert signature.return_annotation in {int, None}
    assert inspect.getdoc(task.func)


def test_jobs_stand_in_the_jobs_modules():
    elsewhere = [
        inside(path)
        for path in python_files("samsyn")
        if path.name != "jobs.py" and "django.tasks import task" in path.read_text()
    ]
    assert not elsewhere


def test_only_jobs_knows_which_library_stores_them():
    """Another one is then a setting, and this package."""
    knowing = [
        inside(path) for path in python_files("samsyn") if "django_tasks_db" in path.read_text()
    ]
    assert {Path(path).parent for path in knowing} == {Path("samsyn/jobs")}


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda one: one.key)
def test_a_schedule_asks_for_a_job_without_arguments(schedule):
    task = import_string(schedule.task)
    assert TASKS[schedule.task] is task
    assert not inspect.signature(task.func).parameters


def test_schedules_have_names_of_their_own():
    for names in ([one.key for one in SCHEDULES], [one.label for one in SCHEDULES]):
        assert len(names) == len(set(names))
