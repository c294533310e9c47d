"""The times of an individforum: laid out, booked by a code, and what came of it. Never who it is about."""

import secrets
from collections.abc import Collection, Container
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Viewer
from samsyn.domain.refusals import Outdated
from samsyn.groups.models import CaseBooking, CaseTime, Forum
from samsyn.groups.refusals import GroupRefused
from samsyn.groups.selectors.visible import may_keep
from samsyn.groups.services.groups import keep_log
from samsyn.groups.services.meetings import MOST_IN_A_SERIES, weeks_later
from samsyn.groups.services.texts import guarded
from samsyn.groups.vocabulary import CaseOutcome, ForumLevel
from samsyn.guarding.last_word import NOTHING, ONLY_PERSONAL_NUMBERS
from samsyn.guarding.transactions import atomic_when_read

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that are read as one another."""
CODE_LENGTH = 6
MOST_TRIES = 5
LESS = {"place": ONLY_PERSONAL_NUMBERS}
"""A place has an address, and often the name of who it is named after."""


@atomic_when_read
def lay_out_times(
    forum_id: int,
    starts_at: datetime,
    ends_at: datetime,
    *,
    place: str = "",
    every_weeks: int = 0,
    times: int = 1,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> int:
    """Lay out fixed times at the same hour; how many are new (one that is there already stays).

    Refuses GroupRefused: not_yours, level (no individforum), time; and PersonalDataFound.
    """
    forum = Forum.objects.filter(pk=forum_id, valid_to=None).first()
    if forum is None:
        raise GroupRefused("not_yours")
    _may_keep(forum, by, now)
    if forum.level != ForumLevel.CASES:
        raise GroupRefused("level")
    if (
        ends_at <= starts_at
        or not 1 <= times <= MOST_IN_A_SERIES
        or (times > 1 and not every_weeks)
    ):
        raise GroupRefused("time")
    kept = guarded({"place": place}, by=by, decided=decided, only=LESS)
    moments = [
        (weeks_later(starts_at, at * every_weeks), weeks_later(ends_at, at * every_weeks))
        for at in range(times)
    ]
    known = set(
        CaseTime.objects.filter(
            forum=forum, starts_at__in=[first for first, _ in moments]
        ).values_list("starts_at", flat=True)
    )
    new = [
        CaseTime(
            forum=forum,
            starts_at=first,
            ends_at=last,
            place=kept["place"],
            made_at=now,
            made_by_id=by.user_id or 0,
        )
        for first, last in moments
        if first not in known
    ]
    CaseTime.objects.bulk_create(new)
    keep_log(forum.group_id, "times_laid_out", by=by, now=now, details={"times": len(new)})
    return len(new)


@transaction.atomic
def withdraw_time(time_id: int, *, by: Viewer, now: datetime) -> None:
    """Take a free time away. Refuses GroupRefused: not_yours, taken."""
    time = _kept_time(time_id, by, now)
    if time.bookings.filter(cancelled_at=None).exists():
        raise GroupRefused("taken")
    CaseTime.objects.filter(pk=time_id).update(withdrawn_at=now)
    keep_log(time.forum.group_id, "time_withdrawn", by=by, now=now, details={"time": time_id})


@transaction.atomic
def book_time(
    time_id: int,
    *,
    sip_held_on: date | None,
    kind_ids: Collection[int],
    by: Viewer,
    now: datetime,
) -> str:
    """Book a time for a case; the code that it is known by, made here and told once to who books.

    Refuses GroupRefused: not_yours, time (it has been), sip (no coordinated plan was tried, or not yet),
    kind (nobody is asked to come), taken.
    """
    time = _kept_time(time_id, by, now)
    if time.starts_at < now:
        raise GroupRefused("time")
    if sip_held_on is None or sip_held_on > day_in_stockholm(now):
        raise GroupRefused("sip")
    if not kind_ids:
        raise GroupRefused("kind")
    for _ in range(MOST_TRIES):
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        if not CaseBooking.objects.filter(code=code).exists():
            break
    try:
        with transaction.atomic():
            booking = CaseBooking.objects.create(
                time=time,
                code=code,
                sip_held_on=sip_held_on,
                booked_at=now,
                booked_by_id=by.user_id or 0,
            )
    except IntegrityError as twice:
        raise GroupRefused("taken") from twice
    booking.services.set(kind_ids)
    keep_log(time.forum.group_id, "case_booked", by=by, now=now, details={"time": time_id})
    return code


@transaction.atomic
def cancel_booking(booking_id: int, *, by: Viewer, now: datetime) -> None:
    """Give a time back. Refuses GroupRefused: not_yours, state (an outcome is told)."""
    booking = _kept_booking(booking_id, by, now)
    if booking.outcome:
        raise GroupRefused("state")
    CaseBooking.objects.filter(pk=booking_id).update(cancelled_at=now, version=F("version") + 1)
    _log(booking, "case_cancelled", by, now)


@transaction.atomic
def tell_outcome(
    booking_id: int, outcome: CaseOutcome, *, seen_version: int, by: Viewer, now: datetime
) -> None:
    """Say what came of it, out of the list. Refuses GroupRefused (not_yours, time: not yet), Outdated."""
    booking = _kept_booking(booking_id, by, now)
    if booking.time.starts_at > now:
        raise GroupRefused("time")
    rows = CaseBooking.objects.filter(pk=booking_id, version=seen_version)
    if not rows.update(
        outcome=outcome, told_at=now, told_by_id=by.user_id, version=F("version") + 1
    ):
        raise Outdated
    _log(booking, "case_outcome", by, now)


def _kept_time(pk: int, by: Viewer, now: datetime) -> CaseTime:
    time = CaseTime.objects.select_related("forum").filter(pk=pk, withdrawn_at=None).first()
    if time is None:
        raise GroupRefused("not_yours")
    _may_keep(time.forum, by, now)
    return time


def _kept_booking(pk: int, by: Viewer, now: datetime) -> CaseBooking:
    rows = CaseBooking.objects.select_related("time__forum")
    booking = rows.filter(pk=pk, cancelled_at=None).first()
    if booking is None:
        raise GroupRefused("not_yours")
    _may_keep(booking.time.forum, by, now)
    return booking


def _may_keep(forum: Forum, by: Viewer, now: datetime) -> None:
    if not may_keep(forum.group_id, viewer=by, today=day_in_stockholm(now)):
        raise GroupRefused("not_yours")


def _log(booking: CaseBooking, what: str, by: Viewer, now: datetime) -> None:
    details = {"booking": booking.pk}
    keep_log(booking.time.forum.group_id, what, by=by, now=now, details=details)
