"""How much has somebody sent lately? Counted from what is stored: no cache, true in every process."""

from datetime import datetime

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from samsyn.deviations.models import StepTaken
from samsyn.domain.access import Viewer


def steps_since(since: datetime, *, viewer: Viewer) -> QuerySet[StepTaken]:
    """The steps that the person has taken since then; of whoever has no account, the unit's."""
    taken = StepTaken.objects.filter(at__gt=since, by=viewer.user_id)
    return taken if viewer.user_id else taken.filter(unit=viewer.unit_id)


def number_of_steps_since(since: datetime, *, viewer: Viewer) -> Coalesce:
    """The same as a number inside another query, which then costs nothing of its budget."""
    per_person = steps_since(since, viewer=viewer).order_by().values("by")
    counted = Subquery(per_person.annotate(n=Count("pk")).values("n"), IntegerField())
    return Coalesce(counted, Value(0))
