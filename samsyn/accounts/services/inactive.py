"""Accounts that nobody uses are closed, after a letter; what is left of the way in is cleared out."""

from calendar import monthrange
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from samsyn.accounts import selectors
from samsyn.accounts.models import Invitation, JoiningRequest, User
from samsyn.accounts.services.keeping import set_active
from samsyn.accounts.services.letters import write_to
from samsyn.accounts.services.traces import account_changed
from samsyn.domain.access import Everything

INACTIVE = Everything(reason="inactive account")
CLOSED_AFTER_LETTER = timedelta(days=28)
"""At least so long after the letter, however long the job stood still."""
UNCONFIRMED_KEPT = timedelta(days=7)
AT_A_TIME = 200


def close_inactive(*, now: datetime) -> tuple[int, int]:
    """Warn by letter, and later close, accounts without a log-in; how many were warned and closed.

    Months without log-in: SAMSYN_INACTIVE_LETTER_MONTHS, SAMSYN_INACTIVE_CLOSE_MONTHS (proposals).
    The county's last administrator is warned but never closed.
    """
    warned = sum(_warn(user, now) for user in _to_warn(now)[:AT_A_TIME])
    closed = sum(_close(user.pk, now) for user in _to_close(now)[:AT_A_TIME])
    return warned, closed


def clear_entries(*, now: datetime) -> int:
    """Remove what is over of invitations and requests, as their privacy maps say; how many."""
    over = now - timedelta(days=settings.ENTRY_KEPT_DAYS)
    ended = Q(accepted_at__lt=over) | Q(withdrawn_at__lt=over) | Q(expires_at__lt=over)
    invitations, _ = Invitation.objects.filter(ended).delete()
    unconfirmed = Q(confirmed_at=None, confirm_until__lt=now - UNCONFIRMED_KEPT)
    requests, _ = JoiningRequest.objects.filter(unconfirmed | Q(decided_at__lt=over)).delete()
    return invitations + requests


def _unused_since(before: datetime) -> QuerySet[User]:
    used = Coalesce("last_login", "created_at")
    return User.objects.filter(is_active=True).annotate(used=used).filter(used__lte=before)


def _to_warn(now: datetime) -> QuerySet[User]:
    unused = _unused_since(months_before(now, settings.INACTIVE_LETTER_MONTHS))
    # A log-in after an old warning begins the count anew.
    not_warned = Q(warned_inactive_at=None) | Q(warned_inactive_at__lt=F("used"))
    return unused.filter(not_warned).order_by("pk")


def _to_close(now: datetime) -> QuerySet[User]:
    unused = _unused_since(months_before(now, settings.INACTIVE_CLOSE_MONTHS))
    told = Q(warned_inactive_at__gte=F("used"), warned_inactive_at__lte=now - CLOSED_AFTER_LETTER)
    return unused.filter(told).order_by("pk")


@transaction.atomic
def _warn(user: User, now: datetime) -> int:
    # Claimed by the moment that was read, so that two workers write one letter.
    unchanged = User.objects.filter(pk=user.pk, warned_inactive_at=user.warned_inactive_at)
    if not unchanged.update(warned_inactive_at=now):
        return 0
    write_to(user, "inactive_warning", now=now, path="/konto/logga-in/")
    return 1


@transaction.atomic
def _close(user_id: int, now: datetime) -> int:
    user = _to_close(now).select_for_update(of=("self",)).filter(pk=user_id).first()
    if user is None or selectors.is_last_administrator(user, timezone.localdate(now)):
        return 0
    account_changed(user, INACTIVE, now, change="closed_inactive")
    set_active(user, False)
    write_to(user, "inactive_closed", now=now)
    return 1


def months_before(moment: datetime, months: int) -> datetime:
    """The same day and time so many months earlier; the month's last day when it is shorter."""
    count = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(count, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
