"""Two people note something at once."""

from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.remarking import Noted, together

NOTED = st.builds(Noted, st.booleans(), st.booleans(), st.sampled_from(["", "A", "B", "C"]))


def test_each_ones_changes_are_kept():
    seen = Noted(note="Ring")
    mine, stored = Noted(talk_rather=True, note="Ring"), Noted(note="Ring i maj")
    assert together(seen=seen, mine=mine, stored=stored) == (
        Noted(True, False, "Ring i maj"),
        False,
    )


def test_two_notes_contradict_each_other():
    mine, stored = Noted(note="Ta upp"), Noted(note="Ta inte upp", principle_question=True)
    kept, contradict = together(seen=Noted(), mine=mine, stored=stored)
    assert contradict and kept == Noted(principle_question=True, note="Ta upp")


def test_both_wrote_the_same():
    assert together(seen=Noted(), mine=Noted(note="X"), stored=Noted(note="X")) == (
        Noted(note="X"),
        False,
    )


@given(seen=NOTED, mine=NOTED, stored=NOTED)
def test_nothing_that_a_colleague_changed_is_undone_unsaid(seen, mine, stored):
    kept, contradict = together(seen=seen, mine=mine, stored=stored)
    for name in ("talk_rather", "principle_question", "note"):
        before, ours, theirs, after = (getattr(one, name) for one in (seen, mine, stored, kept))
        if theirs != before and after != theirs:
            assert contradict and ours != before and after == ours
    if stored == seen:
        assert (kept, contradict) == (mine, False)
