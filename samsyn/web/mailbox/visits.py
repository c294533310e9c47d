"""A guest's visits: who came by a unit's function mailbox, to which deviations, and for how long?

The session holds each link and its end. Every request asks anew whether the link still opens. A
mailbox with two letters may have two tabs: the page's address says which visit it belongs to.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from uuid import UUID, uuid4

from django.conf import settings
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from samsyn.deviations.mailbox_links import MailboxLink, read_link
from samsyn.deviations.selectors.mailbox import MailboxDoor, door_of, guest_at

VISITS = "mailbox_visits"
"""By the deviation's number, the newest last."""
LEFT = "mailbox_part_left"
"""The part that this guest has sent on to another unit: with that the visit is over."""
TYPING = "mailbox_typing"
"""The key of what this browser has typed and not sent: found by no other browser, not of the same unit."""


@dataclass(frozen=True)
class Visit:
    """What a guest's frame tells: where the guest is, and until when."""

    door: MailboxDoor
    until: datetime


def begin(request, link: MailboxLink, door: MailboxDoor, now: datetime) -> None:
    """Let this browser in, in a session with a new key: nobody else knows it."""
    request.session.cycle_key()
    rotate_token(request)
    until = now + timedelta(minutes=settings.MAILBOX_VISIT_MINUTES)
    others = {key: held for key, held in _held(request).items() if key != door.number}
    newest = {"token": link.token, "until": until.isoformat()}
    request.session[VISITS] = {**others, door.number: newest}


def look_up(request) -> None:
    """Fill request.viewer and request.visit for a guest; one query, and none for anybody else."""
    visits = _held(request)
    here = visits.get(_number_in(request.path)) or next(reversed(visits.values()), None)
    if visit := _open(here):
        request.visit, request.viewer = visit, guest_at(visit.door)


def is_begun(request, door: MailboxDoor) -> bool:
    """True when this browser has been let in here already, and its time is not over."""
    held = _held(request).get(door.number)
    return held is not None and datetime.fromisoformat(held["until"]) > timezone.now()


def way_back(request) -> str:
    """The page behind the letter's link for a guest whose visit has run out; empty for others."""
    held = _held(request).get(_number_in(request.path))
    return f"/brevlada/{held['token']}/" if held else ""


def end_all(request) -> list[MailboxDoor]:
    """Close every visit, so that nobody reads on in this browser; which doors were open."""
    visits = [visit for held in _held(request).values() if (visit := _open(held))]
    request.session.flush()
    return [visit.door for visit in visits]


def end_by_redirecting(request, addressing_id: int) -> None:
    """Close the visit of a guest who has sent the deviation on to another unit."""
    here = request.visit.door.number
    request.session[VISITS] = {key: held for key, held in _held(request).items() if key != here}
    request.session[LEFT] = addressing_id


def typing_key(request) -> UUID | None:
    """The key of a guest's drafts of answers; None while nothing has been typed, and for people."""
    key = request.session.get(TYPING)
    return UUID(key) if key else None


def begin_typing(request) -> UUID:
    """The key of a guest's drafts, which is made when something has been typed. It outlives the visit
    as long as the session does: whoever enters again in this browser finds the text."""
    key = typing_key(request) or uuid4()
    request.session[TYPING] = str(key)
    return key


def _held(request) -> dict[str, dict[str, str]]:
    return request.session.get(VISITS, {})


def _number_in(path: str) -> str:
    """The deviation that an address is about: /avvikelser/SAM-2026-0001/svara/."""
    parts = path.split("/")
    return parts[2] if len(parts) > 2 and parts[1] == "avvikelser" else ""


def _open(held: dict[str, str] | None) -> Visit | None:
    now = timezone.now()
    if not held or (until := datetime.fromisoformat(held["until"])) <= now:
        return None
    link = read_link(held["token"])
    door = door_of(link, now=now) if link else None
    return Visit(door, until) if door and not door.has_people else None


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
