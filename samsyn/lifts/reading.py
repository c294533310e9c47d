"""How do stored steps become what one viewer may read of a question? The words of other rungs stay there."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from samsyn.deviations.selectors.visible import copied_deviations, deviations_visible_to
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.lifting import LiftLevel, level_of, may_read, standing_of
from samsyn.domain.vocabulary import MeasureStatus
from samsyn.lifts.content import LiftCard, MeasureCard, MeasureContent, StepCard
from samsyn.lifts.models import Lift, LiftedDeviation, LiftStep, RegionalMeasureVersion

WITH_A_STEP = (
    *("lift__group", "lift__theme", "unit__kind", "body"),
    *("decided__measure", "decided__theme"),
)
DECIDED = FilteredRelation(
    "lift__measure__versions",
    condition=Q(lift__measure__versions__number=F("lift__measure__version")),
)
"""What was decided to be done, as it stands."""


def cards_of(rows: QuerySet[Lift], viewer: Viewer, *, about: int | None = None) -> list[LiftCard]:
    """Questions with what the viewer may read of them, in two queries however many.

    `about` is the deviation (primary key) that they were asked for, if one was.
    """
    level = level_of(viewer)
    if level is None:
        return []
    stepped = _steps_of(rows)
    if not stepped:
        return []
    linked = _deviations_of(stepped, viewer)
    return [_card(steps, linked[pk], level, about) for pk, steps in stepped.items()]


def _steps_of(rows: QuerySet[Lift]) -> dict[int, list[LiftStep]]:
    """The steps of each question in order; every question has one, and comes along with it."""
    found: dict[int, list[LiftStep]] = defaultdict(list)
    steps = LiftStep.objects.filter(lift__in=rows).annotate(decided=DECIDED)
    loaded = steps.select_related(*WITH_A_STEP)  # type: ignore[misc]  # it knows no relation
    for step in loaded.order_by("lift", "number"):
        found[step.lift_id].append(step)
    return found


@dataclass(frozen=True)
class _Linked:
    """A deviation that a question is about."""

    id: int
    number: str
    added_at: datetime
    is_openable: bool
    """By the viewer; the others are only counted."""


def _deviations_of(lifts: Collection[int], viewer: Viewer) -> dict[int, list[_Linked]]:
    """The deviations of each question, in the order that they were added."""
    seen = deviations_visible_to(viewer=viewer)
    if viewer.may(Ability.READ_COPIES):
        seen = copied_deviations(viewer=viewer)
    is_openable = Exists(seen.filter(pk=OuterRef("deviation")))
    rows = LiftedDeviation.objects.filter(lift__in=lifts).order_by("pk")
    found: dict[int, list[_Linked]] = defaultdict(list)
    for lift, *told in rows.values_list(
        "lift", "deviation", "deviation__number", "added_at", is_openable
    ):
        found[lift].append(_Linked(*told))
    return found


def _card(
    stored: list[LiftStep],
    linked: list[_Linked],
    level: LiftLevel,
    about: int | None,
) -> LiftCard:
    row = stored[0].lift
    began = [one for one in linked if one.added_at <= stored[0].at]
    # Whoever is party to none of those sees neither the unit that began nor its group, nor their words.
    joined_later = level is LiftLevel.UNIT and not any(one.is_openable for one in began)
    steps = tuple(_step(one, row, level, joined_later=joined_later) for one in stored)
    titles = [one.title for one in steps if one.title]
    began_about = about in {one.id for one in began}
    joined = {} if began_about else {one.id: one.added_at for one in linked}
    reads_first = may_read(level, stored[0].rise, joined_later=joined_later)
    decided = getattr(stored[0], "decided", None)
    return LiftCard(
        pk=row.pk,
        title=titles[-1] if titles else "",
        standing=standing_of([one.rise for one in stored]),
        group=row.group.name if row.group and not joined_later else "",
        group_id=row.group_id,
        theme_id=row.theme_id,
        theme=row.theme.name if row.theme else "",
        page=row.page,
        page_words=row.page_words if reads_first else "",
        steps=steps,
        deviations=tuple(one.number for one in linked if one.is_openable),
        deviation_count=len(linked),
        measure=measure_card(decided) if decided else None,
        version=row.version,
        joined_at=joined.get(about or 0),
    )


def _step(row: LiftStep, lift: Lift, level: LiftLevel, *, joined_later: bool) -> StepCard:
    rise = row.rise
    reads = may_read(level, rise, joined_later=joined_later)
    return StepCard(
        pk=row.pk,
        kind=rise.kind,
        origin=rise.origin,
        goal=rise.goal,
        at=row.at,
        by_whom=""
        if joined_later and rise.origin.height < LiftLevel.SECRETARIAT.height
        else _by_whom(row, lift, is_party=level is LiftLevel.UNIT),
        title=row.title if reads else "",
        words=row.words if reads else "",
        meeting_on=row.meeting_on,
        body=row.body.name if row.body else "",
    )


def _by_whom(row: LiftStep, lift: Lift, *, is_party: bool) -> str:
    """Who speaks: nobody above is told which unit it was, only of which kind."""
    if row.unit:
        return row.unit.name if is_party else row.unit.kind.short_label
    if row.origin == LiftLevel.GROUP and lift.group:
        return lift.group.name
    if row.body:
        return row.body.name
    return ""


def measure_card(version: RegionalMeasureVersion) -> MeasureCard:
    """A version of a regional measure; its measure and theme are loaded with it."""
    measure = version.measure
    return MeasureCard(
        pk=measure.pk,
        number=version.number,
        lift_id=measure.lift_id,
        content=MeasureContent(
            words=version.words,
            owner=version.owner,
            due_on=version.due_on,
            status=MeasureStatus(version.status),
            theme_id=version.theme_id,
            began_on=version.began_on,
            follow_up=version.follow_up,
        ),
        theme=version.theme.name if version.theme else "",
        written_at=version.written_at,
        followup_id=measure.followup_id,
    )
