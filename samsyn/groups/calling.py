"""How is a meeting told to its members and their calendars? iCalendar invitations (RFC 5545, 5546).

Letter and event hold time, place and a link: never the agenda, since it may tell of what is at hand.
"""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext
from icalendar import Calendar, Event, vCalAddress

from samsyn.groups.models import Meeting, Member
from samsyn.groups.vocabulary import ForumLevel
from samsyn.organisations.selectors import valid_on

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


@dataclass(frozen=True)
class Calling:
    """One letter to one member."""

    to: str
    language: str
    subject: str
    body: str
    calendar: str


def letters_for(meeting: Meeting, *, now: datetime) -> list[Calling]:
    """A letter to each person with an address who has a seat on the meeting's day."""
    day = timezone.localtime(meeting.starts_at).date()
    seats = Member.objects.filter(valid_on(day), forum=meeting.forum_id).exclude(person__email="")
    people = seats.order_by("person__email").values_list("person__email", "person__user__language")
    return [_letter(meeting, to, language or "sv", now) for to, language in dict(people).items()]


def _letter(meeting: Meeting, to: str, language: str, now: datetime) -> Calling:
    with translation.override(language):
        name = name_of(meeting)
        news = gettext("Inställt möte") if meeting.cancelled_at else gettext("Kallelse")
        facts = {"meeting": meeting, "name": name, "news": news, "link": link_to(meeting)}
        return Calling(
            to,
            language,
            f"Samsyn: {news} – {name}",
            render_to_string("groups/letters/calling.body.txt", facts),
            invitation(meeting, now=now, to=to).decode(),
        )


def name_of(meeting: Meeting) -> str:
    """What the meeting is called: "BUS Farsta: styrgrupp"."""
    forum = meeting.forum
    return f"{forum.group.name}: {(forum.name or gettext(ForumLevel(forum.level).label)).lower()}"


def link_to(meeting: Meeting) -> str:
    """The meeting's page, for who may open it."""
    return f"{settings.BASE_URL}/bus-grupper/moten/{meeting.pk}/"


def invitation(meeting: Meeting, *, now: datetime, to: str = "") -> bytes:
    """The meeting as a calendar object: an invitation to one address, or without one a file to keep.

    The same UID for ever; SEQUENCE is raised when time or place changes, so that calendars move it.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Samsyn//Samsyn {settings.VERSION}//SV")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", CANCEL if meeting.cancelled_at else REQUEST if to else PUBLISH)
    calendar.add_component(_event(meeting, now, to))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, now: datetime, to: str) -> Event:
    event = Event()
    host = urlsplit(settings.BASE_URL).hostname or "samsyn"
    event.add("uid", f"mote-{meeting.pk}@{host}")
    event.add("dtstamp", now)
    event.add("sequence", meeting.sequence)
    event.add("dtstart", meeting.starts_at.astimezone(timezone.get_current_timezone()))
    event.add("dtend", meeting.ends_at.astimezone(timezone.get_current_timezone()))
    event.add("summary", name_of(meeting))
    event.add("location", " / ".join(filter(None, [meeting.place, meeting.digital_place])))
    event.add("description", link_to(meeting))  # Outlook shows no URL
    event.add("url", link_to(meeting))
    event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    if to:
        event.add("organizer", vCalAddress(f"mailto:{parseaddr(settings.MAIL_FROM)[1]}"))
        attendee = vCalAddress(f"mailto:{to}")
        attendee.params["RSVP"] = "FALSE"  # nobody reads answers to the system's address
        event.add("attendee", attendee)
    return event
