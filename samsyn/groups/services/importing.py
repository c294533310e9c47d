"""How do the groups of a registry file come in, again and again, without duplicates? (38, 46)"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from samsyn.domain.access import Everything, Viewer
from samsyn.groups.models import Forum, Group, GroupArea, StatedOfGroups
from samsyn.groups.registry_file import GroupEntries, GroupEntry
from samsyn.groups.services.groups import first_level, keep_log
from samsyn.groups.vocabulary import GroupKind, StatedFigure
from samsyn.organisations import selectors as organisations
from samsyn.organisations.registry_entries import Tally


@transaction.atomic
def load_groups(
    entries: GroupEntries, *, dry_run: bool, by: Viewer | Everything | None, now: datetime
) -> dict[str, Tally]:
    """Make the groups say what the file says; how many were new, changed and unchanged, by sort.

    Comes after the registry, whose BUS areas the local groups work for. What the file leaves open
    never erases what somebody has entered, and a group that is not in the file stays.
    """
    tallies = {"groups": Tally(), "stated": Tally()}
    with transaction.atomic():
        areas = {area.key: area.id for area in organisations.areas_on(None)}
        known = {group.key: group for group in Group.objects.prefetch_related("areas", "forums")}
        for entry in entries.groups:
            _load(entry, known.get(entry.key), areas.get(entry.key), tallies["groups"], by, now)
        for said in entries.stated:
            _, is_new = StatedOfGroups.objects.get_or_create(
                said_of=said.said_of,
                figure=StatedFigure.GROUPS,
                place=said.place,
                service="",
                defaults={"day": said.day, "value": said.value, "source": said.source},
            )
            tallies["stated"].count(is_new, False)
        if dry_run:
            transaction.set_rollback(True)
    return tallies


def _load(
    entry: GroupEntry,
    group: Group | None,
    area: int | None,
    tally: Tally,
    by: Viewer | Everything | None,
    now: datetime,
) -> None:
    told = {
        name: getattr(entry, name)
        for name in ("name", "valid_from", "valid_to", "source")
        if getattr(entry, name)
    }
    is_new = group is None
    changes = {name: value for name, value in told.items() if getattr(group, name, None) != value}
    if group is None:
        group = Group.objects.create(key=entry.key, kind=entry.kind, **told)
        Forum.objects.create(group=group, level=first_level(entry.kind))
    elif changes:
        Group.objects.filter(pk=group.pk).update(version=F("version") + 1, **changes)
        keep_log(group.pk, "imported", by=by, now=now, details={"changed": sorted(changes)})
    tally.count(is_new, bool(changes))
    if entry.kind is GroupKind.LOCAL and area:
        _work_for(group, area, entry)


def _work_for(group: Group, area: int, entry: GroupEntry) -> None:
    rows = [row for row in group.areas.all() if row.area_id == area]
    time = {"valid_from": entry.valid_from, "valid_to": entry.valid_to}
    if not rows:
        GroupArea.objects.create(group=group, area_id=area, **time)
    elif entry.valid_to and rows[0].valid_to is None:
        GroupArea.objects.filter(pk=rows[0].pk).update(valid_to=entry.valid_to)
