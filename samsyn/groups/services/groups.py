"""Make and change groups and their levels; what ends is kept with its last day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from samsyn.audit import services as audit
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import AuditKind
from samsyn.groups.models import Forum, Group, GroupArea
from samsyn.groups.refusals import GroupRefused
from samsyn.groups.selectors.visible import may_keep
from samsyn.groups.vocabulary import ForumLevel, GroupKind

MADE = "grupp"
"""Begins the key of a group that was made here and stands in no file."""


@dataclass(frozen=True)
class GroupContent:
    """What is said of a group; `area_ids` are what it works for from now on."""

    name: str
    kind: GroupKind
    area_ids: tuple[int, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


def _checked(content: GroupContent, by: Viewer) -> GroupContent:
    if not by.may(Ability.KEEP_GROUPS):
        raise GroupRefused("not_yours")
    if not content.name.strip():
        raise GroupRefused("name")
    if content.kind is GroupKind.LOCAL and not content.area_ids:
        raise GroupRefused("areas")
    if content.valid_from and content.valid_to and content.valid_to < content.valid_from:
        raise GroupRefused("time")
    return content


@transaction.atomic
def make_group(content: GroupContent, *, by: Viewer, now: datetime) -> int:
    """Make a group with its first level, the styrgrupp or the regional forum; its primary key.

    Refuses GroupRefused: not_yours, name, areas or time.
    """
    _checked(content, by)
    group = Group.objects.create(key=f"{MADE}-{uuid4().hex[:12]}", **_columns(content))
    _work_for(group, content.area_ids, first=content.valid_from, today=day_in_stockholm(now))
    Forum.objects.create(group=group, level=first_level(content.kind))
    keep_log(group.pk, "made", by=by, now=now)
    return group.pk


@transaction.atomic
def change_group(
    pk: int, content: GroupContent, *, seen_version: int, by: Viewer, now: datetime
) -> None:
    """Change what is said of a group. Areas that are left out ended yesterday, new ones begin today.

    Refuses GroupRefused as `make_group`, and Outdated when somebody was first.
    """
    _checked(content, by)
    columns = _columns(content)
    del columns["kind"]
    changed = Group.objects.filter(pk=pk, version=seen_version)
    if not changed.update(version=F("version") + 1, **columns):
        raise Outdated
    today = day_in_stockholm(now)
    group = Group.objects.get(pk=pk)
    left = group.areas.filter(valid_to=None).exclude(area__in=content.area_ids)
    left.filter(valid_from__gte=today).delete()
    left.update(valid_to=today - timedelta(days=1))
    _work_for(group, content.area_ids, first=today, today=today)
    keep_log(pk, "changed", by=by, now=now)


@transaction.atomic
def add_forum(
    group_id: int, level: ForumLevel, *, name: str = "", by: Viewer, now: datetime
) -> int:
    """Add a level to a group; a temporary one has a name. Refuses GroupRefused: not_yours, level, name."""
    today = day_in_stockholm(now)
    if not may_keep(group_id, viewer=by, today=today):
        raise GroupRefused("not_yours")
    is_local = Group.objects.get(pk=group_id).kind == GroupKind.LOCAL
    if (level is ForumLevel.BODY) is is_local and level is not ForumLevel.TEMPORARY:
        raise GroupRefused("level")
    if level is ForumLevel.TEMPORARY and not name.strip():
        raise GroupRefused("name")
    open_ones = Forum.objects.filter(group=group_id, level=level, valid_to=None)
    if level is not ForumLevel.TEMPORARY and open_ones.exists():
        raise GroupRefused("level")
    forum = Forum.objects.create(
        group_id=group_id, level=level, name=name.strip(), valid_from=today
    )
    keep_log(group_id, "level_added", by=by, now=now)
    return forum.pk


@transaction.atomic
def end_forum(forum_id: int, *, by: Viewer, now: datetime) -> None:
    """End a level with today; its members' seats end with it. Refuses GroupRefused: not_yours."""
    today = day_in_stockholm(now)
    forum = Forum.objects.filter(pk=forum_id, valid_to=None).first()
    if forum is None or not may_keep(forum.group_id, viewer=by, today=today):
        raise GroupRefused("not_yours")
    forum.valid_to = today
    forum.save(update_fields=["valid_to"])
    forum.members.filter(valid_to=None, valid_from__lte=today).update(valid_to=today)
    keep_log(forum.group_id, "level_ended", by=by, now=now)


def first_level(kind: GroupKind) -> ForumLevel:
    """The level that every group has."""
    return ForumLevel.STEERING if kind is GroupKind.LOCAL else ForumLevel.BODY


def keep_log(
    group_id: int,
    what: str,
    *,
    by: Viewer | Everything | None,
    now: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    """Write in the log what was done in a group."""
    name = Group.objects.values_list("name", flat=True).get(pk=group_id)
    audit.record(
        AuditKind.WROTE,
        by=by,
        now=now,
        object_kind="group",
        object_id=group_id,
        label=name,
        details={"what": what, **(details or {})},
    )


def _columns(content: GroupContent) -> dict[str, object]:
    return {
        "name": content.name.strip(),
        "kind": content.kind,
        "valid_from": content.valid_from,
        "valid_to": content.valid_to,
        "source": content.source.strip(),
    }


def _work_for(group: Group, areas: Sequence[int], *, first: date | None, today: date) -> None:
    known = set(group.areas.filter(valid_to=None).values_list("area_id", flat=True))
    GroupArea.objects.bulk_create(
        GroupArea(group=group, area_id=area, valid_from=first)
        for area in areas
        if area not in known
    )
