"""Where in a year's report does a quote stand? After the tables of a chapter that has room for quotes."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samsyn.domain.access import Viewer
from samsyn.reports.contents.gathering import Chapter
from samsyn.reports.models import Passage
from samsyn.reports.selectors.drafts import Draft
from samsyn.reports.services.rules import ReportRefused, counted_first, log, open_draft


@dataclass(frozen=True)
class Placed:
    """A quote in a chapter; without words when it is not approved any more, and so in no draft."""

    passage: Passage
    text: str


@dataclass(frozen=True)
class QuotesOfChapter:
    """What stands in a chapter, and the year's approved quotes that stand in no chapter yet."""

    placed: tuple[Placed, ...]
    offered: dict[int, str]


def quotes_in(draft: Draft, chapter: Chapter) -> QuotesOfChapter | None:
    """The quotes of a chapter and those that it could have; None where there is no room for quotes."""
    standing = draft.written.passages.get(chapter.key, ())
    placed = tuple(
        Placed(one, draft.written.quotes.get(one.quote, "")) for one in standing if one.quote
    )
    if not chapter.may_quote and not placed:
        return None
    used = {one.quote for passages in draft.written.passages.values() for one in passages}
    offered = {pk: text for pk, text in draft.written.quotes.items() if pk not in used}
    return QuotesOfChapter(placed, offered if chapter.may_quote else {})


def place_quote(
    *, report_id: int, chapter: str, quote_id: int, by: Viewer, now: datetime
) -> Passage:
    """Put an approved quote last in a chapter; pressed twice it stands once. It is removed as a sentence is.

    Refuses ReportRefused: not_allowed, unknown (no such chapter, no room for quotes there, or the quote is
    not approved), state, exists (it stands in another chapter).
    """
    counted = counted_first(report_id, by)
    with transaction.atomic():
        draft = open_draft(report_id, by, counted)
        rooms = {one.key for _, one in draft.all_chapters() if one.may_quote}
        if chapter not in rooms or quote_id not in draft.written.quotes:
            raise ReportRefused("unknown")
        everywhere = (one for each in draft.written.passages.values() for one in each)
        if found := next((one for one in everywhere if one.quote == quote_id), None):
            if found.chapter != chapter:
                raise ReportRefused("exists")
            return found
        standing = draft.written.passages.get(chapter, ())
        passage = Passage.objects.create(
            report_id=report_id,
            chapter=chapter,
            key=f"quote-{quote_id}",
            place=max((one.place for one in standing), default=0) + 1,
            quote=quote_id,
            version=1,
            changed_at=now,
            changed_by_id=by.user_id or 0,
        )
        log(draft.report, "quote placed", by, now, chapter)
        return passage
