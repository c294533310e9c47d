"""How does a marked passage become a quote? Redacted by one, read by another, perhaps withdrawn."""

from collections.abc import Container
from datetime import datetime

from django.db import IntegrityError, transaction

from samsyn.audit import services as audit
from samsyn.deviations.selectors.concerned import principals_concerned
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.quote_steps import QuoteStepKind, may
from samsyn.domain.redaction import plain
from samsyn.domain.refusals import Outdated, Refusal
from samsyn.domain.vocabulary import AuditKind
from samsyn.guarding.last_word import NOTHING, refuse_personal_data
from samsyn.guarding.transactions import atomic_when_read
from samsyn.reports.quotes.cards import QuoteCard, cards_of
from samsyn.reports.quotes.checking import Found, faults_in, warnings_in
from samsyn.reports.quotes.crowds import Crowds, TooFew
from samsyn.reports.quotes.models import ReportQuote, ReportQuoteStep
from samsyn.reports.quotes.selectors import (
    mark_to_quote,
    names_for,
    passage_of,
)


class QuoteRefused(Refusal):
    """Not so; `why` is not_allowed, unknown, own (who wrote does not read), state or no_reason."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class WordsRefused(Refusal):
    """The words cannot be printed: faults, or possible names that nobody has said to have looked at."""

    def __init__(self, faults: list[Found], warnings: list[str]) -> None:
        super().__init__(", ".join(one.fault for one in faults))
        self.faults = faults
        self.warnings = warnings


class PointsSomebodyOut(Refusal):
    """Too few could have written it; `why` says which crowd is too small."""

    def __init__(self, why: list[TooFew], limit: int) -> None:
        super().__init__(", ".join(why))
        self.why = why
        self.limit = limit


@transaction.atomic
def make_quote(
    *, mark_id: int, text: str, names_checked: bool, by: Viewer, now: datetime
) -> ReportQuote:
    """Make a quote of a marked passage for the report of its deviation's year; it waits to be read.

    Refuses QuoteRefused, WordsRefused, PointsSomebodyOut, and Outdated when the passage is a quote already.
    """
    mark = mark_to_quote(mark_id, viewer=by)
    if mark is None:
        raise QuoteRefused("unknown")
    _in_a_crowd(mark.deviation_id, by)
    text = _checked(mark.deviation_id, plain(mark.words), text, names_checked, by)
    try:
        with transaction.atomic():
            quote = ReportQuote.objects.create(
                year=mark.year,
                deviation_id=mark.deviation_id,
                copy_id=mark.copy_id,
                name=mark.name,
                start=mark.start,
                end=mark.end,
            )
    except IntegrityError:
        raise Outdated from None
    _step(quote, QuoteStepKind.WRITTEN, by, now, text=text, names_checked=names_checked)
    return quote


@transaction.atomic
def rewrite_quote(
    *,
    quote_id: int,
    text: str,
    names_checked: bool,
    seen_step: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Give a quote other words; it waits to be read again. Refuses as `make_quote`.

    Outdated: a step was taken since the page that showed `seen_step` as the last.
    """
    card = _held(quote_id, QuoteStepKind.WRITTEN, seen_step, by)
    _in_a_crowd(card.quote.deviation_id, by)
    passage = passage_of(card.quote, viewer=by)
    text = _checked(card.quote.deviation_id, passage, text, names_checked, by)
    if text != card.text or card.last.kind == QuoteStepKind.SENT_BACK:
        _step(card.quote, QuoteStepKind.WRITTEN, by, now, text=text, names_checked=names_checked)


@transaction.atomic
def approve_quote(*, quote_id: int, seen_step: int, by: Viewer, now: datetime) -> None:
    """Say as the second reader that the words may be printed; all is checked anew. Refuses as above."""
    card = _held(quote_id, QuoteStepKind.APPROVED, seen_step, by)
    _in_a_crowd(card.quote.deviation_id, by)
    passage = passage_of(card.quote, viewer=by)
    _checked(card.quote.deviation_id, passage, card.text, True, by)
    _step(card.quote, QuoteStepKind.APPROVED, by, now)


@atomic_when_read
def send_back_quote(
    *,
    quote_id: int,
    reason: str,
    seen_step: int,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> None:
    """Ask as the second reader for other words, saying why. Refuses as above, and PersonalDataFound."""
    card = _held(quote_id, QuoteStepKind.SENT_BACK, seen_step, by)
    _step(card.quote, QuoteStepKind.SENT_BACK, by, now, reason=_reason(reason, by, decided))


@atomic_when_read
def withdraw_quote(
    *,
    quote_id: int,
    reason: str,
    seen_step: int,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> None:
    """Take a quote out of use: drafts lose it, frozen editions keep it. The passage is free again."""
    card = _held(quote_id, QuoteStepKind.WITHDRAWN, seen_step, by)
    _step(card.quote, QuoteStepKind.WITHDRAWN, by, now, reason=_reason(reason, by, decided))
    ReportQuote.objects.filter(pk=quote_id).update(withdrawn_at=now)


def _held(quote_id: int, kind: QuoteStepKind, seen_step: int, by: Viewer) -> QuoteCard:
    """The quote, on which nobody else takes a step until the transaction ends."""
    if not by.may(Ability.QUOTE) or by.user_id is None:
        raise QuoteRefused("not_allowed")
    held = ReportQuote.objects.select_for_update(no_key=True).filter(pk=quote_id)
    if not held:
        raise QuoteRefused("unknown")
    (card,) = cards_of(ReportQuote.objects.filter(pk=quote_id))
    if card.last.pk != seen_step:
        raise Outdated
    if not card.may(kind, by):
        somebody_else_may = may(kind, card.taken, by=0)
        raise QuoteRefused("own" if somebody_else_may else "state")
    return card


def _in_a_crowd(deviation_id: int, by: Viewer) -> None:
    crowds = Crowds(by)
    if why := crowds.too_few(deviation_id):
        raise PointsSomebodyOut(why, crowds.limit)


def _checked(deviation_id: int, passage: str, text: str, names_checked: bool, by: Viewer) -> str:
    text = plain(text)
    faults = faults_in(passage, text, names_for(deviation_id, viewer=by), viewer=by)
    warnings = warnings_in(text, viewer=by)
    if faults or (warnings and not names_checked):
        raise WordsRefused(faults, warnings)
    return text


def _reason(text: str, by: Viewer, decided: Container[str]) -> str:
    text = text.strip()
    if not text:
        raise QuoteRefused("no_reason")
    refuse_personal_data({"reason": text}, by=by, decided=decided)
    return text


def _step(
    quote: ReportQuote,
    kind: QuoteStepKind,
    by: Viewer,
    now: datetime,
    *,
    text: str = "",
    names_checked: bool = False,
    reason: str = "",
) -> None:
    ReportQuoteStep.objects.create(
        quote=quote,
        kind=kind,
        text=text,
        names_checked=names_checked,
        reason=reason,
        at=now,
        by_id=by.user_id or 0,
    )
    audit.record(
        AuditKind.CHANGED_REPORT,
        by=by,
        now=now,
        object_kind="deviation",
        object_id=quote.deviation_id,
        label=quote.deviation.number,
        details={"quote": quote.pk, "step": kind.value},
        principals=principals_concerned(quote.deviation_id),
    )
