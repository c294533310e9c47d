"""How do stored steps become what one viewer may read of a question? The words of other rungs stay there."""

from collections.abc import Collection

from django.db.models import Prefetch, QuerySet

from samsyn.coding.selectors.codes import theme_names
from samsyn.deviations.selectors.visible import copied_deviations, deviations_visible_to
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.lifting import LiftLevel, level_of, may_read, standing_of
from samsyn.domain.vocabulary import MeasureStatus
from samsyn.lifts.content import LiftCard, MeasureCard, MeasureContent, StepCard
from samsyn.lifts.models import Lift, LiftedDeviation, LiftStep, RegionalMeasureVersion


def cards_of(rows: QuerySet[Lift], viewer: Viewer, *, about: int | None = None) -> list[LiftCard]:
    """Questions with what the viewer may read of them, in six queries however many.

    `about` is the deviation (primary key) that they were asked for, if one was.
    """
    level = level_of(viewer)
    steps = LiftStep.objects.order_by("number").select_related("unit__kind", "body")
    deviations = LiftedDeviation.objects.order_by("pk").select_related("deviation")
    versions = RegionalMeasureVersion.objects.order_by("-number").select_related("measure")
    found = list(
        rows.select_related("group", "measure").prefetch_related(
            Prefetch("steps", steps),
            Prefetch("deviations", deviations),
            Prefetch("measure__versions", versions),
        )
    )
    if level is None or not found:
        return []
    openable = _openable([d.deviation_id for row in found for d in row.deviations.all()], viewer)
    names = theme_names()
    return [_card(row, level, openable, names, about) for row in found]


def _openable(deviations: Collection[int], viewer: Viewer) -> set[int]:
    """Which of these deviations the viewer may open; the others are only counted."""
    if not deviations:
        return set()
    seen = deviations_visible_to(viewer=viewer)
    if viewer.may(Ability.READ_COPIES):
        seen = copied_deviations(viewer=viewer)
    return set(seen.filter(pk__in=deviations).values_list("pk", flat=True))


def _card(
    row: Lift, level: LiftLevel, openable: set[int], names: dict[int, str], about: int | None
) -> LiftCard:
    stored = list(row.steps.all())
    standing = standing_of([one.rise for one in stored])
    linked = list(row.deviations.all())
    began_with = {one.deviation_id for one in linked if one.added_at <= stored[0].at}
    # Whoever is party to none of those sees neither the unit that began nor its group, nor their words.
    joined_later = level is LiftLevel.UNIT and not began_with & openable
    steps = tuple(_step(one, row, level, joined_later=joined_later) for one in stored)
    titles = [one.title for one in steps if one.title]
    joined = {one.deviation_id: one.added_at for one in linked} if about not in began_with else {}
    measure = getattr(row, "measure", None)
    versions = list(measure.versions.all()) if measure else []
    reads_first = may_read(level, stored[0].rise, joined_later=joined_later)
    return LiftCard(
        pk=row.pk,
        title=titles[-1] if titles else "",
        standing=standing,
        group=row.group.name if row.group and not joined_later else "",
        group_id=row.group_id,
        theme_id=row.theme_id,
        theme=names.get(row.theme_id or 0, ""),
        page=row.page,
        page_words=row.page_words if reads_first else "",
        steps=steps,
        deviations=tuple(one.deviation.number for one in linked if one.deviation_id in openable),
        deviation_count=len(linked),
        measure=measure_card(versions[0], names) if versions else None,
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


def measure_card(version: RegionalMeasureVersion, names: dict[int, str]) -> MeasureCard:
    """A version of a regional measure; its measure is loaded with it."""
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
        theme=names.get(version.theme_id or 0, ""),
        written_at=version.written_at,
        followup_id=measure.followup_id,
    )
