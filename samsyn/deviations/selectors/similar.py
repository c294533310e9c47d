"""Has the same thing been reported already? (requirement 22)"""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from samsyn.deviations.models import Addressing, Deviation, DeviationVersion
from samsyn.deviations.selectors.visible import addressings_visible_to, sent_by
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
    in_time = Q(sent_on__gte=today - near)
    if happened_on:
        days = (happened_on - near, happened_on + near)
        versions = DeviationVersion.objects.filter(deviation=OuterRef("pk"))
        in_time |= Q(Exists(versions.filter(happened_on__range=days)))
    to_them = Addressing.objects.filter(
        deviation=OuterRef("pk"), redirected_at=None, unit_id__in=unit_ids
    )
    from_them = addressings_visible_to(viewer=viewer).filter(
        deviation__reporter_unit_id__in=unit_ids
    )
    # Two queries that each walk the unit's own rows: as one with "or" it would walk everybody's.
    found = {
        deviation.pk: deviation
        for deviations in (
            sent_by(viewer=viewer).filter(Exists(to_them)),
            Deviation.objects.filter(pk__in=from_them.values("deviation")),
        )
        for deviation in deviations.filter(in_time, withdrawn_at=None).order_by("-sent_at")[
            :MOST_SHOWN
        ]
    }
    return sorted(found.values(), key=lambda one: one.sent_at, reverse=True)[:MOST_SHOWN]
