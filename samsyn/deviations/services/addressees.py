"""Who at a unit gets the letters about its deviations?"""

from collections.abc import Mapping
from datetime import datetime

from samsyn.accounts.readers import readers_at, without_mailbox
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.mailbox_links import link_path
from samsyn.deviations.models import Addressing
from samsyn.mail.letters import Addressee
from samsyn.organisations.cards import UnitCard


def addressees_at(
    units: Mapping[int, UnitCard], now: datetime, *, parts: Mapping[int, Addressing]
) -> list[Addressee]:
    """Each unit's function mailbox; a unit without one is reached through its people.

    `parts` are the recipients' parts by unit: a unit that is not there wrote the deviation. A recipient's
    mailbox gets a link of its own, by which the unit can answer without an account (ADR 0023).
    """
    mailboxes = {pk: unit.function_mailbox for pk, unit in units.items()}
    addressees = [
        Addressee(mailbox, path=link_path(parts[pk].pk, pk, mailbox, now) if pk in parts else "")
        for pk, mailbox in mailboxes.items()
        if mailbox
    ]
    without = [pk for pk, mailbox in mailboxes.items() if not mailbox]
    if not without:
        return addressees
    people = without_mailbox(readers_at(without, day_in_stockholm(now)))
    return addressees + [Addressee(one.address, one.language) for one in people]
