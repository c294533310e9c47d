"""What may stand beside the figures that a viewer knows already?

Kinds that are too small to be shown beside the viewer's own units are put together with others until
they are not (samsyn.domain.joined_rows), so that a viewer sees something to compare with and yet
nothing of a single other unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db.models import Q

from samsyn.domain.access import Ability, Viewer
from samsyn.domain.answering import Answering
from samsyn.domain.joined_rows import Size, joined
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import UnitCard
from samsyn.participation.counting import KIND, UNIT
from samsyn.participation.models import Figures
from samsyn.participation.summing import size_of, together


@dataclass(frozen=True)
class Kinds:
    """The figures of all units of a kind, or of several kinds that are shown as one."""

    kind_ids: tuple[int, ...]
    figures: Answering


def units_of(viewer: Viewer, today: date) -> list[UnitCard]:
    """The units whose figures are the viewer's own: one, or those of a principal; else none."""
    if not viewer.may(Ability.READ_DEVIATIONS) or viewer.guest_of is not None:
        return []
    if viewer.unit_id is not None:
        card = organisations.unit_by_pk(viewer.unit_id)
        return [card] if card else []
    wanted = organisations.Filter(principal=viewer.principal_id, day=today, historic=False)
    return list(organisations.filtered_units(wanted)) if viewer.principal_id else []


@dataclass
class Rows:
    """The rows of one period: of the units that a viewer knows, and of all kinds; by primary key."""

    units: dict[int, Figures] = field(default_factory=dict)
    kinds: dict[int, Figures] = field(default_factory=dict)


def rows_of(periods: Iterable[str], units: Iterable[UnitCard]) -> dict[str, Rows]:
    """The rows of each period, in one query."""
    known = Q(scope=UNIT, scope_id__in=[one.id for one in units]) | Q(scope=KIND)
    rows = {period: Rows() for period in periods}
    for row in Figures.objects.filter(known, period__in=list(rows)):
        found = rows[row.period]
        (found.units if row.scope == UNIT else found.kinds)[row.scope_id] = row
    return rows


def least_shown() -> Size:
    """So many parts, at so many units, that figures tell of nobody."""
    return Size(settings.SMALL_NUMBERS_BELOW, settings.COMPARED_UNITS_AT_LEAST)


def kinds_shown(rows: Rows, known: Iterable[UnitCard]) -> list[Kinds]:
    """The kinds' figures of a period as somebody may see them who knows these units' rows."""
    kinds = rows.kinds
    own: dict[int, Size] = {}
    for unit in known:
        if unit.id in rows.units:
            own[unit.kind_id] = own.get(unit.kind_id, Size()) + size_of(rows.units[unit.id])
    # By key, so that the same rows are joined on every page; callers put them in the reports' order.
    sizes = [(pk, _left(size_of(kinds[pk]), own.get(pk, Size()))) for pk in sorted(kinds)]
    return [
        Kinds(pks, together(kinds[pk] for pk in pks)) for pks in joined(sizes, least=least_shown())
    ]


def _left(whole: Size, own: Size) -> Size:
    # A unit that has changed its kind is known under another one: never less than nothing.
    return Size(max(0, whole.parts - own.parts), max(0, whole.units - own.units))
