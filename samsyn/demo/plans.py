"""How does it go for an invented deviation? Answer rates, delays and outcomes near those of 2021."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from samsyn.deviations.calendar import is_red_day
from samsyn.domain.deadlines import next_working_day
from samsyn.domain.vocabulary import AnswerOutcome, View

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONTHS = (0.8, 1.0, 1.1, 1.1, 1.3, 0.9, 0.12, 0.7, 1.2, 1.25, 1.3, 0.8)
"""How much is written in each month; schools and offices rest in July."""
YEARS = 3
DAYS = 365 * YEARS
LAST_WEEKS = 60
"""So many days hold what is told on purpose."""
FIRST_RATE, LAST_RATE = 0.45, 0.60
"""The share of recipients that answer, three years ago and today."""
OUTCOMES = {
    AnswerOutcome.RESOLVED: 11,
    AnswerOutcome.IMPROVEMENT: 19,
    AnswerOutcome.PARTLY: 4,
    AnswerOutcome.UNRESOLVED: 7,
}
VIEWS = {View.AGREES: 45, View.PARTLY: 40, View.DIFFERS: 15}


@dataclass(frozen=True)
class Fate:
    """What one recipient does, each in days after the one before; None: never."""

    acknowledged: float | None = None
    investigating: float | None = None
    answered: float | None = None
    amended: float | None = None
    judged: float | None = None
    declined: float | None = None
    redirected: float | None = None


@dataclass(frozen=True)
class Plan:
    """How a whole deviation goes, in days."""

    fates: tuple[Fate, ...]
    closed: float | None = None
    """Days from the last judgement until the writer closes; None: the time limit does."""
    withdrawn: float | None = None
    corrected: float | None = None
    messages: int = 0


def sending_times(rng: Random, total: int, now: datetime, *, on_purpose: int = 0) -> list[datetime]:
    """When `total` deviations were sent in the last three years, in order: seasons, growth, working hours.

    So many that the last weeks hold on purpose come less by chance: else every figure would stick out.
    """
    today = now.astimezone(STOCKHOLM).date()
    days = [today - timedelta(days=back) for back in range(DAYS, 0, -1)]
    still = max(0.0, 1 - on_purpose * DAYS / LAST_WEEKS / total) if total else 0.0
    weights = [
        MONTHS[day.month - 1]
        * (0.85 + 0.3 * place / DAYS)
        * (still if place >= DAYS - LAST_WEEKS else 1)
        for place, day in enumerate(days)
    ]
    return sorted(at_work(rng, day) for day in rng.choices(days, weights, k=total))


def at_work(rng: Random, day: date) -> datetime:
    """A moment in working hours on the day, or on the next working day."""
    day = next_working_day(day, is_red_day)
    moment = time(rng.randint(8, 16), rng.randint(0, 59), rng.randint(0, 59))
    return datetime.combine(day, moment, STOCKHOLM)


def after(rng: Random, moment: datetime, days: float) -> datetime:
    """A working moment about so many days later, and always later."""
    if days >= 1:
        day = moment.date() + timedelta(days=round(days))
        return max(at_work(rng, day), moment + timedelta(minutes=20))
    return moment + timedelta(minutes=20 + 300 * days)


def plan_by_chance(rng: Random, age: float, recipients: int) -> Plan:
    """How a deviation goes that was sent `age` (0 now, 1 three years ago)."""
    if rng.random() < 0.03:
        silent = tuple(Fate(acknowledged=_maybe(rng, 0.4, 2)) for _ in range(recipients))
        return Plan(silent, withdrawn=rng.uniform(0.3, 9))
    rate = LAST_RATE - (LAST_RATE - FIRST_RATE) * age
    fates = tuple(_fate_by_chance(rng, rate) for _ in range(recipients))
    if sum(fate.redirected is not None for fate in fates) > 1:
        fates = (fates[0], *(Fate(acknowledged=2) for _ in fates[1:]))
    return Plan(
        fates,
        closed=_maybe(rng, 0.88, 3),
        corrected=_maybe(rng, 0.06, 3),
        messages=rng.choices((0, 1, 2, 3), (62, 20, 13, 5))[0],
    )


def _fate_by_chance(rng: Random, rate: float) -> Fate:
    chance = rng.random()
    if chance < 0.04:
        return Fate(redirected=rng.uniform(0.5, 4))
    if chance < 0.07:
        return Fate(acknowledged=_maybe(rng, 0.5, 2), declined=rng.uniform(1, 12))
    if chance < 0.07 + rate:
        return Fate(
            acknowledged=_maybe(rng, 0.85, 2),
            investigating=_maybe(rng, 0.45, 3),
            answered=min(45.0, max(0.5, rng.lognormvariate(2.55, 0.65))),
            amended=_maybe(rng, 0.05, 3),
            judged=_maybe(rng, 0.91, 6),
        )
    return Fate(acknowledged=_maybe(rng, 0.45, 4), investigating=_maybe(rng, 0.12, 8))


def _maybe(rng: Random, chance: float, mean: float) -> float | None:
    return rng.expovariate(1 / mean) if rng.random() < chance else None
