"""Which letters have not arrived, and why? For the administrator; never a letter's text, only about it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samsyn.domain.access import Ability
from samsyn.mail import selectors, services
from samsyn.mail.states import LetterState
from samsyn.web.permissions import needs

PER_PAGE = 50
TABS = {
    LetterState.GIVEN_UP: gettext_lazy("Uppgivna"),
    LetterState.TRIED: gettext_lazy("Försöker igen"),
    LetterState.WAITING: gettext_lazy("Väntar"),
    LetterState.PUT_ASIDE: gettext_lazy("Undanlagda"),
}


@require_safe
@needs(Ability.KEEP_RUNNING)
def backlog(request):
    state = chosen_state(request.GET.get("show", ""))
    page = Paginator(selectors.letters_in(state), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "state": state,
        "page": page,
        "tabs": tabs(state),
        "broken": len(selectors.broken_mailboxes()),
        "rows": [(letter, _(selectors.kind_label(letter.kind))) for letter in page],
    }
    return render(request, "letters/backlog.html", context)


def chosen_state(code):
    return LetterState(code) if code in selectors.UNSETTLED else LetterState.GIVEN_UP


def tabs(current):
    counts, here = selectors.unsettled_counts(), reverse("letters:backlog")
    return [
        {
            "url": f"{here}?show={state}",
            "words": words,
            "count": counts[state],
            "current": state == current,
        }
        for state, words in TABS.items()
    ]


@require_POST
@needs(Ability.KEEP_RUNNING)
def send_again(request, pk):
    if services.send_again(pk, by=request.viewer, now=timezone.now()):
        messages.success(request, _("Brevet står i kön och skickas igen."))
    else:
        messages.info(
            request, _("Brevet kan inte skickas igen. Det har redan gått, eller är glömt.")
        )
    return _back(request)


@require_POST
@needs(Ability.KEEP_RUNNING)
def send_all_again(request):
    many = services.send_all_again(by=request.viewer, now=timezone.now())
    told = ngettext(
        "%(n)s brev står i kön och skickas igen.", "%(n)s brev står i kön och skickas igen.", many
    )
    messages.success(request, told % {"n": many})
    return _back(request)


@require_POST
@needs(Ability.KEEP_RUNNING)
def put_aside(request, pk):
    if services.put_aside(pk, by=request.viewer, now=timezone.now()):
        messages.success(request, _("Brevet är undanlagt och skickas inte."))
    else:
        messages.info(request, _("Brevet har redan gått, eller är redan undanlagt."))
    return _back(request)


def _back(request):
    state = chosen_state(request.POST.get("show", ""))
    return redirect(f"{reverse('letters:backlog')}?show={state}")
