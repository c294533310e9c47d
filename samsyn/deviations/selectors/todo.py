"""What has the unit to do, most urgent first? (page Att göra)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from samsyn.deviations.models import TO_JUDGE, WAITING, Addressing, Deviation
from samsyn.deviations.selectors.answer_drafts import begun_answer
from samsyn.deviations.selectors.lists import Order, Standing, Wishes, inbox_of, sent_of
from samsyn.deviations.selectors.visible import addressings_visible_to
from samsyn.domain.access import Ability, Viewer

MOST_ROWS = 50


@dataclass(frozen=True)
class Todo:
    """A unit's work. `waiting` stands in the order of its last days, so overdue parts come first."""

    waiting: list[Addressing]
    to_judge: list[Addressing]
    to_close: list[Deviation]
    late_at_others: list[Deviation]
    more: bool
    """True when some list was cut; the inbox shows the rest."""

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to do."""
        return not (self.waiting or self.to_judge or self.to_close or self.late_at_others)


def todo_of(*, viewer: Viewer, today: date) -> Todo:
    """What waits for the viewer's unit or principal, at most 50 rows a list."""
    waiting = inbox_of(
        viewer=viewer,
        wishes=Wishes(standing=Standing.TO_ANSWER, order=Order.DEADLINE),
        today=today,
    ).annotate(has_begun_answer=begun_answer(viewer=viewer, through="part"))[: MOST_ROWS + 1]
    late = sent_of(viewer=viewer, wishes=Wishes(standing=Standing.OVERDUE), today=today)
    to_answer: list[Addressing] = list(waiting)
    to_judge = list(_to_judge(viewer)[: MOST_ROWS + 1])
    to_close = list(_to_close(viewer)[: MOST_ROWS + 1])
    overdue = list(late[: MOST_ROWS + 1])
    lists: tuple[Sequence[object], ...] = (to_answer, to_judge, to_close, overdue)
    return Todo(
        to_answer[:MOST_ROWS],
        to_judge[:MOST_ROWS],
        to_close[:MOST_ROWS],
        overdue[:MOST_ROWS],
        more=any(len(rows) > MOST_ROWS for rows in lists),
    )


def _to_judge(viewer: Viewer) -> QuerySet[Addressing]:
    if not viewer.may(Ability.WRITE_DEVIATION):
        return Addressing.objects.none()
    return (
        Addressing.objects.filter(TO_JUDGE, deviation__reporter_unit_id=viewer.unit_id)
        .select_related("deviation")
        .order_by("answered_at")
    )


def _to_close(viewer: Viewer) -> QuerySet[Deviation]:
    if not viewer.may(Ability.WRITE_DEVIATION):
        return Deviation.objects.none()
    parts = Addressing.objects.filter(deviation=OuterRef("pk"))
    return Deviation.objects.filter(
        ~Exists(parts.filter(WAITING)),
        ~Exists(parts.filter(TO_JUDGE)),
        reporter_unit_id=viewer.unit_id,
        closed_at=None,
        withdrawn_at=None,
    ).order_by("sent_at")


def waits_for(*, viewer: Viewer) -> int:
    """How many parts wait for the viewer's unit: the figure in the navigation, at most 100."""
    return addressings_visible_to(viewer=viewer).filter(WAITING)[:100].count()
