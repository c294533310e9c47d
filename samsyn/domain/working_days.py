"""How many working days passed? Counted once for each day, so that a million spans are quick."""

from datetime import date, timedelta

from samsyn.domain.deadlines import RedDay, is_working_day


class WorkingDays:
    """Counts working days between two days; what is red comes in as a function."""

    def __init__(self, is_red: RedDay) -> None:
        self._is_red = is_red
        self._first = self._last = date(2000, 1, 1)
        self._passed = {self._first: 0}

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to and including `last`; 0 when it is not later.

        The same way of counting as `deadlines.acknowledge_by`: what comes on a Friday and is
        acknowledged on the Monday took one working day.
        """
        if last <= first:
            return 0
        return self._until(last) - self._until(first)

    def _until(self, day: date) -> int:
        while day > self._last:
            following = self._last + timedelta(days=1)
            worked = is_working_day(following, self._is_red)
            self._passed[following] = self._passed[self._last] + worked
            self._last = following
        while day < self._first:
            worked = is_working_day(self._first, self._is_red)
            before = self._first - timedelta(days=1)
            self._passed[before] = self._passed[self._first] - worked
            self._first = before
        return self._passed[day]
