"""Has the same thing been reported already? (requirement 22)"""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from samsyn.deviations.models import Addressing, Deviation, DeviationVersion
from samsyn.deviations.selectors.visible import deviations_visible_to
from samsyn.domain.access import Viewer

MOST_SHOWN = 5


def similar_to(
    *,
    unit_ids: Collection[int],
    happened_on: date | None,
    today: date,
    within_days: int,
    viewer: Viewer,
) -> list[Deviation]:
    """Deviations between the viewer's unit and any of these units, sent or happened near in time."""
    near = timedelta(days=within_days)
    to_them = Addressing.objects.filter(
        deviation=OuterRef("pk"), redirected_at=None, unit_id__in=unit_ids
    )
    in_time = Q(sent_on__gte=today - near)
    if happened_on:
        days = (happened_on - near, happened_on + near)
        versions = DeviationVersion.objects.filter(deviation=OuterRef("pk"))
        in_time |= Q(Exists(versions.filter(happened_on__range=days)))
    return list(
        deviations_visible_to(viewer=viewer)
        .filter(in_time, Q(reporter_unit_id__in=unit_ids) | Exists(to_them), withdrawn_at=None)
        .order_by("-sent_at")[:MOST_SHOWN]
    )
