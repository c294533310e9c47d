"""Find out what is to be told: from the histories, not in the step that somebody waits for."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from samsyn.deviations.selectors.pushed import PartyStep, steps_of_principal
from samsyn.domain.access import Everything
from samsyn.organisations import selectors as organisations
from samsyn.push.models import Delivery, Webhook
from samsyn.push.payload import body_of

LOOK_BACK = timedelta(hours=1)
"""How long a step may take from its moment to its commit before a webhook misses it.

A window and no cursor on the primary key: PostgreSQL gives keys when rows are written, not when they
are committed, so a lower key can appear after a higher one has been read, and a cursor would have
passed it by. The window begins an hour before the last look, so that a worker that stood still for a
day makes up for the day; the unique constraint on deliveries makes looking twice harmless.
"""
SELDOM = timedelta(minutes=10)
"""How often a quiet webhook's last look is written down; the window covers the rest."""


def derive_deliveries(*, now: datetime) -> int:
    """Queue a delivery for every step that an active webhook has not been told of; how many were new."""
    active = Webhook.objects.filter(switched_off_at=None).order_by("pk")
    return sum(_derive(webhook, now) for webhook in active)


def _derive(webhook: Webhook, now: datetime) -> int:
    since = max(webhook.listens_from, webhook.derived_until - LOOK_BACK)
    told = Everything("webhook")
    steps = steps_of_principal(webhook.principal_id, since=since, viewer=told)
    new = _not_queued(webhook, [one for one in steps if _is_wanted(webhook, one)])
    if not new and now - webhook.derived_until < SELDOM:
        return 0
    with transaction.atomic():
        before = Delivery.objects.filter(webhook=webhook).count()
        # Another worker may look at the same moment: whose row is second is left out.
        Delivery.objects.bulk_create(_deliveries(webhook, new, now), ignore_conflicts=True)
        made = Delivery.objects.filter(webhook=webhook).count() - before
        earlier = Webhook.objects.filter(pk=webhook.pk, derived_until__lt=now)
        earlier.update(derived_until=now)
    return made


def _is_wanted(webhook: Webhook, step: PartyStep) -> bool:
    return not webhook.events or step.kind in webhook.events


def _not_queued(webhook: Webhook, steps: list[PartyStep]) -> list[PartyStep]:
    ids = {one.step_id for one in steps}
    queued = Delivery.objects.filter(webhook=webhook, step__in=ids)
    known = set(queued.values_list("step_id", "unit_id"))
    return [one for one in steps if (one.step_id, one.unit_id) not in known]


def _deliveries(webhook: Webhook, steps: list[PartyStep], now: datetime) -> list[Delivery]:
    units = organisations.units_by_pk({one.unit_id for one in steps}) if steps else {}
    return [_delivery(webhook, one, units[one.unit_id].key, now) for one in steps]


def _delivery(webhook: Webhook, step: PartyStep, unit_key: str, now: datetime) -> Delivery:
    event_id = uuid4()
    return Delivery(
        event_id=event_id,
        webhook=webhook,
        step_id=step.step_id,
        unit_id=step.unit_id,
        event=step.kind,
        body=body_of(step, unit_key, event_id),
        created_at=now,
        queued_at=now,
        next_attempt_at=now,
    )
