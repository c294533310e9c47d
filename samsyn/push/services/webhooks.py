"""Keep the webhooks: the administrator's work, and every change of it is in the log."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from samsyn.audit import services as audit
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.refusals import Refusal
from samsyn.domain.vocabulary import AuditKind
from samsyn.push.addresses import require_url
from samsyn.push.models import Delivery, Webhook
from samsyn.push.payload import test_body
from samsyn.push.signing import new_secret
from samsyn.push.vocabulary import TEST, WhyOff


class WebhookRefused(Refusal):
    """Somebody who does not keep the system tried to change what it tells to others."""


@transaction.atomic
def add_webhook(
    *, principal_id: int, url: str, events: Collection[str], by: Viewer, now: datetime
) -> Webhook:
    """Make a webhook, switched on, with a new secret; no `events` means all. Refuses AddressRefused."""
    _must(by)
    require_url(url)
    webhook = Webhook.objects.create(
        principal_id=principal_id,
        url=url,
        secret=new_secret(),
        events=sorted(events),
        created_at=now,
        listens_from=now,
        derived_until=now,
    )
    _changed(webhook, "created", by, now)
    return webhook


@transaction.atomic
def change_webhook(
    *, webhook: Webhook, url: str, events: Collection[str], by: Viewer, now: datetime
) -> None:
    """Change where it leads and what it tells; the secret stays. Refuses AddressRefused."""
    _must(by)
    require_url(url)
    webhook.url, webhook.events = url, sorted(events)
    webhook.save(update_fields=["url", "events"])
    _changed(webhook, "changed", by, now)


@transaction.atomic
def rotate_secret(*, webhook: Webhook, by: Viewer, now: datetime) -> str:
    """Give it a new secret and return it; the old one signs beside it for a while."""
    _must(by)
    # Locked: of two presses at once the second must keep the first's secret, not the one before.
    current = Webhook.objects.select_for_update().get(pk=webhook.pk)
    current.old_secret, current.secret = current.secret, new_secret()
    current.old_secret_until = now + timedelta(hours=settings.WEBHOOK_OVERLAP_HOURS)
    current.save(update_fields=["secret", "old_secret", "old_secret_until"])
    _changed(current, "secret_rotated", by, now)
    return current.secret


@transaction.atomic
def switch_off(*, webhook: Webhook, by: Viewer, now: datetime) -> None:
    """Tell it nothing more; what waits is kept, and goes on if it is switched on in time."""
    _must(by)
    turned_off(webhook, WhyOff.BY_HAND, by=by, now=now)


def turned_off(webhook: Webhook, why: WhyOff, *, by: Viewer | None, now: datetime) -> None:
    """Switch off once, whoever else does it at the same moment, and say so in the log."""
    active = Webhook.objects.filter(pk=webhook.pk, switched_off_at=None)
    if active.update(switched_off_at=now, why_off=why):
        _changed(webhook, "switched_off", by, now, why=why.value)


@transaction.atomic
def switch_on(*, webhook: Webhook, by: Viewer, now: datetime) -> None:
    """Tell it what happens from now on; what happened while it was off is not told."""
    _must(by)
    off = Webhook.objects.filter(pk=webhook.pk, switched_off_at__isnull=False)
    fresh = {"listens_from": now, "derived_until": now, "failing_since": None}
    if off.update(switched_off_at=None, why_off="", **fresh):
        _changed(webhook, "switched_on", by, now)


@transaction.atomic
def send_test(*, webhook: Webhook, by: Viewer, now: datetime) -> Delivery:
    """Queue an event about nothing, so that the receiver can be tried; it is attempted once."""
    _must(by)
    event_id = uuid4()
    delivery = Delivery.objects.create(
        event_id=event_id,
        webhook=webhook,
        event=TEST,
        body=test_body(event_id, now),
        created_at=now,
        queued_at=now,
        next_attempt_at=now,
    )
    _changed(webhook, "tested", by, now)
    return delivery


@transaction.atomic
def send_again(*, delivery: Delivery, by: Viewer, now: datetime) -> None:
    """Queue an event anew with the same id, also one that has arrived; the receiver can tell a repeat."""
    _must(by)
    Delivery.objects.filter(pk=delivery.pk).update(
        queued_at=now, next_attempt_at=now, attempts=0, delivered_at=None, given_up_at=None
    )
    _changed(delivery.webhook, "sent_again", by, now, event=str(delivery.event_id))


def _must(by: Viewer) -> None:
    if not by.may(Ability.KEEP_ACCOUNTS):
        raise WebhookRefused


def _changed(
    webhook: Webhook, change: str, by: Viewer | None, now: datetime, **details: Any
) -> None:
    audit.record(
        AuditKind.CHANGED_ACCESS,
        by=by,
        now=now,
        object_kind="webhook",
        object_id=webhook.pk,
        label=webhook.host,
        details={"change": change, **details},
        principals=[webhook.principal_id],
    )
