"""Why may something not be done with a questionnaire, a round or an answer?"""

from collections.abc import Mapping

from samsyn.domain.questionnaires import AnswerFault
from samsyn.domain.refusals import Refusal


class SurveyRefused(Refusal):
    """It cannot be done so. `why` is not_yours, unknown, state, days, title, nobody, reminders or key."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class AnswersUnfit(Refusal):
    """Answers do not fit their questions; `faults` by question code, "" for what concerns the whole."""

    def __init__(self, faults: Mapping[str, AnswerFault]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults
