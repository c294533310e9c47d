"""What has somebody begun and not sent? A few drafts, so that the list of drafts is not empty."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from samsyn.demo.places import Place
from samsyn.deviations import services

DRAFTS = {
    "koltrasten": (
        {
            "title": "Uppföljande SIP utan läkare",
            "what_happened": "Uppföljningen var bokad till kl. 13. Vi väntade en kvart och började",
        },
        2,
    ),
    "skola-naktergalen": (
        {"title": "Remissen från i våras", "what_happened": "Vi har fortfarande inte"},
        26,
    ),
    "hab-sidensvansen": ({"title": "Kallelse till fel funktionsbrevlåda"}, 50),
}
"""Fields as the form names them, and how many hours ago they were saved."""


def leave_drafts(places: Sequence[Place], now: datetime) -> None:
    """Leave the drafts at their units."""
    for place in places:
        if place.key in DRAFTS:
            fields, hours = DRAFTS[place.key]
            services.start_draft(
                by=place.people[0], now=now - timedelta(hours=hours), fields=fields
            )
