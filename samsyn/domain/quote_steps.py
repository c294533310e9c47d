"""Which way does a quote go? Written, read by a second person, perhaps withdrawn: derived from its steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from samsyn.domain.vocabulary import Listed, gettext_noop

_ = gettext_noop


class QuoteStepKind(Listed):
    """What has been done with a quote; each step is a fact with who and when."""

    WRITTEN = "written", _("Skrivet")
    APPROVED = "approved", _("Godkänt")
    SENT_BACK = "sent_back", _("Skickat tillbaka")
    WITHDRAWN = "withdrawn", _("Återtaget")


class QuoteState(Listed):
    """Where a quote stands; never stored."""

    WAITING = "waiting", _("Väntar på en andra läsare")
    SENT_BACK = "sent_back", _("Att skriva om")
    APPROVED = "approved", _("Godkänt")
    WITHDRAWN = "withdrawn", _("Återtaget")


@dataclass(frozen=True)
class QuoteStep:
    """One step: what was done, and by whom (primary key)."""

    kind: QuoteStepKind
    by: int


_AFTER = {
    QuoteStepKind.WRITTEN: QuoteState.WAITING,
    QuoteStepKind.APPROVED: QuoteState.APPROVED,
    QuoteStepKind.SENT_BACK: QuoteState.SENT_BACK,
    QuoteStepKind.WITHDRAWN: QuoteState.WITHDRAWN,
}
_FROM = {
    QuoteStepKind.WRITTEN: {QuoteState.WAITING, QuoteState.SENT_BACK, QuoteState.APPROVED},
    QuoteStepKind.APPROVED: {QuoteState.WAITING},
    QuoteStepKind.SENT_BACK: {QuoteState.WAITING, QuoteState.APPROVED},
    QuoteStepKind.WITHDRAWN: {QuoteState.WAITING, QuoteState.SENT_BACK, QuoteState.APPROVED},
}
_BY_A_SECOND = {QuoteStepKind.APPROVED, QuoteStepKind.SENT_BACK}


def state_of(steps: Sequence[QuoteStep]) -> QuoteState:
    """Where a quote stands after its steps, the oldest first; new words wait to be read again."""
    return _AFTER[steps[-1].kind]


def may(kind: QuoteStepKind, steps: Sequence[QuoteStep], by: int) -> bool:
    """Whether this person may take this step now.

    Who has written any of a quote's wordings is no second reader of it, also when a colleague has
    changed it since. A withdrawn quote is over: the passage can become a new one.
    """
    if state_of(steps) not in _FROM[kind]:
        return False
    writers = {one.by for one in steps if one.kind is QuoteStepKind.WRITTEN}
    return kind not in _BY_A_SECOND or by not in writers
