"""Which webhooks and feeds are there, how do they fare, and for whom does a feed's address speak?"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from samsyn.accounts import selectors as accounts
from samsyn.database.swedish import Swedish
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.push.models import WAITING, CalendarFeed, Delivery, Webhook
from samsyn.push.vocabulary import TEST, WhyOff


def webhooks(*, viewer: Viewer | Everything) -> QuerySet[Webhook]:
    """Every webhook with its principal and `waiting`, how many events wait; for the administrator alone."""
    if isinstance(viewer, Viewer) and not viewer.may(Ability.KEEP_ACCOUNTS):
        return Webhook.objects.none()
    return (
        Webhook.objects.select_related("principal")
        .annotate(waiting=Count("deliveries", filter=_waits()))
        .order_by(Swedish("principal__name"), "pk")
    )


def _waits() -> Q:
    return Q(deliveries__delivered_at=None, deliveries__given_up_at=None)


def deliveries_of(webhook: Webhook, *, viewer: Viewer) -> QuerySet[Delivery]:
    """What has been told to a webhook, newest first, without the bodies: the administrator reads no case."""
    if not viewer.may(Ability.KEEP_ACCOUNTS):
        return Delivery.objects.none()
    return Delivery.objects.filter(webhook=webhook).defer("body").order_by("-created_at", "-pk")


def delivery(event_id: UUID, *, viewer: Viewer) -> Delivery | None:
    """One delivery by its event's id; None for everybody but the administrator."""
    if not viewer.may(Ability.KEEP_ACCOUNTS):
        return None
    found = Delivery.objects.defer("body").select_related("webhook__principal")
    return found.filter(event_id=event_id).first()


def deliveries_due(*, now: datetime, viewer: Everything) -> QuerySet[Delivery]:
    """What is to be tried now, longest waiting first; a test event also leaves a webhook that is off."""
    return (
        Delivery.objects.filter(
            WAITING,
            Q(webhook__switched_off_at=None) | Q(event=TEST),
            next_attempt_at__lte=now,
        )
        .select_related("webhook")
        .order_by("next_attempt_at", "pk")
    )


def troubled_webhooks(*, viewer: Viewer | Everything) -> list[Webhook]:
    """Those that were switched off because nothing arrived, and those where nothing arrives now."""
    by_itself = ~Q(why_off__in=["", WhyOff.BY_HAND])
    failing = Q(switched_off_at=None, failing_since__isnull=False)
    return list(webhooks(viewer=viewer).filter(by_itself | failing))


def feeds_of(*, viewer: Viewer) -> dict[str, CalendarFeed]:
    """The person's own calendar addresses, by what they act for (`Viewer.key`)."""
    return {feed.acting_key: feed for feed in CalendarFeed.objects.filter(user=viewer.user_id)}


@dataclass(frozen=True)
class FoundFeed:
    """A feed and who looks through it today."""

    feed: CalendarFeed
    viewer: Viewer
    language: str


def feed_with_token(token: str, today: date) -> FoundFeed | None:
    """The feed that this secret opens; None when there is none, or its role or account has ended."""
    feed = CalendarFeed.objects.select_related("user").filter(token_hash=hash_of(token)).first()
    if feed is None:
        return None
    # Never the nearest choice instead, as for a session: the address stands for one thing.
    choices = accounts.choices_for(feed.user, today)
    viewer = next((one for one in choices if one.key == feed.acting_key), None)
    if viewer is None or not viewer.may(Ability.READ_DEVIATIONS):
        return None
    return FoundFeed(feed, viewer, feed.user.language)


def hash_of(token: str) -> str:
    """What is stored of a feed's secret."""
    return hashlib.sha256(token.encode()).hexdigest()
