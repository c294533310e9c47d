"""Open and close a person's calendar address."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from samsyn.audit import selectors as audit_log
from samsyn.audit import services as audit
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import AuditKind
from samsyn.push.models import CalendarFeed
from samsyn.push.selectors import FoundFeed, feeds_of, hash_of

KIND = "calendar_feed"
LOGGED_EVERY = timedelta(hours=1)
"""A calendar asks many times an hour, also at night: one row in the log tells of all of them."""


@transaction.atomic
def open_feed(*, by: Viewer, now: datetime) -> str:
    """Give the viewer a new secret for a calendar of what is acted for; an earlier one opens nothing more."""
    assert by.user_id is not None, "a calendar belongs to a person"
    token = secrets.token_urlsafe(32)
    feed, is_new = CalendarFeed.objects.update_or_create(
        user_id=by.user_id,
        acting_key=by.key,
        defaults={"token_hash": hash_of(token), "created_at": now},
    )
    _changed(feed, "created" if is_new else "replaced", by, now)
    return token


@transaction.atomic
def close_feed(*, acting_key: str, by: Viewer, now: datetime) -> bool:
    """Take one's own address away; False when there was none."""
    feed = feeds_of(viewer=by).get(acting_key)
    if feed is None:
        return False
    _changed(feed, "removed", by, now)
    feed.delete()
    return True


def note_reading(*, found: FoundFeed, rows: int, now: datetime) -> None:
    """Log that the feed was read, at most once an hour: docs/security.md says why."""
    feed, viewer = found.feed, found.viewer
    since = now - LOGGED_EVERY
    if not audit_log.has_listed(viewer=viewer, object_kind=KIND, object_id=feed.pk, since=since):
        audit.record(
            AuditKind.LISTED,
            by=viewer,
            now=now,
            object_kind=KIND,
            object_id=feed.pk,
            label=viewer.acting_for,
            details={"rows": rows},
        )


def _changed(feed: CalendarFeed, change: str, by: Viewer, now: datetime) -> None:
    audit.record(
        AuditKind.CHANGED_ACCESS,
        by=by,
        now=now,
        object_kind=KIND,
        object_id=feed.pk,
        label=by.acting_for,
        details={"change": change},
    )
