"""Which others could be the same event as the one on the desk? Ticked by one key, saved with the codes."""

from samsyn.deviations.selectors.similar import Told
from samsyn.events.selectors import linked_with, proposals_for
from samsyn.web.events.views import has_listed

KEYS = "hjlmv"
"""One for each proposal; the rest of the page has other letters."""


def same_event_of(request, seen, form) -> dict:
    """What it is linked with, and what is proposed, as the page draws them: each with its key."""
    viewer = request.viewer
    linked = linked_with(seen.deviation.pk, viewer=viewer)
    proposals = proposals_for(Told.of_copy(seen), viewer=viewer)
    has_listed(request, [*linked, *(one.told for one in proposals)])
    ticked = set(form["same_event"].value() or ())
    drawn = [
        {"key": key, "proposal": one, "checked": one.told.number in ticked}
        for key, one in zip(KEYS, proposals, strict=False)
    ]
    return {"linked": linked, "proposals": drawn}
