"""Who reads the letters about a unit's deviations, and how does each person want them?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from samsyn.accounts.models import MorningSummary
from samsyn.accounts.selectors import valid_grants
from samsyn.domain.vocabulary import LetterChoice

AT_ONCE = {LetterChoice.MAILBOX, LetterChoice.AT_ONCE}
"""Who hears of each event at once, where the unit has no function mailbox."""


@dataclass(frozen=True)
class Reader:
    """Somebody who works at a unit."""

    user_id: int
    unit_id: int
    address: str
    language: str
    choice: LetterChoice


def readers_at(unit_ids: Collection[int], today: date) -> list[Reader]:
    """All who work at the units; one row for each person and unit."""
    return _readers(Q(unit_id__in=unit_ids), today)


def readers_who_chose(choices: Iterable[LetterChoice], today: date) -> list[Reader]:
    """All who work at some unit and want their letters in one of these ways."""
    return _readers(Q(unit__isnull=False, user__letters__in=list(choices)), today)


def without_mailbox(readers: Iterable[Reader]) -> list[Reader]:
    """Those who hear of an event at once when their unit has no function mailbox.

    Who chose a daily summary waits for it. Where all chose to hear of late ones only, everybody hears:
    nothing may come unseen.
    """
    by_unit: dict[int, list[Reader]] = {}
    for one in readers:
        by_unit.setdefault(one.unit_id, []).append(one)
    told = []
    for people in by_unit.values():
        at_once = [one for one in people if one.choice in AT_ONCE]
        daily = any(one.choice is LetterChoice.DAILY for one in people)
        told += at_once or ([] if daily else people)
    return told


def latest_summaries(user_ids: Iterable[int]) -> dict[int, date]:
    """The day of each person's latest summary; who never got one is not there."""
    rows = MorningSummary.objects.filter(user_id__in=set(user_ids)).values("user_id")
    return dict(rows.annotate(latest=Max("sent_on")).values_list("user_id", "latest"))


def _readers(where: Q, today: date) -> list[Reader]:
    grants = valid_grants(today=today).filter(where)
    rows = grants.order_by("user_id", "unit_id").values_list(
        "user_id", "unit_id", "user__email", "user__language", "user__letters"
    )
    return [
        Reader(user, unit, address, language, LetterChoice(choice))
        for user, unit, address, language, choice in rows.distinct()
    ]
