"""What is forgotten of letters, and when? Secrets an hour after sending, letters after ninety days."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from samsyn.mail.models import BrokenMailbox, Letter

AT_ONCE = 500
"""Rows per transaction: nobody waits long for SQLite's one writer."""
MAILBOXES_FOR = timedelta(days=365)


def forget_secrets(*, now: datetime) -> int:
    """Empty the bodies of letters with a code or an opening link whose time is over; how many."""
    before = now - timedelta(minutes=settings.MAIL_SECRET_MINUTES)
    secrets = Letter.objects.filter(secret=True).exclude(body="")
    return secrets.filter(_done_before(before)).update(body="")


def delete_old(*, now: datetime) -> int:
    """Delete letters that left, were given up or were put aside long ago, and old marks; how many rows."""
    old = Letter.objects.filter(_done_before(now - timedelta(days=settings.MAIL_KEEP_DAYS)))
    gone = 0
    while some := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        gone += Letter.objects.filter(pk__in=some).delete()[0]
    return gone + BrokenMailbox.objects.filter(last_at__lt=now - MAILBOXES_FOR).delete()[0]


def _done_before(moment: datetime) -> Q:
    return Q(sent_at__lt=moment) | Q(given_up_at__lt=moment) | Q(put_aside_at__lt=moment)
