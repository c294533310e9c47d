"""Ask those whom a round asks, and remind those who have not answered. Letters hold a link and no content."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from samsyn.accounts import selectors as accounts
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Everything
from samsyn.domain.vocabulary import Role
from samsyn.groups.selectors import groups
from samsyn.groups.selectors.asked import forums_at, reached, sitting_in
from samsyn.groups.vocabulary import ForumLevel
from samsyn.surveys.letters import SurveyLetter, write
from samsyn.surveys.models import Invitation, Round, new_token
from samsyn.surveys.selectors.rounds import still_silent
from samsyn.surveys.vocabulary import Audience

LETTERS = Everything("writes the letters about a round")
IN_LINE = (ForumLevel.STEERING, ForumLevel.WORKING)
"""Where members are asked when a whole group is: förslag, ej fastställt."""


@transaction.atomic
def ask(round_id: int, *, now: datetime) -> int:
    """Ask everybody who has not been asked, if the round is open; how many letters. Safe to repeat."""
    found = Round.objects.select_for_update().get(pk=round_id)
    today = day_in_stockholm(now)
    if not _is_open(found, today):
        return 0
    places = list(Invitation.objects.filter(round=found, is_personal=False, asked_on=None))
    letters = 0
    if found.audience == Audience.GROUPS:
        letters = _tell_groups(found, places, SurveyLetter.GROUP_ASKED, now)
        _tell_leaders(found, places, now)
    elif found.audience == Audience.MEMBERS:
        letters = _ask_members(found, places, now)
    Invitation.objects.filter(pk__in=[one.pk for one in places]).update(asked_on=today)
    return letters


@transaction.atomic
def remind(round_id: int, *, now: datetime) -> int:
    """Remind those who have not answered, if a day of reminder has come; how many letters.

    A second look the same day sends nothing, and nobody who has answered is reminded.
    """
    found = Round.objects.select_for_update().get(pk=round_id)
    today = day_in_stockholm(now)
    due = [one for one in (found.first_reminder_on, found.last_reminder_on) if one and one <= today]
    if found.audience == Audience.LINK or not due or not _is_open(found, today):
        return 0
    told_before = Q(asked_on__lt=max(due)) & (Q(reminded_on=None) | Q(reminded_on__lt=max(due)))
    rows = list(still_silent(round_id, viewer=LETTERS).filter(told_before))
    if found.audience == Audience.GROUPS:
        letters = _tell_groups(found, rows, SurveyLetter.GROUP_REMINDED, now)
    else:
        letters = _tell_members(found, rows, SurveyLetter.MEMBER_REMINDED, now)
    Invitation.objects.filter(pk__in=[one.pk for one in rows]).update(reminded_on=today)
    return letters


def _is_open(found: Round, today: date) -> bool:
    is_sent = found.sent_at is not None and found.closed_at is None
    return is_sent and found.opens_on <= today <= found.closes_on


def _tell_groups(
    found: Round, places: Iterable[Invitation], kind: SurveyLetter, now: datetime
) -> int:
    today = day_in_stockholm(now)
    cards = {one.id: one for one in groups.groups_on(None, viewer=LETTERS, today=today)}
    told = 0
    for place in places:
        areas = cards[place.group_id].area_ids if place.group_id else ()
        for address, language in accounts.addresses_of_role(Role.GROUP_CONTACT, areas, today):
            path = f"/enkater/{found.pk}/"
            write(kind, to=address, language=language, path=path, last_day=found.closes_on, now=now)
            told += 1
    return told


def _tell_leaders(found: Round, places: Iterable[Invitation], now: datetime) -> None:
    """Managers get it for information: those who sit in the groups' steering levels."""
    of_groups = [one.group_id for one in places if one.group_id]
    steering = forums_at(of_groups, [ForumLevel.STEERING], found.opens_on)
    sitting = sitting_in([forum for _group, forum in steering], found.opens_on)
    for _person, one in sorted(reached({one.person_id for one in sitting}).items()):
        write(
            SurveyLetter.GROUP_TOLD,
            to=one.address,
            language=one.language,
            path=f"/enkater/{found.pk}/",
            last_day=found.closes_on,
            now=now,
        )


def _ask_members(found: Round, places: Iterable[Invitation], now: datetime) -> int:
    """Make one personal link for each person at each place, and send it."""
    today = day_in_stockholm(now)
    made = []
    for place in places:
        levels = forums_at([place.group_id or 0], IN_LINE, today)
        wanted = [place.forum_id] if place.forum_id else [forum for _group, forum in levels]
        people = {one.person_id: one for one in sitting_in(wanted, today)}
        made += [
            Invitation(
                round=found,
                group_id=place.group_id,
                forum_id=place.forum_id,
                person_id=person,
                is_personal=True,
                token=new_token(),
                asked_on=today,
            )
            for person in people
        ]
    rows = Invitation.objects.bulk_create(made)
    return _tell_members(found, rows, SurveyLetter.MEMBER_ASKED, now)


def _tell_members(
    found: Round, rows: Iterable[Invitation], kind: SurveyLetter, now: datetime
) -> int:
    asked = list(rows)
    people = reached({one.person_id for one in asked if one.person_id})
    told = 0
    for one in asked:
        to = people.get(one.person_id or 0)
        if to is None or not one.token:
            continue
        write(
            kind,
            to=to.address,
            language=to.language,
            path=f"/svara/{one.token}/",
            last_day=found.closes_on,
            now=now,
        )
        told += 1
    return told
