"""Who may see which figures, and how small? One place, with the viewer as argument."""

from django.conf import settings

from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.counting import POINTS_OUT_AREA, POINTS_OUT_UNIT
from samsyn.domain.refusals import Refusal
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Dimension


class BreakdownRefused(Refusal):
    """The viewer's roles do not give figures by this dimension."""


def may_break_down_by(dimension: Dimension, *, viewer: Viewer | Everything) -> bool:
    """Whether the viewer may see figures by this dimension at all."""
    return dimension not in POINTS_OUT_UNIT or sees_all(viewer)


def least_shown(question: Question, *, viewer: Viewer | Everything) -> int:
    """The smallest number that the viewer may see in the answer; 0 when all. Refuses BreakdownRefused."""
    asked = {*question.by, *(dimension for dimension, _ in question.where)}
    if sees_all(viewer):
        return 0
    if not all(may_break_down_by(dimension, viewer=viewer) for dimension in asked):
        raise BreakdownRefused
    return settings.SMALL_NUMBERS_BELOW if asked & POINTS_OUT_AREA else 0


def sees_all(viewer: Viewer | Everything) -> bool:
    """Whether the viewer may see every figure as it is: the secretariat, and a job without a person."""
    return isinstance(viewer, Everything) or viewer.may(Ability.READ_COPIES)
