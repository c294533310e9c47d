"""What can happen to a word of the list?"""

from samsyn.domain.vocabulary import Listed, gettext_noop

_ = gettext_noop


class NotNameStepKind(Listed):
    """A word comes and goes; it is never removed."""

    ADDED = "added", _("La till")
    WITHDRAWN = "withdrawn", _("Tog bort")
    RESTORED = "restored", _("La tillbaka")
