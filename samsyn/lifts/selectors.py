"""Who sees which lifted questions, and which of their words? The only door to them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from samsyn.deviations.selectors.visible import deviations_visible_to
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.lifting import (
    LiftLevel,
    LiftStepKind,
    level_of,
    open_steps,
    speaks_for,
)
from samsyn.groups.selectors.groups import groups_on, local_group_of_area
from samsyn.groups.vocabulary import GroupKind
from samsyn.lifts.content import LiftCard, MeasureCard
from samsyn.lifts.models import Lift, LiftedDeviation, LiftStep, RegionalMeasureVersion
from samsyn.lifts.reading import cards_of, measure_card
from samsyn.organisations import selectors as organisations

NAMES = Everything("who takes part in the ladder is no secret")
ABOVE_GROUP = [LiftLevel.SECRETARIAT, LiftLevel.REGION]


def lifts_visible_to(*, viewer: Viewer, today: date) -> QuerySet[Lift]:
    """The questions that concern a viewer; anybody else's do not exist here.

    A unit and a coordinator see those that are about a deviation of theirs, a local group those that go
    by it, the secretariat those that came to it or above, the regional forum those that came to it.
    """
    lifts = Lift.objects.all()
    level = level_of(viewer)
    if level is LiftLevel.UNIT:
        theirs = LiftedDeviation.objects.filter(
            lift=OuterRef("pk"), deviation__in=deviations_visible_to(viewer=viewer)
        )
        return lifts.filter(Exists(theirs))
    if level is LiftLevel.GROUP:
        area = viewer.area_id or 0
        group = local_group_of_area(area, viewer=viewer, today=today)
        return lifts.filter(group=group) if group else lifts.none()
    if level is None:
        return lifts.none()
    levels = ABOVE_GROUP if level is LiftLevel.SECRETARIAT else [LiftLevel.REGION]
    came = LiftStep.objects.filter(Q(goal__in=levels) | Q(origin__in=levels), lift=OuterRef("pk"))
    return lifts.filter(Exists(came))


def lifts(*, viewer: Viewer, today: date, only_open: bool = False) -> list[LiftCard]:
    """The questions that concern a viewer, the last moved first; perhaps only those not settled."""
    cards = cards_of(lifts_visible_to(viewer=viewer, today=today), viewer)
    if only_open:
        cards = [one for one in cards if one.standing.is_open]
    return sorted(cards, key=lambda one: (one.last.at, one.pk), reverse=True)


def waiting_count(*, viewer: Viewer, today: date) -> int:
    """How many questions stand with the viewer's own level, for those who take its steps."""
    level = level_of(viewer)
    if level is None or level not in speaks_for(viewer):
        return 0
    found = lifts(viewer=viewer, today=today, only_open=True)
    return sum(one.standing.level is level for one in found)


def lift(pk: int, *, viewer: Viewer, today: date) -> LiftCard | None:
    """One question, if it concerns the viewer."""
    found = lifts_visible_to(viewer=viewer, today=today).filter(pk=pk)
    return next(iter(cards_of(found, viewer)), None)


def is_lifted() -> Exists:
    """Whether any question is about a deviation, as a condition on its row: most pages need not ask more."""
    return Exists(LiftedDeviation.objects.filter(deviation=OuterRef("pk")))


def lifts_of_deviation(deviation_id: int, *, viewer: Viewer) -> list[LiftCard]:
    """Where a deviation's questions are, for those who may read it: its parties, and the secretariat.

    The caller has found it through a selector with its viewer. Everybody else gets none.
    """
    if level_of(viewer) not in {LiftLevel.UNIT, LiftLevel.SECRETARIAT}:
        return []
    linked = LiftedDeviation.objects.filter(deviation=deviation_id).values("lift")
    rows = Lift.objects.filter(pk__in=linked)
    if level_of(viewer) is LiftLevel.SECRETARIAT:
        # What a unit asked only its group is not the secretariat's yet.
        rows = rows.filter(
            Exists(LiftStep.objects.filter(lift=OuterRef("pk"), goal__in=ABOVE_GROUP))
        )
    return cards_of(rows, viewer, about=deviation_id)


def steps_open_to(card: LiftCard, *, viewer: Viewer) -> frozenset[LiftStepKind]:
    """What the viewer may do with a question now."""
    if not _speaks_in(card, viewer):
        return frozenset()
    return open_steps(card.standing, speaks_for(viewer))


def _speaks_in(card: LiftCard, viewer: Viewer) -> bool:
    """A unit speaks only in what it began itself: the other parties of a deviation look on."""
    if level_of(viewer) is not LiftLevel.UNIT:
        return True
    first = LiftStep.objects.filter(lift=card.pk, number=1, unit=viewer.unit_id or 0)
    return first.exists()


def was_taken(card: LiftCard, key: UUID, *, viewer: Viewer) -> bool:
    """True when the form with this key has already made a step of a question: the button pressed twice."""
    return LiftStep.objects.filter(lift=card.pk, key=key, by_id=viewer.user_id or 0).exists()


def measure_versions(lift_id: int, *, viewer: Viewer, today: date) -> list[MeasureCard]:
    """Everything that a question's regional measure has said, the newest first."""
    seen = lifts_visible_to(viewer=viewer, today=today).filter(pk=lift_id)
    rows = RegionalMeasureVersion.objects.filter(measure__lift__in=seen)
    newest_first = rows.select_related("measure", "theme").order_by("-number")
    return [measure_card(one) for one in newest_first]


@dataclass(frozen=True)
class Chosen:
    """A group to choose among."""

    id: int
    name: str


def groups_above(unit_id: int, *, viewer: Viewer, today: date) -> list[Chosen]:
    """The local groups that a unit can lift to; none means that the secretariat is asked."""
    unit = organisations.unit_by_pk(unit_id) if viewer.unit_id == unit_id else None
    areas = {one.id for one in organisations.bus_areas_of_unit(unit, today)} if unit else set()
    if not areas:
        return []
    groups = groups_on(today, viewer=NAMES, today=today, kind=GroupKind.LOCAL)
    return [Chosen(one.id, one.name) for one in groups if areas & set(one.area_ids)]


def regional_bodies(*, viewer: Viewer, today: date) -> list[Chosen]:
    """The county's bodies, for those who put questions on their agendas."""
    if LiftLevel.REGION not in speaks_for(viewer):
        return []
    groups = groups_on(today, viewer=NAMES, today=today, kind=GroupKind.REGIONAL)
    return [Chosen(one.id, one.name) for one in groups]
