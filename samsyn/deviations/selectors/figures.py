"""How much waits at each unit? For the morning's summaries; nothing of a case."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from samsyn.deviations.models import TO_JUDGE, WAITING, Addressing


@dataclass(frozen=True)
class Figures:
    """What waits at a unit, or at several together."""

    to_acknowledge: int = 0
    to_answer: int = 0
    late: int = 0
    to_judge: int = 0
    late_at_others: int = 0
    passed_on: tuple[date, ...] = ()
    """The last days that have passed, own and others', so that "late since yesterday" can be told."""

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.to_acknowledge + other.to_acknowledge,
            self.to_answer + other.to_answer,
            self.late + other.late,
            self.to_judge + other.to_judge,
            self.late_at_others + other.late_at_others,
            self.passed_on + other.passed_on,
        )

    @property
    def is_empty(self) -> bool:
        """True when nothing waits."""
        return not (self.to_acknowledge or self.to_answer or self.to_judge or self.late_at_others)

    def is_late_since(self, day: date) -> bool:
        """True when some last day has passed that was not over before `day`."""
        return any(passed >= day for passed in self.passed_on)


def figures_of_units(unit_ids: Collection[int], today: date) -> dict[int, Figures]:
    """What waits at each of the units, in three queries."""
    waiting = Addressing.objects.filter(WAITING)
    own = waiting.filter(unit_id__in=unit_ids).values_list(
        "unit_id", "acknowledged_at", "acknowledge_by", "answer_by"
    )
    others = waiting.filter(
        deviation__reporter_unit_id__in=unit_ids, answer_by__lt=today
    ).values_list("deviation__reporter_unit_id", "answer_by")
    judging = Addressing.objects.filter(
        TO_JUDGE, deviation__reporter_unit_id__in=unit_ids
    ).values_list("deviation__reporter_unit_id", flat=True)
    figures: dict[int, Figures] = defaultdict(Figures)
    for unit, acknowledged_at, acknowledge_by, answer_by in own:
        next_day = None if acknowledged_at else acknowledge_by
        passed = tuple(day for day in (next_day, answer_by) if day is not None and day < today)
        figures[unit] += Figures(
            to_acknowledge=int(acknowledged_at is None),
            to_answer=int(acknowledged_at is not None),
            late=int(bool(passed)),
            passed_on=passed,
        )
    for unit, answer_by in others:
        figures[unit] += Figures(late_at_others=1, passed_on=(answer_by,) if answer_by else ())
    for unit, many in Counter(judging).items():
        figures[unit] += Figures(to_judge=many)
    return figures
