"""Which way does a report go? Draft, review, frozen, published, corrected: derived from its steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from samsyn.domain.vocabulary import Listed, gettext_noop

_ = gettext_noop


class ReportStepKind(Listed):
    """What has been done with a report; each step is a fact with who and when."""

    ASKED = "asked", _("Lämnad för granskning")
    SENT_BACK = "sent_back", _("Tillbaka till den som skriver")
    APPROVED = "approved", _("Granskad")
    FROZEN = "frozen", _("Fryst")
    PUBLISHED = "published", _("Publicerad")
    REOPENED = "reopened", _("Öppnad för rättelse")


class ReportState(Listed):
    """Where a report stands; never stored."""

    DRAFT = "draft", _("Utkast")
    IN_REVIEW = "in_review", _("Granskas")
    APPROVED = "approved", _("Granskad, inte fryst")
    FROZEN = "frozen", _("Fryst")
    PUBLISHED = "published", _("Publicerad")


@dataclass(frozen=True)
class Done:
    """One step: what was done, and by whom (primary key)."""

    kind: ReportStepKind
    by: int


_AFTER = {
    ReportStepKind.ASKED: ReportState.IN_REVIEW,
    ReportStepKind.SENT_BACK: ReportState.DRAFT,
    ReportStepKind.APPROVED: ReportState.APPROVED,
    ReportStepKind.FROZEN: ReportState.FROZEN,
    ReportStepKind.PUBLISHED: ReportState.PUBLISHED,
    ReportStepKind.REOPENED: ReportState.DRAFT,
}
_FROM = {
    ReportStepKind.ASKED: {ReportState.DRAFT},
    ReportStepKind.SENT_BACK: {ReportState.IN_REVIEW, ReportState.APPROVED, ReportState.FROZEN},
    ReportStepKind.APPROVED: {ReportState.IN_REVIEW},
    ReportStepKind.FROZEN: {ReportState.APPROVED},
    ReportStepKind.PUBLISHED: {ReportState.FROZEN},
    ReportStepKind.REOPENED: {ReportState.PUBLISHED},
}


def state_of(done: Sequence[Done]) -> ReportState:
    """Where a report stands after its steps, the oldest first."""
    return _AFTER[done[-1].kind] if done else ReportState.DRAFT


def may(kind: ReportStepKind, done: Sequence[Done], by: int) -> bool:
    """Whether this person may take this step now; nobody approves what they handed in themselves."""
    if state_of(done) not in _FROM[kind]:
        return False
    return kind is not ReportStepKind.APPROVED or done[-1].by != by


def may_write(done: Sequence[Done]) -> bool:
    """Whether the prose may be changed: only in a draft."""
    return state_of(done) is ReportState.DRAFT
