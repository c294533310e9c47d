"""How does a question go up to those who can settle it, and back? Where it stands is derived from steps.

The ladder: a unit, its local group, the secretariat, a regional body (domain.md 2.3, requirement 37). What
is handed upwards is always written anew by the level that hands it on, so nobody above ever has more than
the level below had; what comes back down is read by everybody below.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from samsyn.domain.access import Ability, ScopeKind, Viewer
from samsyn.domain.refusals import Refusal
from samsyn.domain.vocabulary import LiftState, Listed, Role
from samsyn.domain.vocabulary import gettext_noop as _


class LiftLevel(Listed):
    """The rungs, the lowest first."""

    UNIT = "unit", _("Verksamheten")
    GROUP = "group", _("Lokala BUS-gruppen")
    SECRETARIAT = "secretariat", _("BUS-sekretariatet")
    REGION = "region", _("Regionalt forum")

    @property
    def height(self) -> int:
        """0 for the lowest."""
        return list(LiftLevel).index(self)


class LiftStepKind(Listed):
    """What can happen to a lifted question; each one leaves a row."""

    LIFTED = "lifted", _("Lyft")
    RETURNED = "returned", _("Lämnad tillbaka")
    SCHEDULED = "scheduled", _("Satt på dagordningen")
    DECIDED = "decided", _("Beslut")
    WITHDRAWN = "withdrawn", _("Återtagen")


@dataclass(frozen=True)
class Rise:
    """One step as the rules read it: from which rung to which; the same twice when it stays."""

    kind: LiftStepKind
    origin: LiftLevel
    goal: LiftLevel
    day: date | None = None
    """Of the meeting that it was put on the agenda of."""


@dataclass(frozen=True)
class Standing:
    """Where a question stands after its steps."""

    level: LiftLevel
    state: LiftState
    came_by: tuple[LiftLevel, ...]
    """The rungs that it has gone by to where it is, the lowest first; it goes back the same way."""
    meeting_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.state in {LiftState.WAITING, LiftState.SCHEDULED}

    @property
    def below(self) -> LiftLevel | None:
        """The rung that it came from; None where it began."""
        return self.came_by[-2] if len(self.came_by) > 1 else None


class LiftRefused(Refusal):
    """A question may not take this step; `why` is level, empty, deviation, basis, group, theme or day."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def standing_of(steps: Sequence[Rise]) -> Standing:
    """Where a question stands, told by its steps in order; there is always a first, which lifted it."""
    came_by: list[LiftLevel] = [steps[0].origin]
    state, meeting_on = LiftState.WAITING, None
    for one in steps:
        if one.kind is LiftStepKind.LIFTED:
            came_by.append(one.goal)
            state, meeting_on = LiftState.WAITING, None
        elif one.kind is LiftStepKind.RETURNED:
            came_by.pop()
            state, meeting_on = LiftState.WAITING, None
        elif one.kind is LiftStepKind.SCHEDULED:
            state, meeting_on = LiftState.SCHEDULED, one.day
        else:
            ends = {LiftStepKind.DECIDED: LiftState.DECIDED}
            state = ends.get(one.kind, LiftState.WITHDRAWN)
    return Standing(came_by[-1], state, tuple(came_by), meeting_on)


def above(level: LiftLevel, *, has_group: bool) -> LiftLevel | None:
    """The next rung up; a unit where no local group works asks the secretariat. None from the top."""
    rungs = [one for one in LiftLevel if has_group or one is not LiftLevel.GROUP]
    higher = [one for one in rungs if one.height > level.height]
    return higher[0] if higher else None


def level_of(viewer: Viewer) -> LiftLevel | None:
    """For which rung somebody speaks; None for those outside the ladder."""
    if not viewer.may(Ability.READ_LIFTS):
        return None
    if viewer.scope in {ScopeKind.UNIT, ScopeKind.PRINCIPAL}:
        return LiftLevel.UNIT
    if viewer.scope is ScopeKind.AREA:
        return LiftLevel.GROUP
    if Role.SECRETARIAT in viewer.roles:
        return LiftLevel.SECRETARIAT
    return LiftLevel.REGION if Role.REGIONAL_FORUM in viewer.roles else None


def speaks_for(viewer: Viewer) -> frozenset[LiftLevel]:
    """The rungs that somebody takes steps for: the secretariat keeps the regional bodies' minutes too."""
    level = level_of(viewer)
    if level is None or not viewer.may(Ability.LIFT):
        return frozenset()
    if level is LiftLevel.SECRETARIAT:
        return frozenset({LiftLevel.SECRETARIAT, LiftLevel.REGION})
    return frozenset({level})


def open_steps(standing: Standing, levels: Iterable[LiftLevel]) -> frozenset[LiftStepKind]:
    """What those who speak for these rungs may do now."""
    own = set(levels)
    if not standing.is_open:
        return frozenset()
    found = set()
    if standing.level in own:
        found |= {LiftStepKind.DECIDED} if standing.level is not LiftLevel.UNIT else set()
        found |= {LiftStepKind.RETURNED} if standing.below else set()
        found |= {LiftStepKind.LIFTED} if standing.level is not LiftLevel.REGION else set()
        found |= {LiftStepKind.SCHEDULED} if standing.level is LiftLevel.REGION else set()
    if standing.came_by[0] in own:
        found.add(LiftStepKind.WITHDRAWN)
    return frozenset(found)


def may_read(reader: LiftLevel, step: Rise, *, joined_later: bool = False) -> bool:
    """Whether somebody on a rung reads a step's words: never what was said between rungs below one's own.

    `joined_later`: a party of a deviation that the secretariat added. What other units and their group
    wrote is not theirs; what the secretariat and those above say is, and every decision.
    """
    if joined_later and step.kind is not LiftStepKind.DECIDED:
        return step.origin.height >= LiftLevel.SECRETARIAT.height
    return reader.height <= max(step.origin.height, step.goal.height)
