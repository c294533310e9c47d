"""What is watched? Themes, who writes to whom, and places; never a unit."""

from samsyn.domain.vocabulary import Dimension, Listed, gettext_noop


class Watched(Listed):
    """What a chart is of."""

    THEME = "theme", gettext_noop("Tema")
    PAIR = "pair", gettext_noop("Från och till")
    MUNICIPALITY = "municipality", gettext_noop("Kommun")
    DISTRICT = "district", gettext_noop("Stadsdelsområde")


DIMENSIONS: dict[Watched, tuple[Dimension, ...]] = {
    Watched.THEME: (Dimension.THEME,),
    Watched.PAIR: (Dimension.REPORTER_SERVICE, Dimension.RECIPIENT_SERVICE),
    Watched.MUNICIPALITY: (Dimension.REPORTER_MUNICIPALITY,),
    Watched.DISTRICT: (Dimension.REPORTER_DISTRICT,),
}

FAMILIES: tuple[tuple[Watched, ...], ...] = (
    (Watched.THEME,),
    (Watched.PAIR,),
    (Watched.MUNICIPALITY, Watched.DISTRICT),
)
"""What shares one part of the risk of a wrong list (ADR 0034)."""

FALLS_NOT_TOLD = frozenset({Watched.THEME})
"""The latest months are not all coded yet, so fewer of a theme tells of the coding."""
