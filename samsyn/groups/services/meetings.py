"""Plan, change, call and cancel meetings; each gets the common agenda when it is planned (39)."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Viewer
from samsyn.domain.refusals import Outdated
from samsyn.groups.calling import letters_for
from samsyn.groups.models import AgendaItem, AgendaTemplateItem, Forum, Meeting, MeetingSeries
from samsyn.groups.refusals import GroupRefused
from samsyn.groups.selectors.visible import may_keep
from samsyn.groups.services.groups import keep_log
from samsyn.groups.services.texts import guarded
from samsyn.groups.vocabulary import ForumLevel
from samsyn.guarding.last_word import NOTHING, ONLY_PERSONAL_NUMBERS
from samsyn.guarding.transactions import atomic_when_read
from samsyn.mail import services as mail
from samsyn.organisations.selectors import valid_on

MOST_IN_A_SERIES = 30
NOT_FOR_CASES = ForumLevel.CASES
"""An individforum has times that are booked, and no meetings with minutes."""


@dataclass(frozen=True)
class MeetingContent:
    """When and where; `introduction` stands above the agenda."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    digital_place: str = ""
    introduction: str = ""


@atomic_when_read
def plan_meetings(
    forum_id: int,
    content: MeetingContent,
    *,
    every_weeks: int = 0,
    times: int = 1,
    decided: Container[str] = NOTHING,
    by: Viewer,
    now: datetime,
) -> list[int]:
    """Plan one meeting, or a series at the same hour of the same weekday; their primary keys.

    Refuses GroupRefused: not_yours, level, time (ends before it starts, or too many), place (neither),
    already (the forum meets then); and PersonalDataFound.
    """
    forum = _kept_forum(forum_id, by, now)
    kept = _checked(content, decided, by)
    if not 1 <= times <= MOST_IN_A_SERIES or (times > 1 and not 1 <= every_weeks <= 26):
        raise GroupRefused("time")
    series = None
    if times > 1:
        series = MeetingSeries.objects.create(
            forum=forum, every_weeks=every_weeks, made_at=now, made_by_id=by.user_id or 0
        )
    planned = []
    for at in range(times):
        moments = {
            name: weeks_later(getattr(content, name), at * every_weeks)
            for name in ("starts_at", "ends_at")
        }
        meeting = Meeting(forum=forum, series=series, made_at=now, made_by_id=by.user_id or 0)
        for name, value in {**kept, **moments}.items():
            setattr(meeting, name, value)
        _save_new(meeting)
        planned.append(meeting)
    _copy_agenda(planned, day_in_stockholm(now))
    keep_log(forum.group_id, "meetings_planned", by=by, now=now, details={"meetings": len(planned)})
    return [meeting.pk for meeting in planned]


@atomic_when_read
def change_meeting(
    pk: int,
    content: MeetingContent,
    *,
    seen_version: int,
    decided: Container[str] = NOTHING,
    by: Viewer,
    now: datetime,
) -> None:
    """Change when and where. Who was called is told when the calling is sent again.

    Refuses as `plan_meetings`, state (cancelled or minuted), and Outdated when somebody was first.
    """
    meeting = kept_meeting(pk, by, now)
    if meeting.cancelled_at or meeting.minutes_at:
        raise GroupRefused("state")
    kept = _checked(content, decided, by)
    told = {**kept, "starts_at": content.starts_at, "ends_at": content.ends_at}
    seen = ("starts_at", "ends_at", "place", "digital_place")
    moved = any(getattr(meeting, name) != told[name] for name in seen)
    try:
        with transaction.atomic():
            rows = Meeting.objects.filter(pk=pk, version=seen_version)
            changed = rows.update(
                version=F("version") + 1, sequence=F("sequence") + (1 if moved else 0), **told
            )
    except IntegrityError as twice:
        raise GroupRefused("already") from twice
    if not changed:
        raise Outdated
    keep_log(meeting.forum.group_id, "meeting_changed", by=by, now=now, details={"meeting": pk})


@transaction.atomic
def call_meeting(pk: int, *, by: Viewer, now: datetime) -> int:
    """Send the calling with its calendar event to every member with an address; how many letters.

    The letter holds time, place and a link, and nothing of the agenda. Refuses GroupRefused: not_yours,
    state (cancelled, or it has been).
    """
    meeting = kept_meeting(pk, by, now)
    if meeting.cancelled_at or meeting.ends_at < now:
        raise GroupRefused("state")
    sent = _post(meeting, now)
    Meeting.objects.filter(pk=pk).update(called_at=now, version=F("version") + 1)
    keep_log(meeting.forum.group_id, "meeting_called", by=by, now=now, details={"meeting": pk})
    return sent


@atomic_when_read
def cancel_meeting(
    pk: int, reason: str, *, decided: Container[str] = NOTHING, by: Viewer, now: datetime
) -> None:
    """Cancel a meeting; who was called is told. Refuses GroupRefused: not_yours, state; PersonalDataFound."""
    meeting = kept_meeting(pk, by, now)
    if meeting.cancelled_at or meeting.minutes_at:
        raise GroupRefused("state")
    because = guarded({"reason": reason}, by=by, decided=decided)["reason"]
    meeting.cancelled_at, meeting.cancelled_because = now, because
    meeting.sequence += 1
    meeting.version += 1
    meeting.save()
    if meeting.called_at and meeting.ends_at > now:
        _post(meeting, now)
    keep_log(meeting.forum.group_id, "meeting_cancelled", by=by, now=now, details={"meeting": pk})


def kept_meeting(pk: int, by: Viewer, now: datetime) -> Meeting:
    """A meeting that the viewer keeps; refuses GroupRefused (not_yours)."""
    meeting = Meeting.objects.select_related("forum__group").filter(pk=pk).first()
    if meeting is None or not may_keep(
        meeting.forum.group_id, viewer=by, today=day_in_stockholm(now)
    ):
        raise GroupRefused("not_yours")
    return meeting


def weeks_later(moment: datetime, weeks: int) -> datetime:
    """The same hour in Stockholm some weeks later, whether the clocks were changed between or not."""
    local = moment.astimezone(ZoneInfo(settings.TIME_ZONE))
    return (local.replace(tzinfo=None) + timedelta(weeks=weeks)).replace(tzinfo=local.tzinfo)


def _kept_forum(pk: int, by: Viewer, now: datetime) -> Forum:
    forum = Forum.objects.filter(pk=pk, valid_to=None).first()
    if forum is None or not may_keep(forum.group_id, viewer=by, today=day_in_stockholm(now)):
        raise GroupRefused("not_yours")
    if forum.level == NOT_FOR_CASES:
        raise GroupRefused("level")
    return forum


def _checked(content: MeetingContent, decided: Container[str], by: Viewer) -> dict[str, str]:
    if content.ends_at <= content.starts_at:
        raise GroupRefused("time")
    if not content.place.strip() and not content.digital_place:
        raise GroupRefused("place")
    texts = {"place": content.place, "introduction": content.introduction}
    kept = guarded(texts, by=by, decided=decided, only={"place": ONLY_PERSONAL_NUMBERS})
    return {**kept, "digital_place": content.digital_place}


def _save_new(meeting: Meeting) -> None:
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError as twice:
        raise GroupRefused("already") from twice


def _copy_agenda(meetings: list[Meeting], today: date) -> None:
    template = list(AgendaTemplateItem.objects.filter(valid_on(today)).order_by("order", "pk"))
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            order=10 * place,
            heading=one.heading,
            standing=one.standing,
            template_item=one,
        )
        for meeting in meetings
        for place, one in enumerate(template, start=1)
    )


def _post(meeting: Meeting, now: datetime) -> int:
    letters = letters_for(meeting, now=now)
    for letter in letters:
        mail.post_letter(
            kind="meeting_called",
            to=letter.to,
            subject=letter.subject,
            body=letter.body,
            language=letter.language,
            calendar=letter.calendar,
            now=now,
        )
    return len(letters)
