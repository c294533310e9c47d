"""Keep webhooks and calendar feeds, find out what is to be told, and tell it."""

from samsyn.push.services.delivering import deliver_due
from samsyn.push.services.deriving import derive_deliveries
from samsyn.push.services.feeds import close_feed, note_reading, open_feed
from samsyn.push.services.forgetting import forget_old_deliveries
from samsyn.push.services.webhooks import (
    WebhookRefused,
    add_webhook,
    change_webhook,
    rotate_secret,
    send_again,
    send_test,
    switch_off,
    switch_on,
)

__all__ = [
    "WebhookRefused",
    "add_webhook",
    "change_webhook",
    "close_feed",
    "deliver_due",
    "derive_deliveries",
    "forget_old_deliveries",
    "note_reading",
    "open_feed",
    "rotate_secret",
    "send_again",
    "send_test",
    "switch_off",
    "switch_on",
]
