"""Which quote does the address name, how is it shown, and what is said when a step was refused?"""

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.deviations.selectors.concerned import principals_concerned
from samsyn.domain.quote_steps import QuoteState
from samsyn.reports.quotes.selectors import mark_to_quote, quote_view
from samsyn.web.deviations.found import has_read

LOOKS = {
    QuoteState.WAITING: ("clock", "waiting"),
    QuoteState.SENT_BACK: ("edit", "differs"),
    QuoteState.APPROVED: ("check-circle", "done"),
    QuoteState.WITHDRAWN: ("undo", "quiet"),
}
REFUSED = {
    "own": gettext_lazy("Den som har skrivit ett citat kan inte vara dess andra läsare."),
    "state": gettext_lazy("Citatet står inte så att det går längre. Nu ser du det som gäller."),
    "no_reason": gettext_lazy("Skriv varför."),
}
OUTDATED = gettext_lazy("En kollega hann före. Nu ser du det som gäller; inget av ditt är sparat.")


@dataclass(frozen=True)
class ShownState:
    """A state as icon and word, never colour alone."""

    icon: str
    tone: str
    word: str


@dataclass(frozen=True)
class MarkedDeviation:
    """The deviation that a marked passage stands in, as the log wants it."""

    pk: int
    number: str


def shown_state(state: QuoteState) -> ShownState:
    """How a quote's state is drawn."""
    return ShownState(*LOOKS[state], _(state.label))


def quote_or_404(request, quote_id):
    """The quote with its passage; that its words were shown is logged."""
    view = quote_view(quote_id, viewer=request.viewer)
    if view is None:
        raise Http404
    deviation = view.card.quote.deviation
    has_read(request, deviation, principals_concerned(deviation.pk))
    return view


def mark_or_404(request, mark_id):
    """A marked passage that can become a quote."""
    mark = mark_to_quote(mark_id, viewer=request.viewer)
    if mark is None:
        raise Http404
    return mark


def refusal_in_words(refusal) -> str:
    """What a page says of QuoteRefused; 404 for what no page offers."""
    if refusal.why not in REFUSED:
        raise Http404 from refusal
    return str(REFUSED[refusal.why])


def faults_in_words(found) -> list[str]:
    """What is wrong with the words, each with the words it is about."""
    return [" ".join([_(one.fault.label), ", ".join(one.words)]).strip() for one in found]


def too_few_in_words(why, limit) -> list[str]:
    """Why a quote would point somebody out."""
    least = _("Gränsen är %(limit)s.") % {"limit": limit}
    return [f"{_(one.label)} {least}" for one in why]
