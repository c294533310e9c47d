"""Write a round, send it, copy it, close it. What was answered anonymously is shuffled when it closes."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Viewer
from samsyn.domain.refusals import Outdated
from samsyn.groups.selectors.asked import forums_at
from samsyn.surveys.models import (
    AnonymousAnswer,
    Invitation,
    QuestionnaireVersion,
    Round,
    new_token,
    random_key,
)
from samsyn.surveys.refusals import SurveyRefused
from samsyn.surveys.services.asking import ask, remind
from samsyn.surveys.services.questionnaires import may_keep, record_change
from samsyn.surveys.vocabulary import Audience


@dataclass(frozen=True)
class RoundContent:
    """What a round is to be."""

    asks_id: int
    audience: Audience
    title: str
    year: int
    opens_on: date
    closes_on: date
    title_en: str = ""
    first_reminder_on: date | None = None
    last_reminder_on: date | None = None
    group_ids: Sequence[int] = ()
    """Whom it asks; none of a link for the whole county."""
    level: str = ""
    """A level of the groups (domain ForumLevel) that is asked by itself; empty for whole groups."""


@transaction.atomic
def write_round(content: RoundContent, *, by: Viewer, now: datetime) -> int:
    """Write a draft of a round; its primary key. Refuses SurveyRefused."""
    may_keep(by)
    _check(content)
    made = Round.objects.create(written_at=now, written_by_id=by.user_id, **_columns(content))
    _place(made, content)
    return made.pk


@transaction.atomic
def change_round(
    pk: int, content: RoundContent, *, seen_version: int, by: Viewer, now: datetime
) -> None:
    """Change a draft; of a round that was sent only titles, last day and reminders change.

    Refuses SurveyRefused (state: it is closed) and Outdated.
    """
    may_keep(by)
    _check(content)
    row = Round.objects.filter(pk=pk).first()
    if row is None or row.closed_at or _is_over(row, now):
        raise SurveyRefused("state")
    columns = _columns(content)
    if row.asks_id != content.asks_id:
        columns["languages"] = []
    if row.sent_at:
        kept = ("title", "title_en", "closes_on", "first_reminder_on", "last_reminder_on")
        columns = {name: columns[name] for name in kept}
        if row.opens_on > content.closes_on or content.closes_on < day_in_stockholm(now):
            raise SurveyRefused("days")
    _claim(pk, seen_version, **columns)
    if not row.sent_at:
        Invitation.objects.filter(round=pk).delete()
        _place(Round.objects.get(pk=pk), content)


@transaction.atomic
def send_round(pk: int, *, seen_version: int, by: Viewer, now: datetime) -> int:
    """Settle a draft and ask everybody, now or on its first day; how many letters went.

    Refuses SurveyRefused (state: it was sent; nobody: no group; days: its last day is over) and Outdated.
    """
    may_keep(by)
    row = Round.objects.select_related("asks").filter(pk=pk, sent_at=None).first()
    if row is None or row.asks.settled_at is None:
        raise SurveyRefused("state")
    if row.closes_on < day_in_stockholm(now):
        raise SurveyRefused("days")
    places = list(Invitation.objects.filter(round=pk))
    if not places:
        raise SurveyRefused("nobody")
    _claim(pk, seen_version, sent_at=now)
    if row.audience == Audience.LINK:
        for place in places:
            Invitation.objects.filter(pk=place.pk).update(token=new_token())
    record_change(by, now, "survey_round", pk, row.title, "sent")
    return ask(pk, now=now)


@transaction.atomic
def throw_round(pk: int, *, by: Viewer) -> None:
    """Throw a draft away. Refuses SurveyRefused (state: it was sent)."""
    may_keep(by)
    row = Round.objects.filter(pk=pk, sent_at=None).first()
    if row is None:
        raise SurveyRefused("state")
    Invitation.objects.filter(round=row).delete()
    row.delete()


@transaction.atomic
def copy_round(pk: int, *, by: Viewer, now: datetime) -> int:
    """Write a draft like this round for the next year, with the newest version; its primary key."""
    may_keep(by)
    row = Round.objects.select_related("asks").filter(pk=pk).first()
    if row is None:
        raise SurveyRefused("unknown")
    versions = QuestionnaireVersion.objects.filter(
        questionnaire=row.asks.questionnaire, settled_at__isnull=False
    )
    days = ("opens_on", "closes_on", "first_reminder_on", "last_reminder_on")
    made = Round.objects.create(
        asks=versions.order_by("-number").first() or row.asks,
        audience=row.audience,
        languages=row.languages,
        title=row.title.replace(str(row.year), str(row.year + 1)),
        title_en=row.title_en.replace(str(row.year), str(row.year + 1)),
        year=row.year + 1,
        written_at=now,
        written_by_id=by.user_id,
        **{name: _a_year_later(getattr(row, name)) for name in days},
    )
    places = Invitation.objects.filter(round=row, is_personal=False)
    Invitation.objects.bulk_create(
        Invitation(round=made, group_id=group, forum_id=forum)
        for group, forum in places.values_list("group", "forum")
    )
    return made.pk


@transaction.atomic
def close_round(pk: int, *, seen_version: int | None, by: Viewer | None, now: datetime) -> None:
    """Close a round for good: no more answers, and what is anonymous may be counted from now on.

    `by` is None when the last day is over. Refuses SurveyRefused (state: it is not open) and Outdated.
    """
    if by is not None:
        may_keep(by)
    row = Round.objects.select_for_update().filter(pk=pk).first()
    if row is None or row.sent_at is None or row.closed_at is not None:
        raise SurveyRefused("state")
    if seen_version is not None and row.version != seen_version:
        raise Outdated
    Round.objects.filter(pk=pk).update(closed_at=now, version=F("version") + 1)
    _shuffle(pk)
    Invitation.objects.filter(round=pk, is_personal=True).update(token=None)
    record_change(by, now, "survey_round", pk, row.title, "closed")


def look_after_rounds(*, now: datetime) -> int:
    """Ask, remind and close what is due; how many letters and closings. Safe to repeat."""
    today = day_in_stockholm(now)
    done = 0
    for row in Round.objects.filter(sent_at__isnull=False, closed_at=None).order_by("pk"):
        if row.closes_on < today:
            close_round(row.pk, seen_version=None, by=None, now=now)
            done += 1
        elif row.opens_on <= today:
            done += ask(row.pk, now=now) + remind(row.pk, now=now)
    return done


def _shuffle(round_id: int) -> None:
    """Write a round's anonymous answers anew in one step, in a random order with new random keys.

    Before, a reader of the database's own pages could tell in which order they came.
    """
    rows = list(AnonymousAnswer.objects.filter(round=round_id))
    AnonymousAnswer.objects.filter(round=round_id).delete()
    secrets.SystemRandom().shuffle(rows)
    keys: set[int] = set()
    while len(keys) < len(rows):
        keys.add(random_key())
    for row, key in zip(rows, keys, strict=True):
        row.id = key
    AnonymousAnswer.objects.bulk_create(rows)


def _check(content: RoundContent) -> None:
    if not content.title.strip():
        raise SurveyRefused("title")
    if content.closes_on < content.opens_on:
        raise SurveyRefused("days")
    reminders = [one for one in (content.first_reminder_on, content.last_reminder_on) if one]
    if any(not content.opens_on <= one <= content.closes_on for one in reminders):
        raise SurveyRefused("reminders")
    if content.audience is not Audience.LINK and not content.group_ids:
        raise SurveyRefused("nobody")


def _columns(content: RoundContent) -> dict[str, object]:
    names = ("asks_id", "audience", "year", "opens_on", "closes_on")
    more = ("first_reminder_on", "last_reminder_on")
    return {name: getattr(content, name) for name in (*names, *more)} | {
        "title": content.title.strip(),
        "title_en": content.title_en.strip(),
    }


def _place(made: Round, content: RoundContent) -> None:
    places: list[tuple[int | None, int | None]] = [(one, None) for one in content.group_ids]
    if content.level:
        places = [*forums_at(content.group_ids, [content.level], content.opens_on)]
    if not content.group_ids:
        places = [(None, None)]
    Invitation.objects.bulk_create(
        Invitation(round=made, group_id=group, forum_id=forum) for group, forum in places
    )


def _is_over(row: Round, now: datetime) -> bool:
    return row.sent_at is not None and row.closes_on < day_in_stockholm(now)


def _claim(pk: int, version: int, **columns: object) -> None:
    rows = Round.objects.filter(pk=pk, version=version)
    if not rows.update(version=F("version") + 1, **columns):
        raise Outdated


def _a_year_later(day: date | None) -> date | None:
    if day is None:
        return None
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)
