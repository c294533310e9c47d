"""Which letters wait?"""

from datetime import datetime

from django.db.models import Q, QuerySet

from samsyn.mail.models import Letter


def letters_due(*, now: datetime) -> QuerySet[Letter]:
    """The letters to send now, oldest first."""
    due = Q(next_attempt_at=None) | Q(next_attempt_at__lte=now)
    return Letter.objects.filter(due, sent_at=None).order_by("created_at", "pk")


def letters_waiting() -> int:
    """How many letters have not left, for the doctor."""
    return Letter.objects.filter(sent_at=None).count()
