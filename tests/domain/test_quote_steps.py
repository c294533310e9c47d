"""Who wrote never reads; whatever is changed is read again; a withdrawn quote is over."""

from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.quote_steps import QuoteState, QuoteStep, QuoteStepKind, may, state_of

WRITTEN, APPROVED, SENT_BACK, WITHDRAWN = QuoteStepKind
ANNA, BRITA, CILLA = 1, 2, 3
FIRST = [QuoteStep(WRITTEN, ANNA)]


def test_written_waits_and_a_second_reader_approves():
    assert state_of(FIRST) is QuoteState.WAITING
    assert may(APPROVED, FIRST, BRITA)
    assert not may(APPROVED, FIRST, ANNA)
    assert not may(SENT_BACK, FIRST, ANNA)


def test_a_change_by_the_reader_needs_a_third():
    changed = [*FIRST, QuoteStep(APPROVED, BRITA), QuoteStep(WRITTEN, BRITA)]
    assert state_of(changed) is QuoteState.WAITING
    assert [may(APPROVED, changed, one) for one in (ANNA, BRITA, CILLA)] == [False, False, True]


def test_an_approved_one_is_not_approved_again_but_can_be_sent_back_or_withdrawn():
    approved = [*FIRST, QuoteStep(APPROVED, BRITA)]
    assert not may(APPROVED, approved, CILLA)
    assert may(SENT_BACK, approved, CILLA)
    assert may(WITHDRAWN, approved, ANNA)


@given(st.lists(st.tuples(st.sampled_from(list(QuoteStepKind)), st.integers(1, 3)), max_size=12))
def test_what_stands_approved_was_read_after_its_last_change_by_who_never_wrote(wanted):
    steps = list(FIRST)
    for kind, by in wanted:
        if may(kind, steps, by):
            steps.append(QuoteStep(kind, by))
    if state_of(steps) is QuoteState.APPROVED:
        assert steps[-1].by not in {one.by for one in steps if one.kind is WRITTEN}
    if WITHDRAWN in [one.kind for one in steps]:
        assert [one.kind for one in steps].index(WITHDRAWN) == len(steps) - 1
