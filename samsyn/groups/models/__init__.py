"""Which groups are there, who sits in them, and what have they met about?"""

from samsyn.groups.models.cases import CaseBooking, CaseTime
from samsyn.groups.models.groups import Forum, Group, GroupArea, RequiredService, StatedOfGroups
from samsyn.groups.models.meetings import (
    AbsenceDraft,
    AgendaItem,
    AgendaTemplateItem,
    Attendance,
    Decision,
    Meeting,
    MeetingSeries,
    Task,
)
from samsyn.groups.models.members import Member, Person

__all__ = [
    "AbsenceDraft",
    "AgendaItem",
    "AgendaTemplateItem",
    "Attendance",
    "CaseBooking",
    "CaseTime",
    "Decision",
    "Forum",
    "Group",
    "GroupArea",
    "Meeting",
    "MeetingSeries",
    "Member",
    "Person",
    "RequiredService",
    "StatedOfGroups",
    "Task",
]
