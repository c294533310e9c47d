"""Lift a question from one's own level, and say which deviations it is about."""

import uuid
from collections.abc import Container, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from samsyn.coding.selectors.codes import theme_names
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.lifting import (
    LiftLevel,
    LiftRefused,
    LiftStepKind,
    Rise,
    above,
    level_of,
    speaks_for,
)
from samsyn.domain.plans import is_own_page
from samsyn.groups.selectors.groups import local_group_of_area
from samsyn.guarding.last_word import NOTHING
from samsyn.lifts.content import Wording
from samsyn.lifts.models import Lift, LiftedDeviation, LiftStep
from samsyn.lifts.selectors import groups_above, lift
from samsyn.lifts.services.steps import check_words, deviations_named, keep_step, log

FIGURES = "/statistik/"
"""Where the pages of figures begin."""


def start_lift(
    wording: Wording,
    *,
    key: uuid.UUID,
    by: Viewer,
    now: datetime,
    numbers: Sequence[str] = (),
    group_id: int | None = None,
    theme_id: int | None = None,
    page: str = "",
    page_words: str = "",
    decided: Container[str] = NOTHING,
) -> int:
    """Lift a question from one's own level to the next; its primary key. The same form again is the same.

    A unit lifts a deviation of its own to a local group that covers it, or to the secretariat where none
    does; a group and the secretariat lift what a page of figures shows, the secretariat deviations too.
    Refuses LiftRefused and PersonalDataFound.
    """
    if known := LiftStep.objects.filter(key=key).first():
        return known.lift_id
    levels = speaks_for(by)
    level = level_of(by)
    if level is None or level not in levels or level is LiftLevel.REGION:
        raise LiftRefused("level")
    _check_basis(level, numbers, page, theme_id)
    group = _group(level, group_id, by, now)
    goal = above(level, has_group=group is not None)
    assert goal is not None
    texts = {"title": wording.title, "words": wording.words}
    more = {"page": page, "page_words": page_words}
    check_words(texts, by, decided, **more)
    deviations = deviations_named(numbers, by)
    try:
        with transaction.atomic():
            row = Lift.objects.create(
                group_id=group, theme_id=theme_id, page=page, page_words=page_words.strip()
            )
            for pk in deviations:
                LiftedDeviation.objects.create(lift=row, deviation_id=pk, added_at=now)
            keep_step(row.pk, 1, Rise(LiftStepKind.LIFTED, level, goal), key, by, now, wording)
    except IntegrityError:
        # The same form at the same moment: the other request has made the question.
        return LiftStep.objects.get(key=key).lift_id
    return row.pk


@transaction.atomic
def add_deviations(pk: int, numbers: Sequence[str], *, by: Viewer, now: datetime) -> int:
    """Say that a question is about more deviations, which the secretariat may; how many were new.

    Their parties see the question from now on. Refuses LiftRefused (level, deviation).
    """
    card = lift(pk, viewer=by, today=day_in_stockholm(now))
    if card is None or not by.may(Ability.READ_COPIES) or not card.standing.is_open:
        raise LiftRefused("level")
    many = 0
    for deviation in deviations_named(numbers, by):
        _, is_new = LiftedDeviation.objects.get_or_create(
            lift_id=pk, deviation_id=deviation, defaults={"added_at": now}
        )
        many += is_new
    if many:
        log(pk, {"what": "deviations", "many": many}, by, now)
    return many


def _check_basis(level: LiftLevel, numbers: Sequence[str], page: str, theme_id: int | None) -> None:
    if level is LiftLevel.UNIT and not (len(numbers) == 1 and not page):
        raise LiftRefused("deviation")
    if level is LiftLevel.GROUP and numbers:
        raise LiftRefused("deviation")
    if not numbers and not page:
        raise LiftRefused("basis")
    if page and not (is_own_page(page) and page.startswith(FIGURES)):
        raise LiftRefused("basis")
    if theme_id is not None and theme_id not in theme_names():
        raise LiftRefused("theme")


def _group(level: LiftLevel, group_id: int | None, by: Viewer, now: datetime) -> int | None:
    """The local group that a question goes by: one that covers the unit, or the group's own."""
    today = day_in_stockholm(now)
    if level is LiftLevel.GROUP:
        own = local_group_of_area(by.area_id or 0, viewer=by, today=today)
        if own is None:
            raise LiftRefused("group")
        return own
    if level is not LiftLevel.UNIT:
        return None
    known = [one.id for one in groups_above(by.unit_id or 0, viewer=by, today=today)]
    if not known:
        return None
    if group_id not in known:
        raise LiftRefused("group")
    return group_id
