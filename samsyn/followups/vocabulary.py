"""What can happen to a statement of what was done?"""

from samsyn.domain.vocabulary import Listed
from samsyn.domain.vocabulary import gettext_noop as _


class FollowupStepKind(Listed):
    """What was done with a statement; each step is a row with who and when."""

    WRITTEN = "written", _("Skriven")
    CHANGED = "changed", _("Ändrad")
    PUBLISHED = "published", _("Publicerad")
    WITHDRAWN = "withdrawn", _("Tillbakadragen")
