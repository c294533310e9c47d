"""Groups to test with: seats, meetings and what comes of them."""

from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

from django.apps import apps

from samsyn.domain.access import Viewer
from samsyn.groups.models import CaseTime, Forum, Member, Person, RequiredService
from samsyn.groups.services.agenda import add_item
from samsyn.groups.services.cases import book_time, lay_out_times
from samsyn.groups.services.groups import GroupContent, add_forum, make_group
from samsyn.groups.services.meetings import MeetingContent, plan_meetings
from samsyn.groups.services.minutes import decide, record_attendance
from samsyn.groups.services.tasks import TaskContent, give_task
from samsyn.groups.vocabulary import ForumLevel, GroupKind, Presence, Seat
from tests.builders import NOW


def seat_in(
    forum,
    kind,
    principal=None,
    *,
    name="Pil Tranbär",
    email="",
    seat=Seat.ORDINARY,
    unit=None,
    since=None,
):
    """A person with a seat in the forum, from long ago unless told otherwise."""
    kind.key = kind.short_label.lower()
    kind.save()
    return Member.objects.create(
        forum=forum,
        person=Person.objects.create(name=name, email=email),
        kind=kind,
        unit=unit,
        principal=principal or (unit.principal if unit else None),
        seat=seat,
        valid_from=since or NOW.date().replace(month=1, day=1),
    )


@dataclass(frozen=True)
class LocalGroup:
    """BUS Trastby with its styrgrupp: Hedda is its contact, Bo sits there for BUP."""

    pk: int
    forum: Forum
    hedda: Viewer
    doris: Viewer

    def meeting(self, *, days=7, forum=None, **named):
        """Plan a meeting some days from NOW (before it when negative); its primary key."""
        start = NOW + timedelta(days=days)
        content = MeetingContent(start, start + timedelta(hours=2), place="Sal Stenskvättan")
        forum = (forum or self.forum).pk
        by, now = named.pop("by", self.hedda), named.pop("now", NOW)
        return plan_meetings(forum, content, by=by, now=now, **named)[0]


def make_local_group(cast, name="BUS Trastby", area=None):
    """A local group for Trastby's BUS area, or another."""
    if not RequiredService.objects.exists():  # a browser's test has emptied what migrations bring
        import_module("samsyn.groups.migrations.0002_required_services_and_agenda").fill(apps, None)
    area = area or cast.places.bus_area
    doris = cast.viewer("doris")
    pk = make_group(GroupContent(name, GroupKind.LOCAL, (area.pk,)), by=doris, now=NOW)
    return LocalGroup(pk, Forum.objects.get(group=pk), cast.viewer("hedda"), doris)


def a_group(cast):
    """Primary keys of a local group with a held meeting, and of another one among strangers."""
    group = make_local_group(cast)
    by = {"by": group.hedda, "now": NOW}
    bup = cast.places.bup
    seat = seat_in(group.forum, bup.kind, unit=bup, name="Bo", email="bo@example.com")
    meeting = group.meeting(days=-3)
    record_attendance(meeting, {seat.pk: Presence.IN_ROOM}, **by)
    cases = add_forum(group.pk, ForumLevel.CASES, **by)
    start = NOW + timedelta(days=3650)
    lay_out_times(cases, start, start + timedelta(hours=1), **by)
    time = CaseTime.objects.get()
    book_time(time.pk, sip_held_on=NOW.date(), kind_ids=[bup.kind_id], **by)
    other = make_local_group(cast, "BUS Siskaryd", cast.places.other_area)
    return {
        "group": group.pk,
        "foreign_group": other.pk,
        "seat": seat.pk,
        "level": group.forum.pk,
        "meeting": meeting,
        "foreign_meeting": other.meeting(days=-3, by=group.doris),
        "agenda_item": add_item(meeting, "Lokaler", **by),
        "decision": decide(meeting, "Kallelser skickas två veckor före.", **by),
        "task": give_task(group.pk, TaskContent("Skriv mallen", "Enhetschef"), **by),
        "case_time": time.pk,
    }
