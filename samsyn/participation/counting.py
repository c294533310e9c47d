"""How do a million parts become a few thousand rows? In one pass, with a histogram of days for each row."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from samsyn.deviations.selectors.own_figures import PartAnswered
from samsyn.domain.answering import Answering, median_of
from samsyn.domain.periods import Period, a_year_back, period_of, year_of
from samsyn.participation.periods import LATEST

UNIT, KIND, COUNTY = "unit", "kind", "county"
Whole = tuple[str, int, str]
"""What figures are of: scope, its primary key, period."""


@dataclass
class Sum:
    """What is added up for one row."""

    received: int = 0
    declined: int = 0
    sent: int = 0
    acknowledge: Counter[int] = field(default_factory=Counter)
    answer: Counter[int] = field(default_factory=Counter)
    units: set[int] = field(default_factory=set)

    def add(self, part: PartAnswered) -> None:
        self.received += 1
        self.units.add(part.unit_id)
        if part.days_to_acknowledge is not None:
            self.acknowledge[part.days_to_acknowledge] += 1
        if part.is_declined:
            self.declined += 1
        elif part.days_to_answer is not None:
            self.answer[part.days_to_answer] += 1

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


class Counting:
    """Adds up parts and sent ones for units, kinds and the county, by year, stated period and of late."""

    def __init__(self, today: date, months: int) -> None:
        self.latest = Period(a_year_back(today), today)
        self.months = months
        self.sums: dict[Whole, Sum] = defaultdict(Sum)
        self.sums[COUNTY, 0, LATEST]  # there is always one row that says when it was counted
        self._keys: dict[date, list[str]] = {}

    def add_parts(self, parts: Iterable[PartAnswered]) -> None:
        """Count what has come to each unit."""
        for part in parts:
            wholes = ((UNIT, part.unit_id), (KIND, part.kind_id), (COUNTY, 0))
            for key in self._periods_of(part.came_on):
                for scope, pk in wholes:
                    self.sums[scope, pk, key].add(part)

    def add_sent(self, sent: Iterable[tuple[int, date, int]]) -> None:
        """Count what each unit has sent, month by month; not for LATEST, which may begin within one."""
        for unit_id, month, number in sent:
            for key in self._periods_of(month):
                if key != LATEST:
                    self.sums[UNIT, unit_id, key].sent += number
                    self.sums[COUNTY, 0, key].sent += number

    def figures(self) -> Iterator[tuple[Whole, Answering]]:
        """What has been counted, in one order so that two who write it never wait for each other."""
        for whole in sorted(self.sums):
            yield whole, self.sums[whole].figures()

    def _periods_of(self, day: date) -> list[str]:
        if day not in self._keys:
            keys = {year_of(day).key, period_of(day, self.months).key}
            self._keys[day] = [*keys, LATEST] if day in self.latest else [*keys]
        return self._keys[day]
