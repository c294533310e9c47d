"""When must a recipient acknowledge and answer, and when does waiting end?

Only the 60 days come from a source (Göteborgsområdet, domain.md 2.3); the rest are settings of the
agreement, proposed and not decided. What is a red day comes in as a function.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

RedDay = Callable[[date], bool]


@dataclass(frozen=True)
class Terms:
    """An agreement's times: working days to acknowledge, calendar days to answer, and the ceiling."""

    acknowledge_working_days: int
    answer_days: int
    ceiling_days: int


def is_working_day(day: date, is_red: RedDay) -> bool:
    """True Monday to Friday unless the day is red."""
    return day.weekday() < 5 and not is_red(day)


def next_working_day(day: date, is_red: RedDay) -> date:
    """The day itself if it is a working day, else the first one after it."""
    while not is_working_day(day, is_red):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=256)
def acknowledge_by(sent_on: date, terms: Terms, is_red: RedDay) -> date:
    """The last day for acknowledging: the nth working day after the day of sending (requirement 3)."""
    day = sent_on
    for _ in range(terms.acknowledge_working_days):
        day = next_working_day(day + timedelta(days=1), is_red)
    return day


@lru_cache(maxsize=256)
def answer_by(sent_on: date, terms: Terms, is_red: RedDay) -> date:
    """The last day for answering: n calendar days after sending, moved off red days and weekends."""
    days = min(terms.answer_days, terms.ceiling_days)
    return next_working_day(sent_on + timedelta(days=days), is_red)


def closes_on(sent_on: date, last_answer_on: date | None, terms: Terms) -> date:
    """The day when the time limit ends the waiting.

    That is the ceiling after sending; an answer that has come gives the writer as many days to judge
    it as the recipient had to answer, so that a late answer is never closed unread (requirement 7).
    """
    ceiling = sent_on + timedelta(days=terms.ceiling_days)
    if last_answer_on is None:
        return ceiling
    return max(ceiling, last_answer_on + timedelta(days=terms.answer_days))
