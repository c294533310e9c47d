"""How do last days look in a calendar? iCalendar (RFC 5545, RFC 7986), as calendar programs read it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language, gettext
from icalendar import Calendar, Event

from samsyn.deviations.selectors.deadlines import Deadline
from samsyn.push.payload import page_of

READ_AGAIN = timedelta(hours=1)
"""How often a calendar is asked to look; Outlook and Google decide for themselves."""


def calendar_of(deadlines: Sequence[Deadline], name: str, now: datetime) -> bytes:
    """The feed as bytes, in the language that is active: one event for a whole day each, no titles."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Samsyn//Samsyn {settings.VERSION}//SV")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for one in deadlines:
        calendar.add_component(_event(one, now))
    return bytes(calendar.to_ical())


def _event(deadline: Deadline, now: datetime) -> Event:
    link = page_of(deadline.number)
    event = Event()
    event.add("uid", uid_of(deadline))
    # With METHOD the stamp says when this object was made, not when the deadline last changed.
    event.add("dtstamp", now)
    # A part's version is raised by whatever moves its days, so a later event has a higher number.
    event.add("sequence", deadline.version - 1)
    event.add("dtstart", deadline.day)
    event.add("dtend", deadline.day + timedelta(days=1))  # Outlook makes none of a missing end
    event.add("summary", f"{gettext(deadline.kind.label)}: {deadline.number}")
    event.add("description", link)  # Outlook shows no URL
    event.add("url", link)
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    event.add("class", "PRIVATE")
    return event


def uid_of(deadline: Deadline) -> str:
    """The event's name for ever: the same recipient's part and the same kind of day."""
    host = urlsplit(settings.BASE_URL).hostname or "samsyn"
    return f"{deadline.kind.value}-{deadline.part_id}@{host}"


def etag_of(deadlines: Sequence[Deadline], name: str) -> str:
    """A weak tag: the same as long as the feed says the same, whenever it is written out."""
    said = repr((settings.VERSION, settings.BASE_URL, get_language(), name, list(deadlines)))
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'
