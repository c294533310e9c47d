"""Where does a letter stand, and how do we know that a mailbox does not work?"""

from datetime import datetime
from typing import Protocol

from samsyn.domain.vocabulary import Listed, gettext_noop

_ = gettext_noop


class LetterState(Listed):
    """Derived from the letter's facts, never stored."""

    WAITING = "waiting", _("Väntar")
    TRIED = "tried", _("Försöker igen")
    GIVEN_UP = "given_up", _("Uppgivet")
    PUT_ASIDE = "put_aside", _("Undanlagt")
    SENT = "sent", _("Skickat")


class BounceSource(Listed):
    """Who said that a mailbox does not work."""

    SMTP = "smtp", _("E-postservern nekade")
    REPORT = "report", _("Brevet kom i retur")
    PROVIDER = "provider", _("E-posttjänsten meddelade")


class _Facts(Protocol):
    sent_at: datetime | None
    given_up_at: datetime | None
    put_aside_at: datetime | None
    attempts: int


def state_of(letter: _Facts) -> LetterState:
    """The state that the letter's facts mean; a sent letter that bounced counts as given up."""
    if letter.put_aside_at:
        return LetterState.PUT_ASIDE
    if letter.given_up_at:
        return LetterState.GIVEN_UP
    if letter.sent_at:
        return LetterState.SENT
    return LetterState.TRIED if letter.attempts else LetterState.WAITING
