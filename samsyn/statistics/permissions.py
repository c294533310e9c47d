"""Who may see which figures, and how small? One place, with the viewer as argument.

The secretariat sees all. A unit and a coordinator see the county as everybody does, and what the own
unit or principal has sent or received in full: they may read each of those deviations. A local group
sees its area without small numbers, as it must not read the deviations. The public sees what has been
published, which is nothing yet.
"""

from samsyn.disclosure.selectors import Limits, limits_held
from samsyn.domain.access import Ability, Everything, ScopeKind, Viewer
from samsyn.domain.disclosing import Shown
from samsyn.domain.hiding import POINTS_OUT_UNIT
from samsyn.domain.refusals import Refusal
from samsyn.domain.tables import Own, Question
from samsyn.domain.vocabulary import Dimension, OwnSide

PARTIES = frozenset({ScopeKind.UNIT, ScopeKind.PRINCIPAL})
"""Who acts for one of these is a party to each deviation that it has sent or received."""


class BreakdownRefused(Refusal):
    """The viewer's roles do not give figures by this dimension, or of these deviations."""


def may_break_down_by(
    dimension: Dimension, *, viewer: Viewer | Everything, own: bool = False
) -> bool:
    """Whether the viewer may see figures by this dimension at all; `own`: of the own deviations."""
    return dimension not in POINTS_OUT_UNIT or sees_all(viewer) or (own and _is_party(viewer))


def least_shown(
    question: Question, *, viewer: Viewer | Everything, limits: Limits | None = None
) -> int:
    """The smallest number that the viewer may see in the answer; 0 when all. Refuses BreakdownRefused.

    `limits` are those that hold, where they have been read already.
    """
    if sees_all(viewer):
        return 0
    own = question.own
    if not _may_see(question, viewer):
        raise BreakdownRefused
    if own is not None and _is_party(viewer):
        return 0
    held = limits or limits_held(viewer=viewer)
    asked = _dimensions_of(question)
    if own is not None:
        return held.of(Shown.LOCAL, asked, of_group=True)
    return held.of(Shown.STATISTICS, asked)


def is_shown(question: Question, *, viewer: Viewer | Everything) -> bool:
    """Whether the viewer may see the answer at all, whatever is hidden in it."""
    return sees_all(viewer) or _may_see(question, viewer)


def _may_see(question: Question, viewer: Viewer | Everything) -> bool:
    own, asked = question.own, _dimensions_of(question)
    if not all(may_break_down_by(one, viewer=viewer, own=own is not None) for one in asked):
        return False
    if own is None:
        return True
    return has_own(viewer) and own == own_of(own.side, viewer=viewer)


def _dimensions_of(question: Question) -> set[Dimension]:
    return {*question.by, *(dimension for dimension, _ in question.where)}


def has_own(viewer: Viewer | Everything) -> bool:
    """Whether there are deviations that are the viewer's own, to be seen beside all."""
    return (
        isinstance(viewer, Viewer)
        and viewer.scope is not ScopeKind.COUNTY
        and viewer.scope_id is not None
        and viewer.may(Ability.READ_STATISTICS)
    )


def own_of(side: OwnSide, *, viewer: Viewer | Everything) -> Own:
    """What the viewer's unit, principal or group has sent or received. Refuses BreakdownRefused."""
    if not isinstance(viewer, Viewer) or not has_own(viewer) or viewer.scope_id is None:
        raise BreakdownRefused
    return Own(side, viewer.scope, viewer.scope_id)


def sees_all(viewer: Viewer | Everything) -> bool:
    """Whether the viewer may see every figure as it is: the secretariat, and a job without a person."""
    return isinstance(viewer, Everything) or viewer.may(Ability.READ_COPIES)


def _is_party(viewer: Viewer | Everything) -> bool:
    return has_own(viewer) and isinstance(viewer, Viewer) and viewer.scope in PARTIES
