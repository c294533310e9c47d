"""What does the mail provider tell of our letters? Its webhook: checked and read by anymail's own class.

anymail would tell it on by a signal; here the view calls the service itself (ADR 0005, ADR 0022).
"""

import inspect
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from samsyn.mail import services
from samsyn.mail.states import BounceSource
from samsyn.web.permissions import public

RETURNED = {"bounced", "rejected"}
BLAMES_MAILBOX = {"bounced", "invalid"}
"""anymail's reasons that speak of the mailbox; blocked, spam and unsubscribed speak of the letter."""


@csrf_exempt
@public
@require_http_methods(["HEAD", "POST"])
def told(request):
    """Closed unless configured; then only with the secret, and the provider's signature where it has one."""
    if not (settings.MAIL_PROVIDER and settings.MAIL_WEBHOOK_SECRET):
        raise Http404
    webhook = _webhook()
    if request.method == "POST":
        webhook.request = request
        webhook.run_validators(request)  # refuses with SuspiciousOperation: 400
        for event in webhook.parse_events(request):
            _hear(event)
    return HttpResponse(content_type="text/plain")


def _webhook():
    """The provider's tracking view of anymail, made but not routed to."""
    module = import_module(f"anymail.webhooks.{settings.MAIL_PROVIDER}")
    classes = [one for _name, one in inspect.getmembers(module, inspect.isclass)]
    ours = [one for one in classes if one.__module__ == module.__name__]
    for ending in ("TrackingWebhookView", "CombinedWebhookView"):
        for one in ours:
            if one.__name__.endswith(ending):
                return one()
    raise Http404


def _hear(event):
    try:
        letter = UUID(str((event.metadata or {}).get("letter", "")))
    except ValueError:
        return
    if event.event_type == "delivered":
        services.delivered(letter)
    elif event.event_type in RETURNED and event.reject_reason in BLAMES_MAILBOX:
        services.bounced(
            letter,
            source=BounceSource.PROVIDER,
            code=str(event.reject_reason),
            now=timezone.now(),
            recipient=event.recipient or "",
        )
