"""Where have a deviation's questions gone? Their steps stand in its story ("Vad hände sedan")."""

from samsyn.domain.access import Ability
from samsyn.domain.lifting import LiftLevel, speaks_for
from samsyn.web.lifts.views import STEP_ICONS


def with_lifts(history, lifts):
    """The deviation's own steps and those of its questions, in the order that they happened."""
    lifted = [
        {"lift": lift, "step": step, "icon": STEP_ICONS[step.kind]}
        for lift in lifts
        for step in lift.steps
    ]
    return sorted([*history, *lifted], key=lambda one: one["step"].at) if lifted else history


def may_lift(deviation, viewer) -> bool:
    """True for a party's unit and the secretariat, who can make a question of it."""
    levels = {LiftLevel.UNIT, LiftLevel.SECRETARIAT}
    return (
        viewer.may(Ability.LIFT)
        and deviation.withdrawn_at is None
        and bool(levels & speaks_for(viewer))
    )
