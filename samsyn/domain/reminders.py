"""When is a silent recipient reminded, and who is told next? (requirements 3 and 4)

An agreement's rules say how many days from a deadline which rung of the ladder is told. The rules and
the pauses are data of the agreement, proposed and not decided (domain.md 2.3).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from samsyn.domain.deadlines import RedDay, is_working_day
from samsyn.domain.lifecycle import WAITING, AddressingFacts, addressing_state
from samsyn.domain.vocabulary import AddressingState, Deadline, Rung, StepKind


@dataclass(frozen=True, order=True)
class Rule:
    """Tell `rung` this many calendar days after (before: negative) the deadline."""

    deadline: Deadline
    days: int
    rung: Rung


DEFAULT_RULES = (
    Rule(Deadline.ACKNOWLEDGE, 0, Rung.UNIT),
    Rule(Deadline.ACKNOWLEDGE, 7, Rung.MANAGER),
    Rule(Deadline.ANSWER, -5, Rung.UNIT),
    Rule(Deadline.ANSWER, 0, Rung.UNIT),
    Rule(Deadline.ANSWER, 14, Rung.MANAGER),
    Rule(Deadline.ANSWER, 21, Rung.COORDINATOR),
    Rule(Deadline.ANSWER, 30, Rung.GROUP),
)
"""What a new agreement starts with: a proposal (domain.md 2.3), the agreement's own from then on."""

STEP_OF_RUNG = {
    Rung.UNIT: StepKind.REMINDED,
    Rung.MANAGER: StepKind.REMINDED_MANAGER,
    Rung.COORDINATOR: StepKind.REMINDED_COORDINATOR,
    Rung.GROUP: StepKind.REMINDED_GROUP,
}
"""How the deviation's history tells whom a reminder reached."""


@dataclass(frozen=True, order=True)
class Pause:
    """A part of every year without reminders, as (month, day) to (month, day), both included.

    It may run over New Year. Deadlines stand; what would have been sent waits until after it.
    Refuses (ValueError) a day that no year has.
    """

    first: tuple[int, int]
    last: tuple[int, int]

    def __post_init__(self) -> None:
        for month, day in (self.first, self.last):
            date(2024, month, day)  # a leap year: 29 February may stand at either end

    def covers(self, day: date) -> bool:
        """True when the day lies in the pause."""
        at = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


@dataclass(frozen=True)
class Ladder:
    """An agreement's rules and pauses."""

    rules: tuple[Rule, ...]
    pauses: tuple[Pause, ...] = ()

    def having(self, *, rule: Rule | None = None, pause: Pause | None = None) -> "Ladder":
        """The same with one more rule or pause, each once and in order."""
        rules = {*self.rules, *([rule] if rule else [])}
        pauses = {*self.pauses, *([pause] if pause else [])}
        return Ladder(tuple(sorted(rules)), tuple(sorted(pauses)))

    def lacking(self, *, rule: Rule | None = None, pause: Pause | None = None) -> "Ladder":
        """The same without a rule or a pause."""
        return Ladder(
            tuple(one for one in self.rules if one != rule),
            tuple(one for one in self.pauses if one != pause),
        )

    def is_quiet(self, day: date, is_red: RedDay) -> bool:
        """True on a day when nobody is reminded: weekend, red day, pause."""
        return not is_working_day(day, is_red) or any(pause.covers(day) for pause in self.pauses)


@dataclass(frozen=True)
class Due:
    """A reminder to send now. `planned_on` is the day the rule names, before quiet days moved it."""

    rule: Rule
    planned_on: date


Sent = Mapping[tuple[Deadline, Rung], date]
"""The latest `planned_on` that has been sent, for each deadline and rung."""


def due_reminders(
    ladder: Ladder,
    facts: AddressingFacts,
    *,
    addressed_on: date,
    sent: Sent,
    today: date,
    is_red: RedDay,
) -> list[Due]:
    """The reminders to send today about one recipient, at most one for each deadline and rung.

    None after an answer, none twice, none on a quiet day. When a pause or a stopped worker has let
    several rules pass, only the latest counts; what lies before the day when this recipient got the
    deviation is nothing that it could have answered.
    """
    state = addressing_state(facts)
    if state not in WAITING or ladder.is_quiet(today, is_red):
        return []
    last_days = {Deadline.ANSWER: facts.answer_by}
    if state is AddressingState.DELIVERED:
        last_days[Deadline.ACKNOWLEDGE] = facts.acknowledge_by
    due = [
        Due(rule, last_day + timedelta(days=rule.days))
        for rule in ladder.rules
        if (last_day := last_days.get(rule.deadline)) is not None
    ]
    return _latest_of_each(
        one
        for one in due
        if addressed_on < one.planned_on <= today
        and one.planned_on > sent.get((one.rule.deadline, one.rule.rung), date.min)
    )


def _latest_of_each(due: Iterable[Due]) -> list[Due]:
    latest: dict[tuple[Deadline, Rung], Due] = {}
    for one in sorted(due, key=lambda one: (one.planned_on, one.rule)):
        latest[one.rule.deadline, one.rule.rung] = one
    return list(latest.values())


def earliest_days(ladder: Ladder) -> int:
    """How many days from its last day a waiting part is looked at first (-5: five days before)."""
    return min((rule.days for rule in ladder.rules), default=0)
