"""Which words does the work of a BUS group use, and with which codes are they stored?"""

from samsyn.domain.vocabulary import Listed
from samsyn.domain.vocabulary import gettext_noop as _


class GroupKind(Listed):
    """Whose group it is: one of the county's bodies, or a local one."""

    REGIONAL = "regional", _("Regionalt organ")
    LOCAL = "local", _("Lokal BUS-grupp")


class ForumLevel(Listed):
    """The forums of a group: a local one has one to three, and temporary ones beside them."""

    BODY = "body", _("Regionalt forum")
    STEERING = "steering", _("Styrgrupp")
    WORKING = "working", _("Arbetsgrupp")
    CASES = "cases", _("Individforum")
    TEMPORARY = "temporary", _("Tillfällig grupp")


STANDING_LEVELS = (ForumLevel.BODY, ForumLevel.STEERING, ForumLevel.WORKING)
"""The levels whose members count when it is asked which services a group has in it."""


class Seat(Listed):
    """How somebody sits in a forum."""

    ORDINARY = "ordinary", _("Ordinarie")
    SUBSTITUTE = "substitute", _("Ersättare")


class Presence(Listed):
    """How a member took part in a meeting."""

    IN_ROOM = "room", _("På plats")
    DIGITAL = "digital", _("Digitalt")
    ABSENT = "absent", _("Frånvarande")


TOOK_PART = (Presence.IN_ROOM, Presence.DIGITAL)


class MeetingState(Listed):
    """Where a meeting is; follows from its moments."""

    PLANNED = "planned", _("Planerat")
    CALLED = "called", _("Kallelse skickad")
    HELD = "held", _("Protokoll att skriva")
    MINUTED = "minuted", _("Protokoll klart")
    CANCELLED = "cancelled", _("Inställt")


class StandingItem(Listed):
    """An item of every agenda that the system fills in from what it knows."""

    NEW_DEVIATIONS = "new_deviations", _("Nya avvikelser")
    OVERDUE = "overdue", _("Svar som är sena")
    TASKS = "tasks", _("Uppgifter från förra mötet")
    REPRESENTATION = "representation", _("Representation")
    PLAN = "plan", _("Handlingsplanen")
    SPIDER = "spider", _("Spindelmätningen")
    SURVEY = "survey", _("Årlig uppföljning")


class CaseOutcome(Listed):
    """What an individforum came to. Förslag, ej fastställt."""

    AGREED = "agreed", _("Verksamheterna enades om en lösning")
    NEW_SIP = "new_sip", _("Nytt SIP-möte bokas")
    TO_STEERING = "to_steering", _("Frågan tas till styrgruppen, utan ärendet")
    UNSOLVED = "unsolved", _("Ingen lösning")
    NOT_HELD = "not_held", _("Hölls inte")


class StatedFigure(Listed):
    """What a printed source counts of groups, beside what the registry knows by name."""

    GROUPS = "groups", _("Antal lokala grupper")
    MISSING = "missing", _("Grupper där en verksamhet saknas")
