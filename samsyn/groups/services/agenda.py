"""What shall a meeting be about? The common items stand, the group's own come and go."""

from collections.abc import Container
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from samsyn.domain.access import Viewer
from samsyn.domain.refusals import Outdated
from samsyn.groups.models import AgendaItem
from samsyn.groups.refusals import GroupRefused
from samsyn.groups.services.meetings import kept_meeting
from samsyn.groups.services.texts import guarded
from samsyn.guarding.last_word import NOTHING
from samsyn.guarding.transactions import atomic_when_read


@atomic_when_read
def add_item(
    meeting_id: int,
    heading: str,
    note: str = "",
    *,
    decided: Container[str] = NOTHING,
    by: Viewer,
    now: datetime,
) -> int:
    """Add an item of the group's own, before the last of the common ones; its primary key.

    Refuses GroupRefused (not_yours, state, name) and PersonalDataFound.
    """
    meeting = kept_meeting(meeting_id, by, now)
    if meeting.minutes_at or meeting.cancelled_at:
        raise GroupRefused("state")
    kept = guarded({"heading": heading, "note": note}, by=by, decided=decided)
    if not kept["heading"]:
        raise GroupRefused("name")
    common = meeting.items.exclude(template_item=None)
    last = common.aggregate(last=Max("order"))["last"] or 10
    return AgendaItem.objects.create(meeting=meeting, order=last - 5, **kept).pk


@atomic_when_read
def write_item(
    item_id: int,
    *,
    note: str | None = None,
    minutes: str | None = None,
    seen_version: int,
    decided: Container[str] = NOTHING,
    by: Viewer,
    now: datetime,
) -> None:
    """Write what the members should know before, or what was said; None leaves it as it is.

    Refuses GroupRefused (not_yours, state: the minutes are finished), PersonalDataFound, and Outdated
    when somebody was first.
    """
    item = kept_item(item_id, by, now)
    told = {name: text for name, text in (("note", note), ("minutes", minutes)) if text is not None}
    kept = guarded(told, by=by, decided=decided)
    rows = AgendaItem.objects.filter(pk=item.pk, version=seen_version)
    if not rows.update(version=F("version") + 1, **kept):
        raise Outdated


@transaction.atomic
def remove_item(item_id: int, *, by: Viewer, now: datetime) -> None:
    """Remove an item of the group's own that nothing was decided under. Refuses GroupRefused."""
    item = kept_item(item_id, by, now)
    if item.template_item_id or item.decisions.exists() or item.minutes:
        raise GroupRefused("state")
    item.delete()


def kept_item(item_id: int, by: Viewer, now: datetime) -> AgendaItem:
    """An item of a meeting that the viewer keeps and whose minutes are open; refuses GroupRefused."""
    item = AgendaItem.objects.filter(pk=item_id).first()
    if item is None:
        raise GroupRefused("not_yours")
    meeting = kept_meeting(item.meeting_id, by, now)
    if meeting.minutes_at or meeting.cancelled_at:
        raise GroupRefused("state")
    return item
