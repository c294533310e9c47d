"""Which events are there beside the steps, and why is a webhook off?"""

from samsyn.domain.vocabulary import Listed, gettext_noop

_ = gettext_noop

TEST = "test"
"""The event that an administrator sends to see whether a webhook works."""


class WhyOff(Listed):
    """Why a webhook is switched off."""

    BY_HAND = "by_hand", _("Avstängd för hand")
    GONE = "gone", _("Mottagaren svarade att adressen är borttagen (410)")
    FAILING = "failing", _("Mottagaren har inte tagit emot något på flera dagar")
