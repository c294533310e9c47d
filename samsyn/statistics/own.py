"""Which deviations are one's own: those that a unit, principal or local group has sent or received."""

from samsyn.domain.access import ScopeKind
from samsyn.domain.tables import Own
from samsyn.domain.vocabulary import OwnSide
from samsyn.organisations import selectors as organisations
from samsyn.tally.conditions import Condition, In, SomeRecipient


def own_condition(own: Own) -> Condition:
    """The condition that a deviation must meet to be one of these, as it was then.

    By primary key and by the principal or area of that day: two units may be called alike, and a unit
    that has changed principal does not take its older figures along. Of a recipient's area only today's
    is known.
    """
    received = own.side is OwnSide.RECEIVED
    if own.scope is ScopeKind.AREA and received:
        units = organisations.units_within(own.scope_id)
        return SomeRecipient(In("recipient_unit_id", tuple(units)))
    if own.scope is ScopeKind.AREA:
        areas = organisations.areas_within(own.scope_id)
        return In("reporter_area_id", tuple(sorted(areas)))
    side = "recipient" if received else "reporter"
    column = {ScopeKind.UNIT: "unit_id", ScopeKind.PRINCIPAL: "principal_id"}[own.scope]
    wanted = In(f"{side}_{column}", (own.scope_id,))
    return SomeRecipient(wanted) if received else wanted
