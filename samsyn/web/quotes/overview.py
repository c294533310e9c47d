"""A year's quotes and the marked passages that are none yet."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.domain.access import Ability
from samsyn.domain.quote_steps import QuoteState, QuoteStepKind
from samsyn.domain.vocabulary import AuditKind
from samsyn.reports.quotes.selectors import marks_to_quote, quotes_of, years_of_quotes
from samsyn.web.permissions import needs
from samsyn.web.quotes.found import shown_state

LIST_NAME = gettext_noop("Citat")
"""What the log calls the passages that are shown here."""
ORDER = list(QuoteState)


@needs(Ability.QUOTE)
@require_safe
def show(request):
    viewer = request.viewer
    years = years_of_quotes(viewer=viewer)
    asked = request.GET.get("ar", "")
    newest = years[0] if years else timezone.localdate().year
    year = int(asked) if asked.isdecimal() and int(asked) in years else newest
    cards = sorted(quotes_of(year, viewer=viewer), key=lambda card: ORDER.index(card.state))
    marks = marks_to_quote(year, viewer=viewer)
    has_listed(request, {card.quote.deviation_id for card in cards}, marks)
    rows = [
        (card, shown_state(card.state), card.may(QuoteStepKind.APPROVED, viewer)) for card in cards
    ]
    context = {"year": year, "years": years, "rows": rows, "marks": marks}
    return render(request, "quotes/list.html", context)


def has_listed(request, quoted, marks) -> None:
    ids = quoted | {one.deviation_id for one in marks}
    if ids:
        audit.record(
            AuditKind.LISTED,
            by=request.viewer,
            now=timezone.now(),
            object_kind="deviation",
            label=LIST_NAME,
            details={"ids": sorted(ids)},
        )
