"""How far have the measures come that recipients promised? Facts only, never what a measure says."""

from collections.abc import Collection

from django.db.models import Case, CharField, QuerySet, Value, When

from samsyn.deviations.models import Measure
from samsyn.deviations.selectors.counted import counted_deviations, counted_recipients
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.vocabulary import MeasureStatus, Scope


def counted_measures(
    *, years: Collection[int], scope: Scope, viewer: Viewer | Everything
) -> QuerySet[Measure]:
    """The measures of the deviations of some years that count, with how far each has come as `came_to`.

    Every viewer counts the same county, as for the deviations.
    """
    deviations = counted_deviations(years=years, scope=scope, viewer=viewer)
    recipients = counted_recipients(viewer=viewer).filter(deviation__in=deviations)
    return (
        Measure.objects.filter(addressing__in=recipients)
        .annotate(
            # As Measure.status derives it: the latest decisive fact wins.
            came_to=Case(
                When(dropped_at__isnull=False, then=Value(MeasureStatus.DROPPED.value)),
                When(done_at__isnull=False, then=Value(MeasureStatus.DONE.value)),
                When(started_at__isnull=False, then=Value(MeasureStatus.ONGOING.value)),
                default=Value(MeasureStatus.PLANNED.value),
                output_field=CharField(),
            )
        )
        .order_by()
    )
