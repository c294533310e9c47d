"""The calendar: how a person gets an address for it, and what the calendar program then reads there."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from samsyn.deviations.selectors.deadlines import deadlines_of
from samsyn.domain.access import Ability
from samsyn.push import ics, selectors, services
from samsyn.web.permissions import needs, public

ADDRESS = "calendar_address"


@require_safe
@needs(Ability.READ_DEVIATIONS)
def own(request):
    """Every calendar address that the person has, and whether what is acted for now has one."""
    feeds = selectors.feeds_of(viewer=request.viewer)
    places = {choice.key: choice.acting_for for choice in request.viewer_choices}
    context = {
        "feed": feeds.pop(request.viewer.key, None),
        "others": [(feed, places.get(key, "")) for key, feed in feeds.items()],
        "address": request.session.pop(ADDRESS, "") if ADDRESS in request.session else "",
    }
    return render(request, "push/feed.html", context)


@require_POST
@needs(Ability.READ_DEVIATIONS)
def open_(request):
    token = services.open_feed(by=request.viewer, now=timezone.now())
    path = reverse("push:calendar", args=[token])
    request.session[ADDRESS] = f"{settings.BASE_URL}{path}"
    return redirect("push:feed")


@require_POST
@needs(Ability.READ_DEVIATIONS)
def close(request):
    key = request.POST.get("acting_for", request.viewer.key)
    if not services.close_feed(acting_key=key, by=request.viewer, now=timezone.now()):
        raise Http404
    messages.success(request, _("Länken är borttagen. Kalendern visar inget mer."))
    return redirect("push:feed")


@require_safe
@public
def calendar(request, token):
    """The feed, for a program without a session: the address itself is the key."""
    now = timezone.now()
    found = selectors.feed_with_token(token, timezone.localdate(now))
    if found is None:
        raise Http404
    deadlines = deadlines_of(viewer=found.viewer)
    services.note_reading(found=found, rows=len(deadlines), now=now)
    with override(found.language):
        name = f"Samsyn: {found.viewer.acting_for}"
        etag = ics.etag_of(deadlines, name)
        body = ics.calendar_of(deadlines, name, now)
    headers = {
        "ETag": etag,
        "Cache-Control": "private, max-age=900",
        "Content-Language": found.language,
        "Content-Disposition": 'inline; filename="samsyn.ics"',
    }
    response = HttpResponse(body, "text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=etag, response=response)
