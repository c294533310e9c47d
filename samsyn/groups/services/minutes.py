"""Who came, what was decided, and when are the minutes finished?"""

from collections.abc import Container, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from samsyn.domain.access import Viewer
from samsyn.groups.models import AgendaItem, Attendance, Decision, Meeting, Member
from samsyn.groups.refusals import GroupRefused
from samsyn.groups.services.groups import keep_log
from samsyn.groups.services.meetings import kept_meeting
from samsyn.groups.services.texts import guarded
from samsyn.groups.vocabulary import Presence
from samsyn.guarding.last_word import NOTHING
from samsyn.guarding.transactions import atomic_when_read
from samsyn.organisations.selectors import valid_on


@transaction.atomic
def record_attendance(
    meeting_id: int, presence: Mapping[int, Presence], *, by: Viewer, now: datetime
) -> None:
    """Say how each member (primary key) took part; who is left out stays as it was.

    Refuses GroupRefused: not_yours, state (finished, cancelled or not begun), kind (no seat that day).
    """
    meeting = _open(meeting_id, by, now)
    if meeting.starts_at > now:
        raise GroupRefused("state")
    day = timezone.localtime(meeting.starts_at).date()
    seated = Member.objects.filter(valid_on(day), forum=meeting.forum_id)
    if not set(presence) <= set(seated.values_list("pk", flat=True)):
        raise GroupRefused("kind")
    Attendance.objects.bulk_create(
        [
            Attendance(meeting=meeting, member_id=member, presence=how)
            for member, how in presence.items()
        ],
        update_conflicts=True,
        unique_fields=["meeting", "member"],
        update_fields=["presence"],
    )
    _log(meeting, "attendance", by, now)


@atomic_when_read
def decide(
    meeting_id: int,
    text: str,
    *,
    item_id: int | None = None,
    decided: Container[str] = NOTHING,
    by: Viewer,
    now: datetime,
) -> int:
    """Write down a decision, perhaps under an item; its primary key.

    Refuses GroupRefused (not_yours, state, name: nothing is written) and PersonalDataFound.
    """
    meeting = _open(meeting_id, by, now)
    kept = guarded({"text": text}, by=by, decided=decided)
    if not kept["text"]:
        raise GroupRefused("name")
    if item_id and not AgendaItem.objects.filter(pk=item_id, meeting=meeting).exists():
        raise GroupRefused("not_yours")
    decision = Decision.objects.create(
        meeting=meeting, item_id=item_id, written_at=now, written_by_id=by.user_id or 0, **kept
    )
    _log(meeting, "decided", by, now, decision=decision.pk)
    return decision.pk


@transaction.atomic
def withdraw_decision(decision_id: int, *, by: Viewer, now: datetime) -> None:
    """Take back what was written down by mistake, while the minutes are open; the row stays."""
    decision = Decision.objects.filter(pk=decision_id, withdrawn_at=None).first()
    if decision is None:
        raise GroupRefused("not_yours")
    meeting = _open(decision.meeting_id, by, now)
    Decision.objects.filter(pk=decision_id).update(withdrawn_at=now, version=F("version") + 1)
    _log(meeting, "decision_withdrawn", by, now, decision=decision_id)


@transaction.atomic
def finish_minutes(meeting_id: int, *, by: Viewer, now: datetime) -> None:
    """Finish the minutes: attendance counts from now on, and nothing more is written.

    Refuses GroupRefused: not_yours, state (cancelled, not begun, finished), attendance (nobody's is told).
    """
    meeting = _open(meeting_id, by, now)
    if meeting.starts_at > now:
        raise GroupRefused("state")
    if not meeting.attendance.exists():
        raise GroupRefused("attendance")
    Meeting.objects.filter(pk=meeting_id).update(
        minutes_at=now, minutes_by_id=by.user_id, version=F("version") + 1
    )
    _log(meeting, "minutes_finished", by, now)


@transaction.atomic
def open_minutes(meeting_id: int, *, by: Viewer, now: datetime) -> None:
    """Open finished minutes to correct them; that it was done stays. Refuses GroupRefused."""
    meeting = kept_meeting(meeting_id, by, now)
    if not meeting.minutes_at:
        raise GroupRefused("state")
    Meeting.objects.filter(pk=meeting_id).update(
        minutes_at=None, opened_at=now, opened_by_id=by.user_id, version=F("version") + 1
    )
    _log(meeting, "minutes_opened", by, now)


def _open(meeting_id: int, by: Viewer, now: datetime) -> Meeting:
    meeting = kept_meeting(meeting_id, by, now)
    if meeting.minutes_at or meeting.cancelled_at:
        raise GroupRefused("state")
    return meeting


def _log(meeting: Meeting, what: str, by: Viewer, now: datetime, **more: object) -> None:
    keep_log(meeting.forum.group_id, what, by=by, now=now, details={"meeting": meeting.pk, **more})
