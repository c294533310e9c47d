"""Why may a person not be let in, given a role, or let go? One class per reason the pages explain."""

from samsyn.domain.refusals import Refusal


class AddressTaken(Refusal):
    """Another account has the e-mail address already."""


class GrantRefused(Refusal):
    """A role may not be given or ended; `why`: not_yours, own, scope, already, last or closed."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class ManagerMissing(Refusal):
    """Units would be without a manager; `units` are their names. Asked again it is done."""

    def __init__(self, units: list[str]) -> None:
        super().__init__(", ".join(units))
        self.units = units


class LinkOver(Refusal):
    """A letter's link opens nothing; `why`: unknown, used, withdrawn, expired, inviter or other."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class JustSent(Refusal):
    """The letter was written a moment ago."""


class AskedTooOften(Refusal):
    """More requests have been made for this address in a day than are allowed."""


class AlreadyDecided(Refusal):
    """Somebody else has decided on the request meanwhile, or it is not the viewer's to decide."""
