"""Who does what, by when, and what came of it?"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Viewer
from samsyn.domain.refusals import Outdated
from samsyn.groups.models import Decision, Meeting, Task
from samsyn.groups.refusals import GroupRefused
from samsyn.groups.selectors.visible import may_keep
from samsyn.groups.services.groups import keep_log
from samsyn.groups.services.texts import guarded
from samsyn.guarding.last_word import ALL_BUT_NAMES, NOTHING
from samsyn.guarding.transactions import atomic_when_read


@dataclass(frozen=True)
class TaskContent:
    """What shall be done, by whom (a function, or a name at work), and by when."""

    text: str
    responsible: str
    due_on: date | None = None


@atomic_when_read
def give_task(
    group_id: int,
    content: TaskContent,
    *,
    meeting_id: int | None = None,
    decision_id: int | None = None,
    decided: Container[str] = NOTHING,
    by: Viewer,
    now: datetime,
) -> int:
    """Give a task, perhaps at a meeting or because of a decision; its primary key.

    Refuses GroupRefused (not_yours, name: nothing said or nobody responsible) and PersonalDataFound.
    """
    _may_keep(group_id, by, now)
    texts = {"text": content.text, "responsible": content.responsible}
    kept = guarded(texts, by=by, decided=decided, only={"responsible": ALL_BUT_NAMES})
    if not all(kept.values()):
        raise GroupRefused("name")
    if decision_id:
        decision = Decision.objects.filter(pk=decision_id, meeting__forum__group=group_id).first()
        if decision is None:
            raise GroupRefused("not_yours")
        meeting_id = decision.meeting_id
    elif meeting_id and not Meeting.objects.filter(pk=meeting_id, forum__group=group_id).exists():
        raise GroupRefused("not_yours")
    task = Task.objects.create(
        group_id=group_id,
        meeting_id=meeting_id,
        decision_id=decision_id,
        due_on=content.due_on,
        written_at=now,
        written_by_id=by.user_id or 0,
        **kept,
    )
    keep_log(group_id, "task_given", by=by, now=now, details={"task": task.pk})
    return task.pk


@atomic_when_read
def end_task(
    task_id: int,
    *,
    is_done: bool,
    result: str = "",
    seen_version: int,
    decided: Container[str] = NOTHING,
    by: Viewer,
    now: datetime,
) -> None:
    """Say that a task is done, or that it is dropped, and what came of it.

    Refuses GroupRefused (not_yours, state: it has ended), PersonalDataFound, and Outdated.
    """
    task = Task.objects.filter(pk=task_id).first()
    if task is None:
        raise GroupRefused("not_yours")
    _may_keep(task.group_id, by, now)
    if task.done_at or task.dropped_at:
        raise GroupRefused("state")
    kept = guarded({"result": result}, by=by, decided=decided)
    ended = {"done_at": now, "done_by_id": by.user_id} if is_done else {"dropped_at": now}
    rows = Task.objects.filter(pk=task_id, version=seen_version)
    if not rows.update(version=F("version") + 1, **ended, **kept):
        raise Outdated
    what = "task_done" if is_done else "task_dropped"
    keep_log(task.group_id, what, by=by, now=now, details={"task": task_id})


def _may_keep(group_id: int, by: Viewer, now: datetime) -> None:
    if not may_keep(group_id, viewer=by, today=day_in_stockholm(now)):
        raise GroupRefused("not_yours")
