"""The lists' SQL and the life cycle's Python give every deviation the same state."""

import itertools
import random
from datetime import UTC, datetime, timedelta

import pytest

from samsyn.deviations.facts import addressing_facts, deviation_facts
from samsyn.deviations.models import Addressing, Deviation
from samsyn.deviations.selectors.lists import Standing, Wishes, inbox_of, sent_of
from samsyn.deviations.selectors.todo import todo_of
from samsyn.domain import lifecycle
from samsyn.domain.lifecycle import WAITING
from samsyn.domain.vocabulary import AddressingState, DeviationState
from tests.builders import make_deviation, make_unit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def many(cast):
    """Deviations in random states, as the services leave them: an ended one releases its parts."""
    chance = random.Random(20260302)
    other = make_unit("BUP Duvhöken", principal=cast.places.region)
    for _ in range(60):
        deviation = make_deviation(cast, to=[cast.places.bup, other], now=NOW)
        ended = chance.choice([None, None, "closed", "withdrawn"])
        for part in deviation.addressings.all():
            facts = random_facts(chance)
            released = NOW if ended and not facts.get("judged_at") else None
            Addressing.objects.filter(pk=part.pk).update(**facts, released_at=released)
        if ended == "closed":
            Deviation.objects.filter(pk=deviation.pk).update(closed_at=NOW, closing="by_time")
        elif ended:
            user = cast.astrid.pk
            Deviation.objects.filter(pk=deviation.pk).update(withdrawn_at=NOW, withdrawn_by_id=user)
    return list(Deviation.objects.all())


def random_facts(chance):
    facts = {
        "acknowledged_at": chance.choice([None, NOW]),
        "investigating_at": chance.choice([None, NOW]),
        "answer_by": TODAY + timedelta(days=chance.choice([-3, 0, 3])),
        "acknowledge_by": TODAY + timedelta(days=chance.choice([-3, 0, 3])),
    }
    end = chance.choice([None, None, "answered_at", "judged_at", "declined_at"])
    if end == "judged_at":
        facts["answered_at"] = NOW
    if end:
        facts[end] = NOW
    return facts


def expected_part(standing, part, deviation):
    facts = addressing_facts(part)
    state = lifecycle.addressing_state(facts)
    is_open = deviation.closed_at is None and deviation.withdrawn_at is None
    late = lifecycle.is_overdue_to_answer(facts, TODAY) or lifecycle.is_overdue_to_acknowledge(
        facts, TODAY
    )
    return {
        Standing.OPEN: is_open,
        Standing.TO_ACKNOWLEDGE: is_open and state in WAITING and part.acknowledged_at is None,
        Standing.TO_ANSWER: is_open and state in WAITING,
        Standing.OVERDUE: is_open and late,
        Standing.TO_JUDGE: is_open and state is AddressingState.ANSWERED,
        Standing.ANSWERED: part.answered_at is not None,
        Standing.CLOSED: deviation.closed_at is not None,
        Standing.WITHDRAWN: deviation.withdrawn_at is not None,
    }[standing]


def inbox_agrees(cast, standing):
    rows = inbox_of(viewer=cast.viewer("bo"), wishes=Wishes(standing=standing), today=TODAY)
    found = {row.pk for row in rows}
    parts = Addressing.objects.filter(unit=cast.places.bup).select_related("deviation")
    assert found == {p.pk for p in parts if expected_part(standing, p, p.deviation)}, standing


def expected_deviation(standing, deviation):
    parts = list(deviation.addressings.all())
    state = lifecycle.deviation_state(deviation_facts(deviation, parts))
    some = [one for one in Standing if any(expected_part(one, p, deviation) for p in parts)]
    return {
        Standing.OPEN: state in lifecycle.OPEN_DEVIATION,
        Standing.TO_ACKNOWLEDGE: Standing.TO_ACKNOWLEDGE in some,
        Standing.TO_ANSWER: state in {DeviationState.SENT, DeviationState.PARTLY_ANSWERED},
        Standing.OVERDUE: Standing.OVERDUE in some,
        Standing.TO_JUDGE: Standing.TO_JUDGE in some,
        Standing.ANSWERED: state is DeviationState.ANSWERED
        or (state is DeviationState.JUDGED and any(p.answered_at for p in parts)),
        Standing.CLOSED: state is DeviationState.CLOSED,
        Standing.WITHDRAWN: state is DeviationState.WITHDRAWN,
    }[standing]


def sent_agree(cast, many, standing):
    rows = sent_of(viewer=cast.viewer("astrid"), wishes=Wishes(standing=standing), today=TODAY)
    found = {row.pk for row in rows}
    assert found == {d.pk for d in many if expected_deviation(standing, d)}, standing


def test_lists_and_life_cycle_agree(cast, many):
    for standing in Standing:
        inbox_agrees(cast, standing)
        sent_agree(cast, many, standing)
    todo_agrees(cast, many)


def todo_agrees(cast, many):
    todo = todo_of(viewer=cast.viewer("astrid"), today=TODAY)
    judged = {
        d.pk
        for d in many
        if lifecycle.deviation_state(deviation_facts(d, d.addressings.all()))
        is DeviationState.JUDGED
    }
    assert {one.pk for one in todo.to_close} == judged
    facts = itertools.chain.from_iterable(d.addressings.all() for d in many)
    to_judge = {p.pk for p in facts if expected_part(Standing.TO_JUDGE, p, p.deviation)}
    assert {one.pk for one in todo.to_judge} == to_judge
