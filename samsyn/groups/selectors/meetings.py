"""Which meetings has a group, what are they about, what was decided, and who does what? (39)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from samsyn.domain.access import Everything, Viewer
from samsyn.groups.cards import GroupCard
from samsyn.groups.models import AgendaItem, Decision, Meeting, Task
from samsyn.groups.selectors.visible import groups_visible_to
from samsyn.groups.vocabulary import ForumLevel, MeetingState, StandingItem


@dataclass(frozen=True)
class MeetingCard:
    """One meeting in a list or at the head of its page."""

    id: int
    group_id: int
    group_name: str
    is_local: bool
    forum_id: int
    level: ForumLevel
    forum_name: str
    starts_at: datetime
    ends_at: datetime
    place: str
    digital_place: str
    introduction: str
    state: MeetingState
    called_at: datetime | None
    cancelled_because: str
    minutes_at: datetime | None
    was_opened: bool
    in_series: bool
    version: int


@dataclass(frozen=True)
class ItemCard:
    """One item of an agenda, with what was decided under it."""

    id: int
    heading: str
    help_text: str
    note: str
    minutes: str
    standing: StandingItem | None
    is_own: bool
    version: int
    decisions: tuple["DecisionCard", ...]


@dataclass(frozen=True)
class DecisionCard:
    """A decision that stands."""

    id: int
    meeting_id: int
    item_id: int | None
    text: str
    decided_at: datetime
    """When the meeting began."""


@dataclass(frozen=True)
class TaskCard:
    """A task, open or ended."""

    id: int
    group_id: int
    meeting_id: int | None
    decision_id: int | None
    text: str
    responsible: str
    due_on: date | None
    is_done: bool
    is_dropped: bool
    result: str
    version: int

    @property
    def is_open(self) -> bool:
        return not (self.is_done or self.is_dropped)

    def is_late(self, today: date) -> bool:
        """True for an open task whose day has passed."""
        return self.is_open and self.due_on is not None and self.due_on < today


def meetings_of(
    group_id: int, *, viewer: Viewer | Everything, today: date, now: datetime
) -> list[MeetingCard]:
    """The meetings of a group, the newest first; none for who does not see the group."""
    rows = _visible(viewer, today).filter(forum__group=group_id)
    return [meeting_card_of(row, now) for row in rows.order_by("-starts_at", "pk")]


def next_meetings(
    *, viewer: Viewer | Everything, today: date, now: datetime
) -> dict[int, MeetingCard]:
    """The next meeting of each group that the viewer sees, by group."""
    rows = _visible(viewer, today).filter(ends_at__gt=now, cancelled_at=None)
    found: dict[int, MeetingCard] = {}
    for row in rows.order_by("starts_at", "pk"):
        found.setdefault(row.forum.group_id, meeting_card_of(row, now))
    return found


def meeting_row(pk: int, *, viewer: Viewer | Everything, today: date) -> Meeting | None:
    """One meeting with its forum and group, if the viewer may see it; for the pages of this app."""
    return _visible(viewer, today).filter(pk=pk).first()


def meeting_before(meeting: Meeting) -> datetime | None:
    """When the forum met last before this meeting: since then is new."""
    rows = Meeting.objects.filter(
        forum=meeting.forum_id, starts_at__lt=meeting.starts_at, cancelled_at=None
    )
    return rows.order_by("-starts_at").values_list("starts_at", flat=True).first()


def meeting_card_of(row: Meeting, now: datetime) -> MeetingCard:
    """The meeting as others see it; the row has forum and group at hand."""
    group = row.forum.group
    return MeetingCard(
        id=row.pk,
        group_id=group.pk,
        group_name=group.name,
        is_local=group.kind == "local",
        forum_id=row.forum_id,
        level=ForumLevel(row.forum.level),
        forum_name=row.forum.name,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        digital_place=row.digital_place,
        introduction=row.introduction,
        state=state_of(row, now),
        called_at=row.called_at,
        cancelled_because=row.cancelled_because,
        minutes_at=row.minutes_at,
        was_opened=row.opened_at is not None,
        in_series=row.series_id is not None,
        version=row.version,
    )


def state_of(row: Meeting, now: datetime) -> MeetingState:
    """Where the meeting is at a moment."""
    if row.cancelled_at:
        return MeetingState.CANCELLED
    if row.minutes_at:
        return MeetingState.MINUTED
    if row.starts_at <= now:
        return MeetingState.HELD
    return MeetingState.CALLED if row.called_at else MeetingState.PLANNED


def agenda_of(meeting: Meeting, decisions: Sequence[DecisionCard] | None = None) -> list[ItemCard]:
    """The items of a meeting with their decisions, read unless given. Ask for the meeting first."""
    decisions = decisions_at(meeting) if decisions is None else decisions
    rows = AgendaItem.objects.filter(meeting=meeting).select_related("template_item")
    return [_item_card(row, decisions) for row in rows.order_by("order", "pk")]


def decisions_at(meeting: Meeting) -> list[DecisionCard]:
    """The decisions of a meeting that stand, in the order in which they were written."""
    rows = Decision.objects.filter(meeting=meeting, withdrawn_at=None).order_by("pk")
    return [
        DecisionCard(row.pk, row.meeting_id, row.item_id, row.text, meeting.starts_at)
        for row in rows
    ]


def decisions_of(group_id: int, *, viewer: Viewer | Everything, today: date) -> list[DecisionCard]:
    """All decisions of a group that stand, the newest first; none for who does not see the group."""
    rows = Decision.objects.filter(
        withdrawn_at=None,
        meeting__forum__group__in=groups_visible_to(viewer=viewer, today=today).filter(pk=group_id),
    ).select_related("meeting")
    return [
        DecisionCard(row.pk, row.meeting_id, row.item_id, row.text, row.meeting.starts_at)
        for row in rows.order_by("-meeting__starts_at", "pk")
    ]


def tasks_of(
    group_id: int,
    *,
    viewer: Viewer | Everything,
    today: date,
    open_only: bool = False,
) -> list[TaskCard]:
    """The tasks of a group, the open ones first, by day; none for who does not see the group."""
    rows = Task.objects.filter(
        group__in=groups_visible_to(viewer=viewer, today=today).filter(pk=group_id)
    )
    if open_only:
        rows = rows.filter(done_at=None, dropped_at=None)
    return _in_order(rows)


def tasks_of_card(group: GroupCard, *, open_only: bool = False) -> list[TaskCard]:
    """As `tasks_of`, for who has the group's card and therefore sees it; one query."""
    rows = Task.objects.filter(group=group.id)
    if open_only:
        rows = rows.filter(done_at=None, dropped_at=None)
    return _in_order(rows)


def tasks_at(meeting: Meeting) -> list[TaskCard]:
    """What a meeting has before it: the group's open tasks, and those that the meeting gave. One query."""
    is_open = Q(done_at=None, dropped_at=None)
    rows = Task.objects.filter(is_open | Q(meeting=meeting), group=meeting.forum.group_id)
    return _in_order(rows)


def next_of_group(group: GroupCard, *, now: datetime) -> MeetingCard | None:
    """The group's next meeting, on whichever level; one query."""
    rows = Meeting.objects.filter(forum__group=group.id, ends_at__gt=now, cancelled_at=None)
    row = rows.select_related("forum__group").order_by("starts_at", "pk").first()
    return meeting_card_of(row, now) if row else None


def task_by_pk(pk: int, *, viewer: Viewer, today: date) -> TaskCard | None:
    """One task, if the viewer sees its group."""
    rows = Task.objects.filter(group__in=groups_visible_to(viewer=viewer, today=today), pk=pk)
    return next((_task_card(row) for row in rows), None)


def _visible(viewer: Viewer | Everything, today: date) -> QuerySet[Meeting]:
    groups = groups_visible_to(viewer=viewer, today=today)
    return Meeting.objects.filter(forum__group__in=groups).select_related("forum__group")


def _item_card(row: AgendaItem, decisions: Sequence[DecisionCard]) -> ItemCard:
    return ItemCard(
        id=row.pk,
        heading=row.heading,
        help_text=row.template_item.help_text if row.template_item else "",
        note=row.note,
        minutes=row.minutes,
        standing=StandingItem(row.standing) if row.standing else None,
        is_own=row.template_item_id is None,
        version=row.version,
        decisions=tuple(one for one in decisions if one.item_id == row.pk),
    )


def _in_order(rows: QuerySet[Task]) -> list[TaskCard]:
    cards = [_task_card(row) for row in rows]
    return sorted(cards, key=lambda one: (not one.is_open, one.due_on or date.max, one.id))


def _task_card(row: Task) -> TaskCard:
    return TaskCard(
        id=row.pk,
        group_id=row.group_id,
        meeting_id=row.meeting_id,
        decision_id=row.decision_id,
        text=row.text,
        responsible=row.responsible,
        due_on=row.due_on,
        is_done=row.done_at is not None,
        is_dropped=row.dropped_at is not None,
        result=row.result,
        version=row.version,
    )
