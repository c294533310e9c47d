"""Keep what a regional body set out to do, and let everybody read of it."""

from collections.abc import Container
from datetime import datetime

from django.db.models import F

from samsyn.coding.selectors.codes import theme_names, themes_in_use
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.lifting import LiftLevel, LiftRefused, speaks_for
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import MeasureStatus
from samsyn.followups.services import Statement, write_followup
from samsyn.guarding.last_word import NOTHING
from samsyn.guarding.transactions import atomic_when_read
from samsyn.lifts.content import MeasureContent
from samsyn.lifts.models import RegionalMeasure, RegionalMeasureVersion
from samsyn.lifts.selectors import lift
from samsyn.lifts.services.steps import check_words, log


def begin_measure(
    lift_id: int, content: MeasureContent, *, by: Viewer, now: datetime, decided: Container[str]
) -> None:
    """Keep the measure that a regional decision sets out; inside the decision's transaction.

    Refuses LiftRefused and PersonalDataFound.
    """
    row = RegionalMeasure.objects.create(lift_id=lift_id)
    _keep(row, 1, content, by, now, decided)


@atomic_when_read
def change_measure(
    pk: int,
    content: MeasureContent,
    *,
    seen_version: int,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> None:
    """Give a question's regional measure new words, day or status; those before stay to be read.

    Refuses LiftRefused, PersonalDataFound, and Outdated when somebody was first.
    """
    row = RegionalMeasure.objects.filter(lift=pk).first()
    _require_region(pk, by, now)
    if row is None:
        raise LiftRefused("level")
    rows = RegionalMeasure.objects.filter(pk=row.pk, version=seen_version)
    if not rows.update(version=F("version") + 1):
        raise Outdated
    _keep(row, seen_version + 1, content, by, now, decided)
    log(pk, {"what": "measure", "status": content.status.value}, by, now)


def tell_everybody(pk: int, *, by: Viewer, now: datetime) -> int:
    """Begin a statement for everybody (ni sa – vi gjorde) of a question's measure; its primary key.

    The secretariat reads it through and publishes it there; again is the same statement. Refuses
    LiftRefused (level), and what a statement refuses.
    """
    card = lift(pk, viewer=by, today=day_in_stockholm(now))
    if card is None or card.measure is None or not by.may(Ability.TELL_FOLLOWUPS):
        raise LiftRefused("level")
    content, year = card.measure.content, card.began_at.year
    themes = {one.id for one in themes_in_use(year)}
    is_done = content.status is MeasureStatus.DONE
    statement = Statement(
        year=year,
        theme_id=content.theme_id if content.theme_id in themes else None,
        said=card.title,
        done=content.words,
        by_function=content.owner,
        done_on=day_in_stockholm(now) if is_done else None,
        source=card.decision.by_whom if card.decision else "",
    )
    return _begin_statement(card.measure.pk, pk, statement, by=by, now=now)


@atomic_when_read
def _begin_statement(
    measure_id: int, lift_id: int, statement: Statement, *, by: Viewer, now: datetime
) -> int:
    """The measure's statement, made now unless there is one."""
    measure = RegionalMeasure.objects.select_for_update().get(pk=measure_id)
    if measure.followup_id:
        return measure.followup_id
    followup = write_followup(statement, by=by, now=now)
    RegionalMeasure.objects.filter(pk=measure_id).update(followup=followup)
    log(lift_id, {"what": "followup", "followup": followup}, by, now)
    return followup


def _require_region(pk: int, by: Viewer, now: datetime) -> None:
    seen = lift(pk, viewer=by, today=day_in_stockholm(now))
    if seen is None or LiftLevel.REGION not in speaks_for(by):
        raise LiftRefused("level")


def _keep(
    row: RegionalMeasure,
    number: int,
    content: MeasureContent,
    by: Viewer,
    now: datetime,
    decided: Container[str],
) -> None:
    texts = {"measure": content.words, "owner": content.owner}
    check_words(texts, by, decided, follow_up=content.follow_up)
    if content.theme_id is not None and content.theme_id not in theme_names():
        raise LiftRefused("theme")
    RegionalMeasureVersion.objects.create(
        measure=row,
        number=number,
        words=content.words.strip(),
        owner=content.owner.strip(),
        due_on=content.due_on,
        status=content.status,
        theme_id=content.theme_id,
        began_on=content.began_on,
        follow_up=content.follow_up.strip(),
        written_at=now,
        written_by_id=by.user_id or 0,
    )
