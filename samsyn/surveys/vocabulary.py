"""Which words do surveys use, and with which codes are they stored?"""

from samsyn.domain.vocabulary import Listed, gettext_noop

_ = gettext_noop


class Use(Listed):
    """What a questionnaire is for; it decides on which pages its results stand."""

    FOLLOWUP = "followup", _("Årlig uppföljning")
    SPIDER = "spider", _("Spindelmätning")
    VOICES = "voices", _("Familjernas röst")
    OTHER = "other", _("Annat")


class Audience(Listed):
    """Who answers a round, and how. Only a group's joint answer is known by its name."""

    GROUPS = "groups", _("Varje BUS-grupp, ett gemensamt svar")
    MEMBERS = "members", _("Varje ledamot, anonymt")
    LINK = "link", _("Den som har länken eller QR-koden, anonymt")


class RoundState(Listed):
    """Where a round stands; derived from its moments and days, never stored."""

    DRAFT = "draft", _("Utkast")
    PLANNED = "planned", _("Planerad")
    OPEN = "open", _("Öppen")
    CLOSED = "closed", _("Stängd")


class CameBy(Listed):
    """How a group's answer came in."""

    PAGE = "page", _("I Samsyn")
    FILE = "file", _("Ur en fil")


class Base(Listed):
    """What is counted when a group has sent several answers."""

    ANSWERS = "answers", _("Svar")
    GROUPS = "groups", _("Grupper")
