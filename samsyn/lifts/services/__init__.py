"""Each step of a question; everything that others call."""

from samsyn.lifts.services.measuring import change_measure, tell_everybody
from samsyn.lifts.services.starting import add_deviations, start_lift
from samsyn.lifts.services.stepping import decide, give_back, lift_further, schedule, withdraw

__all__ = [
    "add_deviations",
    "change_measure",
    "decide",
    "give_back",
    "lift_further",
    "schedule",
    "start_lift",
    "tell_everybody",
    "withdraw",
]
