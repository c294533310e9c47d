"""Which tables are there, as far as small numbers go? By what they point out, and where they are shown."""

from collections.abc import Iterable

from samsyn.domain.hiding import POINTS_OUT_AREA, POINTS_OUT_UNIT
from samsyn.domain.vocabulary import Dimension, Listed
from samsyn.domain.vocabulary import gettext_noop as _

SHOWS_ALL = 0
"""The limit of a table that hides nothing."""
LEAST_LIMIT, MOST_LIMIT = 3, 30
"""Below three nothing could be hidden in: förslag, ej fastställt."""


class Shown(Listed):
    """Where tables are published."""

    OPEN = "open", _("Öppna sidor och öppna data")
    STATISTICS = "statistics", _("Statistiksidan för inloggade")
    LOCAL = "local", _("Rapport till en BUS-grupp eller enhet")
    YEARLY = "yearly", _("Årsrapporten")
    HISTORIC = "historic", _("Tidigare års tabeller som de trycktes")


class PointsOut(Listed):
    """What a number in a table can point out."""

    UNIT = "unit", _("En enhet")
    AREA = "area", _("Ett område eller en huvudman")
    GROUP = "group", _("En lokal BUS-grupp")
    SERVICE = "service", _("En verksamhetstyp")
    NOTHING = "nothing", _("Inget av detta")


SENSITIVE = frozenset({PointsOut.UNIT, PointsOut.AREA, PointsOut.GROUP})
"""Kinds of tables in which a small number can tell who it was (rule 1.3.10 of the field)."""

_SERVICE = frozenset(
    {Dimension.REPORTER_SERVICE, Dimension.RECIPIENT_SERVICE, Dimension.RECIPIENT_SERVICES}
)


def pointed_out_by(dimensions: Iterable[Dimension]) -> frozenset[PointsOut]:
    """What a table with these dimensions (to break down by or as conditions) points out."""
    asked = frozenset(dimensions)
    found = {
        PointsOut.UNIT: asked & POINTS_OUT_UNIT,
        PointsOut.AREA: asked & POINTS_OUT_AREA,
        PointsOut.SERVICE: asked & _SERVICE,
    }
    return frozenset(kind for kind, by in found.items() if by) or frozenset({PointsOut.NOTHING})


def may_be_limit(limit: int, shown: Shown, points_out: PointsOut) -> bool:
    """Whether a limit can be chosen; none at all only where nobody is pointed out, or for old tables."""
    if limit == SHOWS_ALL:
        return points_out not in SENSITIVE or shown is Shown.HISTORIC
    return LEAST_LIMIT <= limit <= MOST_LIMIT
