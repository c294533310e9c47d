"""Which texts of a paper report are still the secretariat's transcription, and no party's own words?"""

from collections.abc import Sequence
from dataclasses import dataclass

from samsyn.deviations.models import Deviation, StepTaken
from samsyn.domain.vocabulary import Origin, StepKind


@dataclass(frozen=True)
class Typed:
    """What the secretariat typed and nobody has put in own words since."""

    account: bool
    answered: int | None
    """The addressing (primary key) whose answer stood on the paper; None where none did."""

    def __bool__(self) -> bool:
        return self.account


def typed_of(deviation: Deviation, steps: Sequence[StepTaken]) -> Typed:
    """What of a deviation is transcription, from its whole history.

    A party that corrects or amends makes the text its own: from then on it is theirs alone to change.
    """
    kinds = {one.kind for one in steps}
    registered = [one.pk for one in steps if one.kind == StepKind.REGISTERED]
    if deviation.origin != Origin.PAPER or not registered or StepKind.CORRECTED in kinds:
        return Typed(account=False, answered=None)
    amended = {one.addressing_id for one in steps if one.kind == StepKind.ANSWER_AMENDED}
    # What stood on the paper was stored before the registration itself; the moments tell less, since
    # an answer of the same day is put at noon.
    on_paper = [
        one.addressing_id
        for one in steps
        if one.kind == StepKind.ANSWERED and one.pk < registered[0] and one.addressing_id
    ]
    return Typed(True, next((one for one in on_paper if one not in amended), None))
