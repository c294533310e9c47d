"""Which values does each dimension have, for somebody who chooses one to narrow a question by?"""

from collections.abc import Iterable

from samsyn.database.swedish import swedish_key
from samsyn.domain.tables import Value
from samsyn.domain.vocabulary import Dimension, Sector, YesOrNo
from samsyn.statistics.dimensions import JUDGED, RESIDUAL, Names, missing, outcome_word

TOO_MANY = frozenset(
    {Dimension.REPORTER_UNIT, Dimension.RECIPIENT_UNIT, Dimension.MONTH, Dimension.YEAR}
)
"""Units are found by name; months and years are known without being listed."""


def values_to_choose() -> dict[Dimension, list[Value]]:
    """What exists, in the words that a condition takes (`key`), the missing value last.

    Names of the register and of the code lists are no secret; which of them a viewer may ask by is
    decided in samsyn.statistics.permissions.
    """
    names = Names()
    names.read(Dimension)
    services = [Value(kind.short_label, kind.short_label) for kind in names.kinds]
    found: dict[Dimension, list[Value]] = {
        Dimension.REPORTER_SERVICE: services,
        Dimension.RECIPIENT_SERVICE: services,
        Dimension.REPORTER_PRINCIPAL: _named(card.name for card in names.principals.values()),
        Dimension.REPORTER_SECTOR: [Value(one.value, one.label) for one in Sector],
        Dimension.REPORTER_MUNICIPALITY: _named(map(names.municipality, names.areas)),
        Dimension.REPORTER_DISTRICT: _named(map(names.district, names.areas)),
        Dimension.THEME: _named(names.themes.values()),
        Dimension.SUBTYPE: _named(names.subtypes.values()),
        Dimension.OUTCOME: [Value(outcome_word(one), outcome_word(one)) for one in JUDGED],
        Dimension.ANSWERED: [Value(one.value, one.label) for one in YesOrNo],
    }
    for dimension in (Dimension.THEME, Dimension.SUBTYPE, *RESIDUAL):
        if dimension in found:
            label = missing(dimension).label
            found[dimension] = [*found[dimension], Value(label, label)]
    return found


def _named(names: Iterable[str | None]) -> list[Value]:
    every = {name for name in names if name}
    return [Value(name, name) for name in sorted(every, key=lambda name: swedish_key(name) or "")]
