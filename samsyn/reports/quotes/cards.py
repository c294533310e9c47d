"""How does a quote look with all its steps? Whether the viewer may see it is asked in the selectors."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from samsyn.domain.access import Ability, Viewer
from samsyn.domain.quote_steps import QuoteState, QuoteStep, QuoteStepKind, may, state_of
from samsyn.reports.quotes.models import ReportQuote, ReportQuoteStep


@dataclass(frozen=True)
class QuoteCard:
    """A quote as it stands: its words now, and its way here."""

    quote: ReportQuote
    number: str
    steps: tuple[ReportQuoteStep, ...]
    """The oldest first."""

    @cached_property
    def taken(self) -> list[QuoteStep]:
        """The steps as the domain takes them."""
        return [QuoteStep(QuoteStepKind(one.kind), one.by_id) for one in self.steps]

    @property
    def id(self) -> int:
        return self.quote.pk

    @property
    def state(self) -> QuoteState:
        """Where the quote stands."""
        return state_of(self.taken)

    @property
    def written(self) -> ReportQuoteStep:
        """The newest wording."""
        return [one for one in self.steps if one.kind == QuoteStepKind.WRITTEN][-1]

    @property
    def text(self) -> str:
        return self.written.text

    @property
    def last(self) -> ReportQuoteStep:
        return self.steps[-1]

    def may(self, kind: QuoteStepKind, by: Viewer) -> bool:
        """Whether this person may take this step now."""
        return by.may(Ability.QUOTE) and may(kind, self.taken, by.user_id or 0)


def cards_of(quotes: QuerySet[ReportQuote], *, newest_first: bool = False) -> list[QuoteCard]:
    """These quotes with all their steps, in one query: each has at least been written."""
    rows = ReportQuoteStep.objects.filter(quote__in=quotes.values("pk"))
    rows = rows.select_related("quote__deviation", "by")
    steps: dict[int, list[ReportQuoteStep]] = {}
    for step in rows.order_by("-quote" if newest_first else "quote", "pk"):
        steps.setdefault(step.quote_id, []).append(step)
    return [
        QuoteCard(each[0].quote, each[0].quote.deviation.number, tuple(each))
        for each in steps.values()
    ]
