"""How do a million parts become a few thousand rows? In one pass, with a histogram of days for each row."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from samsyn.deviations.selectors.own_figures import PartAnswered, SentInMonth
from samsyn.domain.answering import Answering, median_of
from samsyn.domain.periods import Period, a_year_back, period_of, year_of
from samsyn.participation.periods import LATEST

UNIT, KIND, PRINCIPAL, AREA, COUNTY = "unit", "kind", "principal", "area", "county"
Whole = tuple[str, int, str]
"""What figures are of: scope, its primary key, period."""

AreasOf = Callable[[int, date], Iterable[int]]
"""The BUS areas that a unit belonged to on a day."""


@dataclass
class Sum:
    """What is added up for one row."""

    received: int = 0
    received_between: int = 0
    acknowledged_between: int = 0
    answered_between: int = 0
    declined: int = 0
    sent: int = 0
    sent_between: int = 0
    last_sent_on: date | None = None
    last_received_on: date | None = None
    acknowledge: Counter[int] = field(default_factory=Counter)
    answer: Counter[int] = field(default_factory=Counter)
    units: set[int] = field(default_factory=set)

    def add(self, part: PartAnswered) -> None:
        self.received += 1
        self.received_between += part.is_between
        self.last_received_on = _later(self.last_received_on, part.came_on)
        if part.days_to_acknowledge is not None:
            self.acknowledge[part.days_to_acknowledge] += 1
            self.acknowledged_between += part.is_between
        if part.is_declined:
            self.declined += 1
        elif part.days_to_answer is not None:
            self.answer[part.days_to_answer] += 1
            self.answered_between += part.is_between

    def add_sent(self, sent: SentInMonth) -> None:
        self.sent += sent.number
        self.sent_between += sent.number * sent.is_between
        self.last_sent_on = _later(self.last_sent_on, sent.last_on)

    def add_all(self, other: "Sum") -> None:
        self.received += other.received
        self.received_between += other.received_between
        self.acknowledged_between += other.acknowledged_between
        self.answered_between += other.answered_between
        self.declined += other.declined
        self.last_received_on = _later(self.last_received_on, other.last_received_on)
        self.acknowledge.update(other.acknowledge)
        self.answer.update(other.answer)
        self.units |= other.units

    def figures(self) -> Answering:
        return Answering(
            received=self.received,
            declined=self.declined,
            answered=self.answer.total(),
            acknowledged=self.acknowledge.total(),
            median_acknowledge=median_of(self.acknowledge),
            median_answer=median_of(self.answer),
            units=len(self.units),
            sent=self.sent,
        )


def _later(one: date | None, other: date | None) -> date | None:
    return max(filter(None, (one, other)), default=None)


class Counting:
    """Adds up parts and sent ones for everything that has figures, by year, stated period and of late.

    A part belongs to the unit, kind and principal that it had then, and to the BUS areas that its unit
    lay in on the last day of the period.
    """

    def __init__(self, today: date, months: int, areas_of: AreasOf) -> None:
        self.today = today
        self.latest = Period(a_year_back(today), today)
        self.months = months
        self.areas_of = areas_of
        self._came: dict[tuple[int, int, int, str], Sum] = defaultdict(Sum)
        self._sent: dict[tuple[int, str], Sum] = defaultdict(Sum)
        self._keys: dict[date, list[str]] = {}
        self._last_day = {LATEST: today}

    def add_parts(self, parts: Iterable[PartAnswered]) -> None:
        """Count what has come to each unit."""
        for part in parts:
            for key in self._periods_of(part.came_on):
                whole = part.unit_id, part.kind_id, part.principal_id, key
                came = self._came[whole]
                came.units.add(part.unit_id)
                came.add(part)

    def add_sent(self, sent: Iterable[SentInMonth]) -> None:
        """Count what each unit has sent, month by month; not for LATEST, which may begin within one."""
        for one in sent:
            for key in self._periods_of(one.month):
                if key != LATEST:
                    self._sent[one.unit_id, key].add_sent(one)

    def sums(self) -> Iterator[tuple[Whole, Sum]]:
        """What has been counted, in one order so that two who write it never wait for each other."""
        sums: dict[Whole, Sum] = defaultdict(Sum)
        sums[COUNTY, 0, LATEST]  # there is always one row that says when it was counted
        for (unit, kind, principal, key), came in self._came.items():
            areas = self.areas_of(unit, self._last_day[key])
            whole = [(UNIT, unit), (KIND, kind), (PRINCIPAL, principal), (COUNTY, 0)]
            for scope, pk in (*whole, *((AREA, area) for area in areas)):
                sums[scope, pk, key].add_all(came)
        for (unit, key), sent in self._sent.items():
            for scope, pk in ((UNIT, unit), (COUNTY, 0)):
                row = sums[scope, pk, key]
                row.sent += sent.sent
                row.sent_between += sent.sent_between
                row.last_sent_on = _later(row.last_sent_on, sent.last_sent_on)
        for whole_of in sorted(sums):
            yield whole_of, sums[whole_of]

    def keeps_days(self, key: str) -> bool:
        """Whether the histograms of a period are stored: of years and of late."""
        return key == LATEST or key.endswith(f"01--{key[:4]}-12")

    def _periods_of(self, day: date) -> list[str]:
        if day not in self._keys:
            periods = {year_of(day), period_of(day, self.months)}
            for one in periods:
                self._last_day[one.key] = min(one.last, self.today)
            keys = sorted(one.key for one in periods)
            self._keys[day] = [*keys, LATEST] if day in self.latest else keys
        return self._keys[day]
