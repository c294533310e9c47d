"""How has a unit come to be what it is? The steps of its time line."""

from django.utils.translation import gettext as _

from samsyn.organisations import selectors


def story_of(unit):
    """What went up in the unit, its own beginning and end, and what took over; oldest first."""
    before, after = selectors.predecessors_of(unit.id), selectors.chain_after(unit.id)
    cards = selectors.units_by_pk([*before, *after])
    steps = [
        _step("redirect", _("%s gick upp i verksamheten") % cards[pk].name, cards[pk].valid_to)
        for pk in before
    ]
    if unit.valid_from:
        steps.append(_step("plus", _("Första dagen"), unit.valid_from))
    if unit.valid_to:
        steps.append(_step("stop", _("Sista dagen"), unit.valid_to))
    for pk in after:
        steps.append(_step("arrow-right", _("%s tog över") % cards[pk].name, cards[pk].valid_from))
    return steps


def _step(icon, what, at):
    return {"icon": icon, "what": what, "at": at}
