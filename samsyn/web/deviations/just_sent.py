"""How does the writer hear that it is sent, and with which number? By the page that is opened next.

The address asks for the words, so that sending need not also store them: a message in the session is a
transaction of its own, and another when it has been read.
"""

from datetime import timedelta

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

ASKED = "skickad"
LATELY = timedelta(minutes=10)
"""A page that is kept and opened again later says it no more."""


def just_sent(number: str) -> str:
    """Where the writer is led after the press on the button."""
    return f"{reverse('deviations:show', args=[number])}?{ASKED}"


def tell_just_sent(request, deviation) -> None:
    """Say it on the deviation's page, to whoever sent it a moment ago."""
    if ASKED not in request.GET or deviation.sent_by_id != request.viewer.user_id:
        return
    if timezone.now() - deviation.sent_at < LATELY:
        words = gettext("Avvikelsen är skickad. Den har nummer %(number)s.")
        messages.success(request, words % {"number": deviation.number})
