"""Where have the demo's letters gone? A page where each can be read and its link followed; only in the demo.

Nothing leaves the demo, so nobody would otherwise see what a unit without an account gets.
"""

from functools import wraps

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from samsyn.mail import selectors
from samsyn.mail.html import html_of
from samsyn.web.permissions import public

PER_PAGE = 30
AS_A_MAIL_PROGRAM = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}
"""A letter's own styles stand in its elements; it may run nothing, fetch nothing and send nothing."""
WITH_A_LETTER = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}


def only_in_the_demo(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@public
@only_in_the_demo
@require_safe
def list_(request):
    to = request.GET.get("till", "").strip()
    page = Paginator(selectors.demo_letters(to), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "to": to, "mailboxes": selectors.demo_mailboxes()}
    return render(request, "letters/demo_mailbox.html", context)


@public
@only_in_the_demo
@csp_override(WITH_A_LETTER)
@require_safe
def letter(request, pk):
    return render(request, "letters/demo_letter.html", {"letter": _letter_or_404(pk)})


@public
@only_in_the_demo
@csp_override(AS_A_MAIL_PROGRAM)
@xframe_options_sameorigin
@require_safe
def html(request, pk):
    found = _letter_or_404(pk)
    drawn = html_of(found.subject, found.body, found.language)
    # The button leads away from the frame, as it leads from a mail program to the browser.
    return HttpResponse(drawn.replace("<a href=", '<a target="_top" href='))


def _letter_or_404(pk):
    found = selectors.demo_letter(pk)
    if found is None:
        raise Http404
    return found
