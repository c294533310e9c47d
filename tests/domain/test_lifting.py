"""The ladder: where a question stands after its steps, who may take the next, and who reads which words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.access import ScopeKind, Viewer
from samsyn.domain.lifting import (
    LiftLevel,
    LiftState,
    LiftStepKind,
    Rise,
    above,
    level_of,
    may_read,
    open_steps,
    speaks_for,
    standing_of,
)
from samsyn.domain.vocabulary import Role

UNIT, GROUP, SECRETARIAT, REGION = LiftLevel
LIFTED, RETURNED, SCHEDULED, DECIDED, WITHDRAWN = LiftStepKind
TO_GROUP = Rise(LIFTED, UNIT, GROUP)
TO_SECRETARIAT = Rise(LIFTED, GROUP, SECRETARIAT)
TO_REGION = Rise(LIFTED, SECRETARIAT, REGION)
AGENDA = Rise(SCHEDULED, REGION, REGION, date(2026, 4, 1))


def viewer(scope, *roles, scope_id=1, **more):
    return Viewer(1, "N", scope, scope_id, frozenset(roles), **more)


class TestStanding:
    def test_all_the_way_up_and_decided(self):
        steps = [TO_GROUP, TO_SECRETARIAT, TO_REGION, AGENDA]
        standing = standing_of(steps)
        assert (standing.level, standing.state) == (REGION, LiftState.SCHEDULED)
        assert standing.came_by == (UNIT, GROUP, SECRETARIAT, REGION)
        assert standing.meeting_on == date(2026, 4, 1)
        decided = standing_of([*steps, Rise(DECIDED, REGION, REGION)])
        assert decided.state is LiftState.DECIDED
        assert not decided.is_open

    def test_what_is_returned_stands_where_it_came_from(self):
        standing = standing_of([TO_GROUP, TO_SECRETARIAT, Rise(RETURNED, SECRETARIAT, GROUP)])
        assert (standing.level, standing.below) == (GROUP, UNIT)
        assert standing.is_open

    def test_returned_from_an_agenda_it_has_no_meeting(self):
        standing = standing_of([TO_REGION, AGENDA, Rise(RETURNED, REGION, SECRETARIAT)])
        assert standing.meeting_on is None
        assert standing.state is LiftState.WAITING

    def test_returned_to_where_it_began_it_can_go_no_further_down(self):
        standing = standing_of([TO_GROUP, Rise(RETURNED, GROUP, UNIT)])
        assert standing.below is None
        assert RETURNED not in open_steps(standing, {UNIT})


class TestSteps:
    def test_the_next_rung(self):
        assert above(UNIT, has_group=True) is GROUP
        assert above(UNIT, has_group=False) is SECRETARIAT
        assert above(GROUP, has_group=True) is SECRETARIAT
        assert above(REGION, has_group=True) is None

    def test_only_the_level_where_it_stands_moves_it(self):
        at_group = standing_of([TO_GROUP])
        assert open_steps(at_group, {GROUP}) == {LIFTED, RETURNED, DECIDED}
        assert open_steps(at_group, {SECRETARIAT, REGION}) == set()

    def test_who_began_may_take_it_back_until_it_is_decided(self):
        assert open_steps(standing_of([TO_GROUP, TO_SECRETARIAT]), {UNIT}) == {WITHDRAWN}
        decided = [TO_GROUP, Rise(DECIDED, GROUP, GROUP)]
        assert open_steps(standing_of(decided), {UNIT, GROUP}) == set()

    def test_a_unit_decides_nothing_for_others(self):
        returned = standing_of([TO_GROUP, Rise(RETURNED, GROUP, UNIT)])
        assert open_steps(returned, {UNIT}) == {LIFTED, WITHDRAWN}

    def test_only_the_region_has_an_agenda_here(self):
        assert SCHEDULED in open_steps(standing_of([TO_REGION]), {REGION})
        assert LIFTED not in open_steps(standing_of([TO_REGION]), {REGION})


class TestWhoSpeaks:
    def test_the_secretariat_keeps_the_minutes_of_the_region(self):
        doris = viewer(ScopeKind.COUNTY, Role.SECRETARIAT, scope_id=None)
        assert speaks_for(doris) == {SECRETARIAT, REGION}

    @pytest.mark.parametrize(
        ("scope", "role", "reads", "speaks"),
        [
            (ScopeKind.UNIT, Role.CASEWORKER, UNIT, {UNIT}),
            (ScopeKind.PRINCIPAL, Role.COORDINATOR, UNIT, set()),
            (ScopeKind.AREA, Role.GROUP_CONTACT, GROUP, {GROUP}),
            (ScopeKind.AREA, Role.GROUP_MEMBER, GROUP, set()),
            (ScopeKind.AREA, Role.SIP_COORDINATOR, None, set()),
            (ScopeKind.COUNTY, Role.REGIONAL_FORUM, REGION, {REGION}),
            (ScopeKind.COUNTY, Role.ADMINISTRATOR, None, set()),
            (ScopeKind.PRINCIPAL, Role.REGISTRAR, None, set()),
        ],
    )
    def test_each_role(self, scope, role, reads, speaks):
        assert level_of(viewer(scope, role)) is reads
        assert speaks_for(viewer(scope, role)) == speaks

    def test_a_guest_is_outside_the_ladder(self):
        assert level_of(viewer(ScopeKind.UNIT, Role.CASEWORKER, guest_of=7)) is None


class TestWords:
    def test_nobody_above_reads_what_was_said_below(self):
        assert not may_read(SECRETARIAT, TO_GROUP)
        assert not may_read(REGION, TO_SECRETARIAT)
        assert may_read(REGION, TO_REGION)

    def test_everybody_below_reads_what_was_said_above(self):
        assert all(may_read(one, TO_REGION) for one in LiftLevel)
        assert may_read(UNIT, Rise(RETURNED, SECRETARIAT, GROUP))
        assert not may_read(REGION, Rise(RETURNED, SECRETARIAT, GROUP))

    def test_who_joined_later_reads_what_the_secretariat_and_those_above_say(self):
        back = Rise(RETURNED, SECRETARIAT, GROUP)
        read = [
            one
            for one in (TO_GROUP, TO_SECRETARIAT, TO_REGION, back)
            if may_read(UNIT, one, joined_later=True)
        ]
        assert read == [TO_REGION, back]
        assert may_read(UNIT, Rise(DECIDED, GROUP, GROUP), joined_later=True)
        assert not may_read(UNIT, Rise(WITHDRAWN, UNIT, REGION), joined_later=True)


@given(st.lists(st.sampled_from([LIFTED, RETURNED, SCHEDULED]), max_size=20))
def test_allowed_steps_never_leave_the_ladder(wanted):
    """Whatever is tried, a question stays on a rung that it came to, and goes back the way it came."""
    steps = [TO_GROUP]
    for kind in wanted:
        standing = standing_of(steps)
        if kind not in open_steps(standing, {standing.level}):
            continue
        goals = {LIFTED: above(standing.level, has_group=True), RETURNED: standing.below}
        steps.append(Rise(kind, standing.level, goals.get(kind, standing.level)))
    standing = standing_of(steps)
    heights = [one.height for one in standing.came_by]
    assert heights == sorted(set(heights))
    assert standing.came_by[0] is UNIT
    assert standing.is_open
