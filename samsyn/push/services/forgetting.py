"""Forget what was told long ago."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from samsyn.push.models import WAITING, Delivery
from samsyn.push.services.deriving import LOOK_BACK

KEPT = timedelta(days=90)
"""As long as letters (förslag, ej fastställt)."""


def forget_old_deliveries(*, now: datetime) -> int:
    """Remove deliveries that ended, and were queued, over ninety days ago; how many went.

    One whose step may still be looked at stays: without its row the step would be told anew.
    """
    looked_past = Q(created_at__lt=F("webhook__derived_until") - LOOK_BACK)
    is_off = Q(webhook__switched_off_at__isnull=False)
    old = Delivery.objects.exclude(WAITING).filter(looked_past | is_off, queued_at__lt=now - KEPT)
    return old.delete()[0]
