"""How are a deviation's judged outcomes kept in one number? As a sum: each recipient may have got another."""

from samsyn.domain.vocabulary import AnswerOutcome

BIT_OF_OUTCOME = {
    AnswerOutcome.RESOLVED: 1,
    AnswerOutcome.IMPROVEMENT: 2,
    AnswerOutcome.PARTLY: 4,
    AnswerOutcome.UNRESOLVED: 8,
}


def outcomes_in(total: int) -> list[AnswerOutcome]:
    """The judged outcomes in the sum; empty when nothing is judged."""
    return [outcome for outcome, bit in BIT_OF_OUTCOME.items() if total & bit]
