"""The life cycle: every combination of facts has one state, and steps are refused for the right reason."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain import lifecycle
from samsyn.domain.lifecycle import AddressingFacts, DeviationFacts, Side, StepRefused
from samsyn.domain.vocabulary import AddressingState, DeviationState, StepKind

THEN = datetime(2026, 3, 2, 9, tzinfo=UTC)
WAITS = AddressingFacts()
ANSWERED = AddressingFacts(answered_at=THEN)
JUDGED = AddressingFacts(answered_at=THEN, judged_at=THEN)
DECLINED = AddressingFacts(declined_at=THEN)
REDIRECTED = AddressingFacts(redirected_at=THEN)

moments = st.one_of(st.none(), st.just(THEN))
addressings = st.builds(
    AddressingFacts,
    acknowledged_at=moments,
    investigating_at=moments,
    answered_at=moments,
    declined_at=moments,
    redirected_at=moments,
    judged_at=moments,
)
deviations = st.builds(
    DeviationFacts,
    sent_at=moments,
    closed_at=moments,
    withdrawn_at=moments,
    addressings=st.lists(addressings, max_size=4).map(tuple),
)


def sent(*parts):
    return DeviationFacts(sent_at=THEN, addressings=parts)


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ((WAITS,), DeviationState.SENT),
        ((WAITS, WAITS), DeviationState.SENT),
        ((ANSWERED, WAITS), DeviationState.PARTLY_ANSWERED),
        ((JUDGED, WAITS), DeviationState.PARTLY_ANSWERED),
        ((DECLINED, WAITS), DeviationState.SENT),
        ((ANSWERED, ANSWERED), DeviationState.ANSWERED),
        ((ANSWERED, JUDGED), DeviationState.ANSWERED),
        ((ANSWERED, DECLINED), DeviationState.ANSWERED),
        ((JUDGED, JUDGED), DeviationState.JUDGED),
        ((JUDGED, DECLINED), DeviationState.JUDGED),
        ((DECLINED,), DeviationState.JUDGED),
        ((REDIRECTED, WAITS), DeviationState.SENT),
        ((REDIRECTED, JUDGED), DeviationState.JUDGED),
    ],
)
def test_state_over_recipients(parts, state):
    assert lifecycle.deviation_state(sent(*parts)) is state


def test_one_answer_of_two_is_never_answered():
    others = (WAITS, AddressingFacts(acknowledged_at=THEN), AddressingFacts(investigating_at=THEN))
    for one, other in product((ANSWERED, JUDGED), others):
        state = lifecycle.deviation_state(sent(one, other))
        assert state is DeviationState.PARTLY_ANSWERED


@given(deviations)
def test_every_combination_of_facts_has_a_state(facts):
    assert lifecycle.deviation_state(facts) in DeviationState


@given(deviations, st.permutations(range(4)))
def test_the_order_of_recipients_does_not_matter(facts, order):
    parts = facts.addressings
    shuffled = tuple(parts[i] for i in order if i < len(parts))
    again = DeviationFacts(facts.sent_at, facts.closed_at, facts.withdrawn_at, shuffled)
    assert lifecycle.deviation_state(again) is lifecycle.deviation_state(facts)


@given(deviations, st.sampled_from(list(Side)))
def test_nothing_is_done_to_a_draft_or_a_withdrawn_deviation(facts, side):
    state = lifecycle.deviation_state(facts)
    if state in {DeviationState.DRAFT, DeviationState.WITHDRAWN}:
        part = facts.addressings[0] if facts.addressings else None
        assert not any(lifecycle.may(kind, side, facts, part) for kind in lifecycle.STEPS)


@given(deviations, addressings)
def test_whoever_stands_nowhere_does_nothing(facts, part):
    assert not any(lifecycle.may(kind, None, facts, part) for kind in lifecycle.STEPS)


@given(addressings)
def test_a_part_that_waits_can_be_answered_and_no_other(part):
    waits = lifecycle.addressing_state(part) in lifecycle.WAITING
    assert lifecycle.may(StepKind.ANSWERED, Side.RECIPIENT, sent(part), part) is waits


@pytest.mark.parametrize(
    ("kind", "side", "facts", "part", "reason", "why"),
    [
        (StepKind.ANSWERED, Side.REPORTER, sent(WAITS), WAITS, "", "side"),
        (StepKind.ANSWERED, Side.RECIPIENT, sent(ANSWERED), ANSWERED, "", "state"),
        (StepKind.ANSWERED, Side.RECIPIENT, sent(WAITS), None, "", "state"),
        (StepKind.DECLINED, Side.RECIPIENT, sent(WAITS), WAITS, "  ", "reason"),
        (StepKind.JUDGED, Side.RECIPIENT, sent(ANSWERED), ANSWERED, "", "side"),
        (StepKind.CLOSED, Side.REPORTER, sent(ANSWERED), None, "", "state"),
        (StepKind.WITHDRAWN, Side.REPORTER, sent(JUDGED), None, "why", "state"),
        (StepKind.CLOSED_BY_TIME, Side.REPORTER, sent(WAITS), None, "", "side"),
    ],
)
def test_refusals_say_why(kind, side, facts, part, reason, why):
    with pytest.raises(StepRefused) as refusal:
        lifecycle.require(kind, side, facts, part, reason)
    assert refusal.value.why == why


def test_a_coordinator_may_redirect_and_no_more():
    allowed = {
        kind
        for kind in lifecycle.STEPS
        if lifecycle.may(kind, Side.RECIPIENT_COORDINATOR, sent(WAITS), WAITS)
    }
    assert allowed == {StepKind.REDIRECTED}


def test_overdue_follows_the_days():
    part = AddressingFacts(acknowledge_by=date(2026, 3, 9), answer_by=date(2026, 4, 1))
    assert not lifecycle.is_overdue_to_acknowledge(part, date(2026, 3, 9))
    assert lifecycle.is_overdue_to_acknowledge(part, date(2026, 3, 10))
    assert not lifecycle.is_overdue_to_answer(part, date(2026, 4, 1))
    assert lifecycle.is_overdue_to_answer(part, date(2026, 4, 2))


def test_an_answer_stops_the_clock():
    part = AddressingFacts(answered_at=THEN, answer_by=date(2026, 3, 1))
    assert not lifecycle.is_overdue_to_answer(part, date(2026, 12, 1))
    assert lifecycle.addressing_state(part) is AddressingState.ANSWERED
