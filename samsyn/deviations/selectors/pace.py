"""How much has somebody sent lately? Counted from what is stored: no cache, true in every process."""

from datetime import datetime

from django.db.models import QuerySet

from samsyn.deviations.models import StepTaken
from samsyn.domain.access import Viewer


def steps_since(since: datetime, *, viewer: Viewer) -> QuerySet[StepTaken]:
    """The steps that the person has taken since then; of whoever has no account, the unit's."""
    taken = StepTaken.objects.filter(at__gt=since, by=viewer.user_id)
    return taken if viewer.user_id else taken.filter(unit=viewer.unit_id)
