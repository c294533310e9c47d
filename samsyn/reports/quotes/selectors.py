"""Which quotes are there for a year's report, where do they stand, and what do they say?"""

from dataclasses import dataclass

from django.db.models import QuerySet

from samsyn.coding.selectors.quote_marks import (
    MarkedPassage,
    marked_in,
    marked_passage,
    years_marked,
)
from samsyn.deviations.selectors.copied_texts import texts_of_copies
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.known_names import KnownNames, redacted
from samsyn.domain.quote_steps import QuoteState
from samsyn.domain.redaction import Piece, pieces_of, plain
from samsyn.domain.taking_out import taken_out
from samsyn.reports.quotes.cards import QuoteCard, cards_of
from samsyn.reports.quotes.checking import Found, faults_in, guarded, warnings_in
from samsyn.reports.quotes.crowds import Crowds, TooFew
from samsyn.reports.quotes.models import ReportQuote
from samsyn.reports.quotes.names import registry_names
from samsyn.tally.selectors import lines_of


@dataclass(frozen=True)
class QuoteView:
    """A quote beside its passage, with all that a reader must know."""

    card: QuoteCard
    passage: str
    pieces: tuple[Piece, ...]
    faults: list[Found]
    """What the registry or the rules have against it today, though it was once allowed."""
    warnings: list[str]
    too_few: list[TooFew]
    limit: int


@dataclass(frozen=True)
class Proposal:
    """A marked passage with the words that could be printed of it."""

    passage: str
    text: str
    too_few: list[TooFew]
    limit: int


def quotes_of(year: int, *, viewer: Viewer) -> list[QuoteCard]:
    """A year's quotes, the newest first."""
    return cards_of(_visible(viewer).filter(year=year), newest_first=True)


def marks_to_quote(year: int, *, viewer: Viewer) -> list[MarkedPassage]:
    """The marked passages of a year that are no quote yet."""
    if not viewer.may(Ability.QUOTE):
        return []
    used = set(
        ReportQuote.objects.filter(year=year, withdrawn_at=None).values_list(
            "copy_id", "name", "start", "end"
        )
    )
    return [one for one in marked_in(year, viewer=viewer) if one.where not in used]


def years_of_quotes(*, viewer: Viewer) -> list[int]:
    """The years that have marked passages or quotes, newest first."""
    quoted = set(_visible(viewer).values_list("year", flat=True))
    return sorted(quoted | set(years_marked(viewer=viewer)), reverse=True)


def quote_view(quote_id: int, *, viewer: Viewer) -> QuoteView | None:
    """One quote with its passage; None when it is not the viewer's to see."""
    cards = cards_of(_visible(viewer).filter(pk=quote_id))
    return view_of(cards[0], viewer=viewer) if cards else None


def view_of(card: QuoteCard, *, viewer: Viewer) -> QuoteView:
    """A quote beside its passage, checked as of now."""
    passage = passage_of(card.quote, viewer=viewer)
    names = names_for(card.quote.deviation_id, viewer=viewer)
    crowds = Crowds(viewer)
    return QuoteView(
        card,
        passage,
        pieces_of(passage, card.text) or (Piece(passage, card.text),),
        faults_in(passage, card.text, names, viewer=viewer),
        warnings_in(card.text, viewer=viewer),
        crowds.too_few(card.quote.deviation_id),
        crowds.limit,
    )


def proposal_for(mark: MarkedPassage, *, viewer: Viewer) -> Proposal:
    """A marked passage without names of the registry or what the guard finds, for a person to go on with."""
    passage = plain(mark.words)
    names = names_for(mark.deviation_id, viewer=viewer)
    found = taken_out(passage, names.found_in(passage), guarded(passage, viewer=viewer))
    crowds = Crowds(viewer)
    return Proposal(
        passage,
        redacted(passage, found),
        crowds.too_few(mark.deviation_id),
        crowds.limit,
    )


def mark_to_quote(mark_id: int, *, viewer: Viewer) -> MarkedPassage | None:
    """A marked passage; None when it is gone or not the viewer's to quote."""
    return marked_passage(mark_id, viewer=viewer) if viewer.may(Ability.QUOTE) else None


def approved_quotes(
    year: int, *, viewer: Viewer | Everything, crowds: Crowds | None = None
) -> dict[int, str]:
    """The words of a year's approved quotes by primary key, for a draft of its report.

    Without those that have come to point somebody out since: figures change, deviations are withdrawn.
    `crowds` knows what the draft's figures have read.
    """
    if not (isinstance(viewer, Everything) or viewer.may(Ability.WRITE_REPORTS)):
        return {}
    rows = ReportQuote.objects.filter(year=year, withdrawn_at=None)
    approved = [card for card in cards_of(rows) if card.state is QuoteState.APPROVED]
    if not approved:
        return {}
    few = (crowds or Crowds(viewer)).too_few_of(card.quote.deviation_id for card in approved)
    return {card.id: card.text for card in approved if not few[card.quote.deviation_id]}


def passage_of(quote: ReportQuote, *, viewer: Viewer) -> str:
    """What the passage says in the masked copy, as it can be quoted."""
    texts = texts_of_copies([quote.copy_id], viewer=viewer)
    return plain(texts[quote.copy_id, quote.name][quote.start : quote.end])


def names_for(deviation_id: int, *, viewer: Viewer) -> KnownNames:
    """The registry's names, and what the parties were called when the deviation was sent."""
    lines = lines_of(
        [deviation_id], "reporter_name", "recipient_name", per_recipient=True, viewer=viewer
    )
    return registry_names({name for _, *names in lines for name in names if name})


def _visible(viewer: Viewer) -> QuerySet[ReportQuote]:
    return ReportQuote.objects.all() if viewer.may(Ability.QUOTE) else ReportQuote.objects.none()
