"""Why may something not be done? One class per reason that the pages explain."""

from collections.abc import Mapping

from samsyn.guard import Finding


class Refusal(Exception):
    """Something was asked for that the rules or the moment do not allow; nothing has been changed."""


class Outdated(Refusal):
    """Somebody else has changed it meanwhile; what was typed is kept and shown beside the new state."""


class PersonalNumberFound(Refusal):
    """A text holds a personal number; `fields` are the names of the inputs (requirement 11)."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class PersonalDataFound(PersonalNumberFound):
    """Texts hold personal data, or what may be; `found` tells what, by the name of the input.

    It holds places and no words, so that nothing of a text can end in a log.
    """

    def __init__(self, found: Mapping[str, tuple[Finding, ...]]) -> None:
        super().__init__(tuple(found))
        self.found = found


class RecipientRefused(Refusal):
    """A unit cannot receive this deviation; `why` is one of none, self, ended, already."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class RevocationRefused(Refusal):
    """The links to a mailbox are not this viewer's to make void: the unit is of another principal."""


class PointRefused(Refusal):
    """Nobody can send about this agreement or its point on the day: it is over, or has not begun."""


class PaperRefused(Refusal):
    """A paper report cannot be registered so; `why` is role, future, reporter, too_old or answered_on.

    A transcription may not be corrected so; `why` is not_typed (a party's own words stand) or unchanged.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class AgreementRefused(Refusal):
    """An agreement may not be so; `why` is name_missing, same_name, name_in_use or ends_before_start."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
