"""Which way may a report go, and who may take which step?"""

from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.editions import Done, ReportState, ReportStepKind, may, may_write, state_of

WRITER, READER = 1, 2
WAY = [
    Done(ReportStepKind.ASKED, WRITER),
    Done(ReportStepKind.APPROVED, READER),
    Done(ReportStepKind.FROZEN, WRITER),
    Done(ReportStepKind.PUBLISHED, WRITER),
    Done(ReportStepKind.REOPENED, WRITER),
]


def test_the_way_of_an_edition():
    states = [state_of(WAY[:taken]) for taken in range(len(WAY) + 1)]
    assert [one.value for one in states] == [
        "draft",
        "in_review",
        "approved",
        "frozen",
        "published",
        "draft",
    ]
    assert all(may(step.kind, WAY[:taken], step.by) for taken, step in enumerate(WAY))


def test_nobody_approves_what_they_handed_in():
    assert not may(ReportStepKind.APPROVED, WAY[:1], WRITER)


@given(st.lists(st.sampled_from(ReportStepKind), max_size=12), st.integers(1, 3))
def test_only_a_draft_is_written_in_and_only_a_reviewed_one_is_frozen(wished, by):
    done: list[Done] = []
    for kind in wished:
        if may(kind, done, by):
            done.append(Done(kind, by))
        assert may_write(done) is (state_of(done) is ReportState.DRAFT)
    for place, step in enumerate(done):
        if step.kind is ReportStepKind.FROZEN:
            assert done[place - 1].kind is ReportStepKind.APPROVED
        if step.kind is ReportStepKind.PUBLISHED:
            assert done[place - 1].kind is ReportStepKind.FROZEN
