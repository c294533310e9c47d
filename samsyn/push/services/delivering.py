"""Tell what is queued: claimed before, marked after, and nothing of the network inside a transaction."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from samsyn.domain.access import Everything
from samsyn.push.models import WAITING, Delivery, Webhook
from samsyn.push.selectors import deliveries_due
from samsyn.push.sending import Outcome, post
from samsyn.push.services.webhooks import turned_off
from samsyn.push.signing import signature
from samsyn.push.vocabulary import TEST, WhyOff

CLAIM = timedelta(minutes=2)
"""Longer than any attempt takes; a worker that dies in one leaves the event to the next after it."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
ROUND_SECONDS = 30
"""A round ends then, so that slow receivers never keep a worker from its other jobs."""
GONE = 410


def deliver_due(*, now: datetime, at_most: int = 200) -> int:
    """Try what is due, longest waiting first; return how many events arrived.

    At least once: a worker that is killed between sending and marking sends again, with the same id. A
    webhook that fails is left alone for the rest of the round, so that it costs one attempt and no more.
    """
    arrived, silent, started = 0, set[int](), time.monotonic()
    for delivery in deliveries_due(now=now, viewer=Everything("webhook"))[:at_most]:
        if time.monotonic() - started > ROUND_SECONDS:
            break
        if delivery.webhook_id in silent or not _claim(delivery, now):
            continue
        outcome = _send(delivery, now)
        if outcome.is_taken:
            arrived += _arrived(delivery, outcome, now)
        else:
            silent.add(delivery.webhook_id)
            _failed(delivery, outcome, now)
    return arrived


def _claim(delivery: Delivery, now: datetime) -> bool:
    """Take it for the time of one attempt; False when another worker was first."""
    unclaimed = Delivery.objects.filter(
        WAITING, pk=delivery.pk, next_attempt_at=delivery.next_attempt_at
    )
    return bool(unclaimed.update(next_attempt_at=now + CLAIM, attempts=F("attempts") + 1))


def _send(delivery: Delivery, now: datetime) -> Outcome:
    webhook = delivery.webhook
    secrets = [webhook.secret]
    if webhook.old_secret_until and now < webhook.old_secret_until:
        secrets.append(webhook.old_secret)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": f"Samsyn/{settings.VERSION}",
        "Samsyn-Event-Id": str(delivery.event_id),
        "Samsyn-Signature": signature(delivery.body, secrets, now),
    }
    return post(webhook.url, delivery.body, headers)


@transaction.atomic
def _arrived(delivery: Delivery, outcome: Outcome, now: datetime) -> int:
    Delivery.objects.filter(pk=delivery.pk).update(
        delivered_at=now, last_status=outcome.status, last_error=""
    )
    failing = Webhook.objects.filter(pk=delivery.webhook_id, failing_since__isnull=False)
    failing.update(failing_since=None)
    return 1


@transaction.atomic
def _failed(delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    next_attempt = now + min(FIRST_WAIT * 2**delivery.attempts, LONGEST_WAIT)
    last_hour = delivery.queued_at + timedelta(hours=settings.WEBHOOK_GIVE_UP_HOURS)
    is_test, is_gone = delivery.event == TEST, outcome.status == GONE
    given_up = is_test or is_gone or next_attempt > last_hour
    Delivery.objects.filter(pk=delivery.pk).update(
        last_status=outcome.status,
        last_error=outcome.error,
        next_attempt_at=next_attempt,
        given_up_at=now if given_up else None,
    )
    if is_gone:
        turned_off(delivery.webhook, WhyOff.GONE, by=None, now=now)
    elif not is_test:
        _count_failure(delivery.webhook, now)


def _count_failure(webhook: Webhook, now: datetime) -> None:
    Webhook.objects.filter(pk=webhook.pk, failing_since=None).update(failing_since=now)
    since = Webhook.objects.values_list("failing_since", flat=True).get(pk=webhook.pk)
    if since and since + timedelta(days=settings.WEBHOOK_OFF_DAYS) <= now:
        turned_off(webhook, WhyOff.FAILING, by=None, now=now)
