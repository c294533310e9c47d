"""Where have a deviation's questions gone? Their steps stand in its story ("Vad hände sedan")."""

from samsyn.domain.access import Ability
from samsyn.domain.lifting import LiftLevel, speaks_for
from samsyn.lifts.selectors import lifts_of_deviation
from samsyn.web.lifts.views import STEP_ICONS


def lifts_told(deviation, viewer):
    """The questions about a deviation; not asked for when its own row tells that there are none."""
    return lifts_of_deviation(deviation.pk, viewer=viewer) if deviation.is_lifted else []


def with_lifts(history, lifts):
    """The deviation's own steps and those of its questions, in the order that they happened."""
    lifted = [one for lift in lifts for one in steps_of(lift)]
    return sorted([*history, *lifted], key=lambda one: one["step"].at) if lifted else history


def steps_of(lift):
    """A question's steps as entries of the story, with the picture of each."""
    return [
        {"lift": lift, "step": step, "icon": STEP_ICONS.get(step.kind, "plus")}
        for step in lift.story
    ]


def may_lift(deviation, viewer) -> bool:
    """True for a party's unit and the secretariat, who can make a question of it."""
    levels = {LiftLevel.UNIT, LiftLevel.SECRETARIAT}
    return (
        viewer.may(Ability.LIFT)
        and deviation.withdrawn_at is None
        and bool(levels & speaks_for(viewer))
    )
