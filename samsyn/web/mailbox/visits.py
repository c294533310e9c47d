"""A guest's visit: who came by a unit's function mailbox, to which deviation, and for how long?

The session holds the link and an end. Every request asks anew whether the link still opens.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from samsyn.deviations.mailbox_links import MailboxLink, read_link
from samsyn.deviations.selectors.mailbox import MailboxDoor, door_of, guest_at

VISIT = "mailbox_visit"
LEFT = "mailbox_part_left"
"""The part that this guest has sent on to another unit: with that the visit is over."""


@dataclass(frozen=True)
class Visit:
    """What a guest's frame tells: where the guest is, and until when."""

    door: MailboxDoor
    until: datetime


def begin(request, link: MailboxLink, now: datetime) -> None:
    """Let this browser in, in a session with a new key: nobody else knows it."""
    request.session.cycle_key()
    rotate_token(request)
    until = now + timedelta(minutes=settings.MAILBOX_VISIT_MINUTES)
    request.session[VISIT] = {"token": link.token, "until": until.isoformat()}


def look_up(request) -> None:
    """Fill request.viewer and request.visit for a guest; one query, and none for anybody else."""
    held = request.session.get(VISIT)
    now = timezone.now()
    if not held or (until := datetime.fromisoformat(held["until"])) <= now:
        return
    link = read_link(held["token"])
    door = door_of(link, now=now) if link else None
    if door and not door.has_people:
        request.visit, request.viewer = Visit(door, until), guest_at(door)


def way_back(request) -> str:
    """The page behind the letter's link for a guest whose visit has run out; empty for others."""
    held = request.session.get(VISIT)
    return f"/brevlada/{held['token']}/" if held else ""


def end(request) -> None:
    """Close the visit; the session goes with all that it held."""
    request.session.flush()


def end_by_redirecting(request, addressing_id: int) -> None:
    """Close the visit of a guest who has sent the deviation on to another unit."""
    del request.session[VISIT]
    request.session[LEFT] = addressing_id


def redirects_once(view):
    """Mark the view that sends a part on: a guest's second press of its button is no new attempt."""

    @wraps(view)
    def guarded(request, number, part):
        is_repeated = request.method == "POST" and request.session.get(LEFT) == part
        if is_repeated and not request.user.is_authenticated:
            return redirect("mailbox:left")
        return view(request, number, part)

    return guarded


def join_path(unit_id: int) -> str:
    """Where somebody at the unit asks for an account; empty while that page does not exist."""
    try:
        return f"{reverse('account:join')}?unit={unit_id}"
    except NoReverseMatch:
        return ""
