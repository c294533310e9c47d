"""Why may something not be done in a group?"""

from samsyn.domain.refusals import Refusal


class GroupRefused(Refusal):
    """It cannot be so; `why` says in one word what was wrong.

    not_yours, name, areas, time, level, already, kind, unit, place, state, service, sip, taken, outcome,
    attendance.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
