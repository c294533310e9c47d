"""What of a group's people and cases goes after its time, and what stays without them?"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.groups.models import CaseBooking, Member, Person

KEPT = timedelta(days=730)
"""After the last seat ended, and after a case's time: förslag, ej fastställt."""
FORGOTTEN = "-"
"""Begins what stands in place of a code, which no made code does."""


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Remove people whose seats ended long ago, and codes of old cases; how many went.

    Seats, attendance and outcomes stay without them. A second run the same day finds nothing.
    """
    last_day = day_in_stockholm(now) - KEPT
    ended = Person.objects.annotate(last=Max("seats__valid_to")).filter(last__lt=last_day)
    still = Member.objects.filter(valid_to=None, person=OuterRef("pk"))
    people = list(ended.exclude(Exists(still)).values_list("pk", flat=True))
    Person.objects.filter(pk__in=people).delete()
    removed = len(people)
    old = CaseBooking.objects.filter(~Q(code__startswith=FORGOTTEN), time__ends_at__lt=now - KEPT)
    for booking in old:
        booking.code = f"{FORGOTTEN}{booking.pk}"
        booking.save(update_fields=["code"])
        removed += 1
    return removed
