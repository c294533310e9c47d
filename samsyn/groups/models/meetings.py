"""When does a forum meet, about what, who came, what was decided, and who does what? (39)

Facts with their moments; what state a meeting is in follows from them.
"""

from django.db import models
from django.db.models import F, Q

from samsyn.groups.models.groups import Forum, Group, RequiredService
from samsyn.groups.models.members import Member
from samsyn.groups.vocabulary import Presence, StandingItem

USER = "accounts.User"


class AgendaTemplateItem(models.Model):
    """An item of the common agenda (mall för dagordning), in the order of the county."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("order", "heading", "help_text", "standing", "valid_from", "valid_to", "source")
        retention = "kept"

    order = models.PositiveIntegerField(default=100)
    heading = models.CharField(max_length=120)
    help_text = models.CharField(max_length=300, blank=True)
    standing = models.CharField(max_length=20, choices=StandingItem.choices(), blank=True)
    """What the system fills in beside it; empty when nothing."""
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)


class MeetingSeries(models.Model):
    """Meetings that were planned in one go, such as the second Tuesday of each month."""

    class Privacy:
        personal = ("made_by",)
        sensitive = ()
        plain = ("forum", "every_weeks", "made_at")
        retention = "kept"

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="series")
    every_weeks = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")


class Meeting(models.Model):
    """One meeting of a forum: planned, called, held with minutes, or cancelled."""

    class Privacy:
        personal = ("made_by", "minutes_by", "opened_by")
        sensitive = ("introduction",)
        plain = (
            *("forum", "series", "starts_at", "ends_at", "place", "digital_place", "called_at"),
            *("cancelled_at", "cancelled_because", "minutes_at", "opened_at", "made_at"),
            *("sequence", "version"),
        )
        retention = "kept; minutes are public records"

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="meetings")
    series = models.ForeignKey(
        MeetingSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    digital_place = models.URLField(max_length=500, blank=True)
    introduction = models.TextField(blank=True)
    """What the calling says above the agenda."""
    called_at = models.DateTimeField(null=True)
    """When the members were called; a change afterwards is told to them again."""
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    minutes_at = models.DateTimeField(null=True)
    """When the minutes were finished; attendance counts from then on."""
    minutes_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    """When finished minutes were last opened to be corrected."""
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField(default=0)
    """Of the calendar event: raised when time or place is changed, as calendars ask for."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"
            ),
            models.UniqueConstraint(fields=["forum", "starts_at"], name="meeting_once"),
        ]
        indexes = [models.Index(fields=["forum", "-starts_at"], name="meetings_of_forum")]


class AgendaItem(models.Model):
    """An item of one meeting, from the common agenda or the group's own."""

    class Privacy:
        personal = ()
        sensitive = ("note", "minutes")
        plain = ("meeting", "order", "heading", "standing", "template_item", "version")
        retention = "kept; minutes are public records"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    heading = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    """What the members should know before the meeting."""
    minutes = models.TextField(blank=True)
    """What was said."""
    standing = models.CharField(max_length=20, choices=StandingItem.choices(), blank=True)
    template_item = models.ForeignKey(
        AgendaTemplateItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """None for an addition of the group's own."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "template_item"], name="agenda_item_once")
        ]
        indexes = [models.Index(fields=["meeting", "order"], name="agenda_of_meeting")]


class Attendance(models.Model):
    """How one member took part in one meeting."""

    class Privacy:
        personal = ("member",)
        sensitive = ()
        plain = ("meeting", "presence")
        retention = "kept without the person"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=10, choices=Presence.choices())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once")
        ]


class Decision(models.Model):
    """What a meeting decided."""

    class Privacy:
        personal = ("written_by",)
        sensitive = ("text",)
        plain = ("meeting", "item", "written_at", "withdrawn_at", "version")
        retention = "kept; minutes are public records"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    """Written by mistake; only while the minutes are open."""
    version = models.PositiveIntegerField(default=1)


class Task(models.Model):
    """What somebody shall do for the group, and by when."""

    class Privacy:
        personal = ("responsible", "written_by", "done_by")
        sensitive = ("text", "result")
        plain = (
            *("group", "meeting", "decision", "due_on", "written_at", "done_at", "dropped_at"),
            "version",
        )
        retention = "kept"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="tasks")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    text = models.TextField()
    responsible = models.CharField(max_length=120)
    """A function or a name at work."""
    due_on = models.DateField(null=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True)
    """What came of it, or why it was dropped."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(dropped_at=None), name="task_ends_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["group", "due_on"],
                condition=Q(done_at=None, dropped_at=None),
                name="open_tasks",
            )
        ]


class AbsenceDraft(models.Model):
    """Somebody began to write a deviation because a service had nobody at a meeting: once for each."""

    class Privacy:
        personal = ("made_by",)
        sensitive = ()
        plain = ("meeting", "service", "unit", "submission_key", "made_at")
        retention = "kept"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="absence_drafts")
    service = models.ForeignKey(RequiredService, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    """The unit that writes."""
    submission_key = models.UUIDField(unique=True)
    """The draft's and, once sent, the deviation's."""
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "service"], name="absence_draft_once")
        ]
