"""How does a group's area answer, beside the county? For the group's own page (requirement 41)."""

from collections.abc import Collection

from samsyn.domain.access import Ability, Viewer
from samsyn.domain.answering import Answering
from samsyn.domain.joined_rows import Size
from samsyn.participation.beside import least_shown
from samsyn.participation.counting import AREA, COUNTY
from samsyn.participation.models import Figures
from samsyn.participation.periods import LATEST
from samsyn.participation.summing import answering


def area_beside_county(
    area_ids: Collection[int], *, viewer: Viewer
) -> tuple[Answering | None, Answering | None]:
    """The last twelve months of the area (the one with most, of several) and of the county; one query.

    The group itself and the secretariat see the area; the county stands beside it when the rest of it
    tells of nobody.
    """
    if not viewer.may(Ability.READ_COPIES) and viewer.area_id not in area_ids:
        return None, None
    rows = Figures.objects.filter(period=LATEST, scope__in=[AREA, COUNTY])
    own: Answering | None = None
    county: Answering | None = None
    for row in rows.defer("acknowledge_days", "answer_days"):
        if row.scope == COUNTY:
            county = answering(row)
        elif row.scope_id in area_ids and (own is None or row.received > own.received):
            own = answering(row)
    if county is not None and not _rest(county, own).tells_of_nobody(least_shown()):
        county = None
    return own, county


def _rest(county: Answering, own: Answering | None) -> Size:
    if own is None:
        return Size(county.owed, county.units)
    return Size(county.owed - own.owed, max(0, county.units - own.units))
