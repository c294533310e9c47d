"""From the link in a letter to one deviation: ask for a code, type it, leave."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.deviations.mailbox_links import hinted, read_link
from samsyn.deviations.selectors.mailbox import door_of, live_code
from samsyn.deviations.selectors.visible import deviations_visible_to
from samsyn.deviations.services import discard_answer_drafts_of_visit
from samsyn.deviations.services import mailbox as services
from samsyn.deviations.services.mailbox import Sending
from samsyn.domain.vocabulary import AuditKind
from samsyn.web.mailbox import visits
from samsyn.web.mailbox.forms import CodeForm
from samsyn.web.permissions import public

GET_AND_POST = ["GET", "HEAD", "POST"]


def at_the_door(view):
    """Find what the link opens and turn away whom it is not for; the view gets link and door.

    Forged, old, revoked and moved links meet the same page: it tells a stranger nothing.
    """

    @never_cache
    @wraps(view)
    def guarded(request, token):
        link = read_link(token)
        door = door_of(link, now=timezone.now()) if link else None
        if door is None:
            if link:
                services.log_void(link, now=timezone.now())
            return render(request, "mailbox/void.html", status=404)
        case = reverse("deviations:show", args=[door.number])
        if request.user.is_authenticated:
            return for_person(request, door, case)
        if door.has_people:
            return redirect_to_login(case)
        if visits.is_begun(request, door):
            return redirect(case)
        return view(request, link, door)

    return guarded


def for_person(request, door, case):
    """Who is signed in reads as the person that they are, or is told why not."""
    viewer = request.viewer
    if viewer is None or deviations_visible_to(viewer=viewer).filter(pk=door.deviation_id).exists():
        return redirect(case)
    return render(request, "mailbox/signed_in.html", {"door": door})


@public
@require_http_methods(GET_AND_POST)
@at_the_door
def open_(request, link, door):
    """Opening sends nothing: programs that look through letters open links too. The button does."""
    if request.method != "POST":
        services.log(AuditKind.MAILBOX_LINK, door, now=timezone.now())
        return door_page(request, link, door)
    sending = services.send_code(door, language=get_language()[:2], now=timezone.now())
    if sending is Sending.TOO_MANY:
        return door_page(request, link, door, is_too_often=True, status=429)
    if sending is Sending.JUST_SENT:
        messages.info(
            request, _("En kod skickades alldeles nyss. Vänta en minut innan du ber om en ny.")
        )
    return redirect("mailbox:code", link.token)


def door_page(request, link, door, *, is_too_often=False, status=200):
    context = {
        "link": link,
        "door": door,
        "mailbox": hinted(door.mailbox),
        "is_too_often": is_too_often,
    }
    return render(request, "mailbox/open.html", context, status=status)


@public
@require_http_methods(GET_AND_POST)
@at_the_door
def code(request, link, door):
    if request.method != "POST":
        live = live_code(door.addressing_id, now=timezone.now())
        return (
            code_page(request, link, door, CodeForm())
            if live
            else redirect("mailbox:open", link.token)
        )
    form = CodeForm(request.POST)
    if not form.is_valid():
        return code_page(request, link, door, form, status=422)
    tried = services.try_code(door, form.cleaned_data["code"], now=timezone.now())
    if not tried.is_right:
        form.add_error("code", in_words(tried.left))
        return code_page(request, link, door, form, status=422)
    visits.begin(request, link, door, timezone.now())
    return redirect("deviations:show", door.number)


def in_words(left):
    if not left:
        return _("Koden går inte att använda längre. Be om en ny kod.")
    words = ngettext(
        "Koden stämmer inte. Du kan försöka %(n)s gång till.",
        "Koden stämmer inte. Du kan försöka %(n)s gånger till.",
        left,
    )
    return words % {"n": left}


def code_page(request, link, door, form, *, status=200):
    context = {"link": link, "door": door, "mailbox": hinted(door.mailbox), "form": form}
    return render(request, "mailbox/code.html", context, status=status)


@public
@require_POST
def close(request):
    if not request.user.is_authenticated:  # who is signed in has no visit, and stays signed in
        if key := visits.typing_key(request):
            discard_answer_drafts_of_visit(key)  # computers are shared
        for door in visits.end_all(request):
            services.log(AuditKind.MAILBOX_LEFT, door, now=timezone.now())
    return redirect("mailbox:left")


@public
@require_safe
def left(request):
    return render(request, "mailbox/left.html")
