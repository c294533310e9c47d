"""One quote beside its passage: read it as the second, approve it, send it back, take it out of use."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samsyn.domain.access import Ability
from samsyn.domain.quote_steps import QuoteState, QuoteStepKind
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.reports.quotes.selectors import quotes_of
from samsyn.reports.quotes.services import (
    PointsSomebodyOut,
    QuoteRefused,
    WordsRefused,
    approve_quote,
    send_back_quote,
    withdraw_quote,
)
from samsyn.web.permissions import needs
from samsyn.web.quotes.forms import ReasonForm
from samsyn.web.quotes.found import (
    OUTDATED,
    faults_in_words,
    quote_or_404,
    refusal_in_words,
    shown_state,
    too_few_in_words,
)


@needs(Ability.QUOTE)
@require_safe
def show(request, quote_id):
    return quote_page(request, quote_or_404(request, quote_id))


def quote_page(request, view, *, status=200, refused=(), back=None, out=None):
    """A quote as it stands; `refused` says why a step was not taken, `back` and `out` hold what was typed."""
    card, viewer = view.card, request.viewer
    asked = {"initial": {"seen_step": card.last.pk}, "viewer": viewer}
    context = {
        "view": view,
        "card": card,
        "state": shown_state(card.state),
        "may": {kind.value: card.may(kind, viewer) for kind in QuoteStepKind},
        "is_waiting": card.state is QuoteState.WAITING,
        "refused": refused,
        "faults": faults_in_words(view.faults),
        "too_few": too_few_in_words(view.too_few, view.limit),
        "back": back or ReasonForm(prefix="back", **asked),
        "out": out or ReasonForm(prefix="out", **asked),
    }
    return render(request, "quotes/show.html", context, status=status)


@needs(Ability.QUOTE)
@require_POST
def approve(request, quote_id):
    view = quote_or_404(request, quote_id)
    seen = request.POST.get("seen_step", "")
    step = {"quote_id": quote_id, "seen_step": int(seen) if seen.isdecimal() else 0}
    try:
        approve_quote(**step, by=request.viewer, now=timezone.now())
    except WordsRefused as refused:
        return refuse(request, view, faults_in_words(refused.faults))
    except PointsSomebodyOut as refused:
        return refuse(request, view, too_few_in_words(refused.why, refused.limit))
    except QuoteRefused as refused:
        return refuse(request, view, [refusal_in_words(refused)])
    except Outdated:
        return refuse(request, view, [OUTDATED], status=409)
    messages.success(request, _("Citatet är godkänt och kan sättas i årsrapporten."))
    return to_next(request, view.card.quote.year)


def refuse(request, view, why, *, status=422):
    return quote_page(request, view, status=status, refused=why)


def to_next(request, year):
    """The next quote that the viewer can read as the second, or the list."""
    for card in quotes_of(year, viewer=request.viewer):
        if card.may(QuoteStepKind.APPROVED, request.viewer):
            return redirect("quotes:show", card.id)
    return redirect(f"{reverse('quotes:list')}?ar={year}")


@needs(Ability.QUOTE)
@require_POST
def send_back(request, quote_id):
    done = _("Citatet är skickat tillbaka till den som skrev.")
    return with_reason(request, quote_id, send_back_quote, "back", done)


@needs(Ability.QUOTE)
@require_POST
def withdraw(request, quote_id):
    done = _("Citatet är taget ur bruk. Frysta utgåvor ändras inte.")
    return with_reason(request, quote_id, withdraw_quote, "out", done)


def with_reason(request, quote_id, service, prefix, done):
    """Take a step that says why; what was typed stays when it is refused."""
    view = quote_or_404(request, quote_id)
    form = ReasonForm(request.POST, prefix=prefix, viewer=request.viewer)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return quote_page(request, view, status=status, **{prefix: form})
    given = {"reason": form.cleaned_data["reason"], "decided": form.decided}
    given["seen_step"] = form.cleaned_data["seen_step"] or 0
    try:
        service(quote_id=quote_id, by=request.viewer, now=timezone.now(), **given)
    except PersonalDataFound as refused:
        form.tell_found(refused.found)
    except QuoteRefused as refused:
        form.add_error(None, refusal_in_words(refused))
    except Outdated:
        form.add_error(None, OUTDATED)
        return quote_page(request, view, status=409, **{prefix: form})
    if form.errors:
        return quote_page(request, view, status=422, **{prefix: form})
    messages.success(request, done)
    return redirect(f"{reverse('quotes:list')}?ar={view.card.quote.year}")
