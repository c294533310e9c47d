"""Give somebody a seat in a forum, and end it. One person is one row, however many groups."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from samsyn.accounts.selectors import account_with
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Viewer
from samsyn.groups.models import Forum, Member, Person
from samsyn.groups.refusals import GroupRefused
from samsyn.groups.selectors.visible import may_keep
from samsyn.groups.services.groups import keep_log
from samsyn.groups.vocabulary import Seat
from samsyn.organisations import selectors as organisations


@dataclass(frozen=True)
class MemberContent:
    """Who sits for which service; `unit_id` where one unit sends them, else perhaps `principal_id`."""

    name: str
    kind_id: int
    seat: Seat
    title: str = ""
    email: str = ""
    unit_id: int | None = None
    principal_id: int | None = None
    leads: bool = False
    valid_from: date | None = None


@transaction.atomic
def add_member(forum_id: int, content: MemberContent, *, by: Viewer, now: datetime) -> int:
    """Give a person a seat, from today unless another day is said; its primary key.

    Somebody known by the same address is the same person. Refuses GroupRefused: not_yours, name, unit,
    already (the person speaks for the service there).
    """
    today = day_in_stockholm(now)
    forum = Forum.objects.filter(pk=forum_id, valid_to=None).first()
    if forum is None or not may_keep(forum.group_id, viewer=by, today=today):
        raise GroupRefused("not_yours")
    if not content.name.strip():
        raise GroupRefused("name")
    unit = organisations.unit_by_pk(content.unit_id) if content.unit_id else None
    if content.unit_id and unit is None:
        raise GroupRefused("unit")
    person = _person(content)
    try:
        with transaction.atomic():
            member = Member.objects.create(
                forum=forum,
                person=person,
                kind_id=content.kind_id,
                unit_id=content.unit_id,
                principal_id=unit.principal_id if unit else content.principal_id,
                seat=content.seat,
                leads=content.leads,
                valid_from=content.valid_from or today,
            )
    except IntegrityError as twice:
        raise GroupRefused("already") from twice
    keep_log(forum.group_id, "member_added", by=by, now=now, details={"member": member.pk})
    return member.pk


@transaction.atomic
def end_member(member_id: int, *, last: date | None = None, by: Viewer, now: datetime) -> None:
    """End a seat with a day, today unless said. Refuses GroupRefused: not_yours, time."""
    today = day_in_stockholm(now)
    member = Member.objects.select_related("forum").filter(pk=member_id, valid_to=None).first()
    if member is None or not may_keep(member.forum.group_id, viewer=by, today=today):
        raise GroupRefused("not_yours")
    last = last or today
    if last < member.valid_from:
        raise GroupRefused("time")
    Member.objects.filter(pk=member_id).update(valid_to=last, version=F("version") + 1)
    keep_log(member.forum.group_id, "member_ended", by=by, now=now, details={"member": member_id})


def _person(content: MemberContent) -> Person:
    email = content.email.strip().lower()
    told = {"name": content.name.strip(), "title": content.title.strip()}
    known = Person.objects.filter(email=email).first() if email else None
    if known is None:
        account = account_with(email) if email else None
        user = account.pk if account else None
        taken = user is not None and Person.objects.filter(user=user).exists()
        return Person.objects.create(email=email, user_id=None if taken else user, **told)
    changed = {
        name: value for name, value in told.items() if value and getattr(known, name) != value
    }
    if changed:
        Person.objects.filter(pk=known.pk).update(version=F("version") + 1, **changed)
    return known
