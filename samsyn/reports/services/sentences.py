"""How do proposed sentences come into a report, and out of it? Their figures stay those of the data."""

from collections.abc import Container
from datetime import datetime

from django.db import transaction

from samsyn.domain.access import Viewer
from samsyn.domain.refusals import Outdated
from samsyn.domain.report_sentences import Proposal, says
from samsyn.guarding.last_word import NOTHING
from samsyn.reports.models import Passage
from samsyn.reports.selectors.drafts import Draft
from samsyn.reports.services.rules import (
    ReportRefused,
    checked,
    counted_first,
    log,
    open_draft,
    passage_in,
)


def accept_sentence(
    *, report_id: int, chapter: str, key: str, by: Viewer, now: datetime
) -> Passage:
    """Put a proposed sentence last in its chapter; pressed twice it stands once.

    Refuses ReportRefused: not_allowed, unknown (the data do not give it), state.
    """
    counted = counted_first(report_id, by)
    with transaction.atomic():
        draft = open_draft(report_id, by, counted)
        offered = _proposal(draft, chapter, key)
        standing = draft.written.passages.get(chapter, ())
        if found := next((one for one in standing if one.key == key), None):
            return found
        passage = Passage(
            report_id=report_id,
            chapter=chapter,
            key=key,
            place=max((one.place for one in standing), default=0) + 1,
        )
        return _say(draft, passage, offered.text, dict(offered.figures), "accepted", by, now)


def take_new_sentence(
    *, report_id: int, passage_id: int, seen_version: int, by: Viewer, now: datetime
) -> Passage:
    """Let a sentence say what the data say now. Refuses as `rewrite_sentence`."""
    counted = counted_first(report_id, by)
    with transaction.atomic():
        draft = open_draft(report_id, by, counted)
        passage = passage_in(draft, passage_id, seen_version)
        offered = _proposal(draft, passage.chapter, passage.key)
        return _say(draft, passage, offered.text, dict(offered.figures), "renewed", by, now)


def rewrite_sentence(
    *,
    report_id: int,
    passage_id: int,
    text: str,
    seen_version: int,
    by: Viewer,
    now: datetime,
    may_leave_out: bool = False,
    decided: Container[str] = NOTHING,
) -> Passage:
    """Say a sentence in other words. Its figures are the data's of now; one that the words do not say
    is apart, unless `may_leave_out`: then the sentence has the figures that it says, at least one.

    Refuses Outdated, PersonalDataFound, and ReportRefused: not_allowed, unknown, state, no_words,
    too_long, no_figures.
    """
    text = checked(text, by=by, decided=decided)
    if not text:
        raise ReportRefused("no_words")
    counted = counted_first(report_id, by)
    with transaction.atomic():
        draft = open_draft(report_id, by, counted)
        passage = passage_in(draft, passage_id, seen_version)
        figures = dict(_proposal(draft, passage.chapter, passage.key).figures)
        if may_leave_out:
            figures = {name: figure for name, figure in figures.items() if says(text, figure)}
            if not figures:
                raise ReportRefused("no_figures")
        return _say(draft, passage, text, figures, "rewritten", by, now)


@transaction.atomic
def remove_passage(
    *, report_id: int, passage_id: int, seen_version: int, by: Viewer, now: datetime
) -> Passage:
    """Take a sentence, or prose that stands in no chapter, out of the report; it can be put back.

    Refuses Outdated, and ReportRefused: not_allowed, unknown, state.
    """
    draft = open_draft(report_id, by)
    passage = passage_in(draft, passage_id, seen_version)
    passage.removed_at = now
    return _keep(draft, passage, "removed", by, now)


@transaction.atomic
def put_back(*, report_id: int, passage_id: int, by: Viewer, now: datetime) -> Passage:
    """Put what was taken away where it stood. Refuses Outdated when the same stands there again."""
    draft = open_draft(report_id, by)
    passage = next((one for one in draft.passages if one.pk == passage_id), None)
    if passage is None:
        raise ReportRefused("unknown")
    standing = draft.written.passages.get(passage.chapter, ())
    if any(one.key == passage.key and one.pk != passage.pk for one in standing):
        raise Outdated
    passage.removed_at = None
    return _keep(draft, passage, "put back", by, now)


@transaction.atomic
def move_sentence(*, report_id: int, passage_id: int, up: bool, by: Viewer, now: datetime) -> None:
    """Let a sentence (or a quote) change places with the one before or after; at the end nothing happens.

    Refuses ReportRefused: not_allowed, unknown, state.
    """
    draft = open_draft(report_id, by)
    passage = next((one for one in draft.passages if one.pk == passage_id), None)
    if passage is None or passage.removed_at:
        raise ReportRefused("unknown")
    row = [
        one
        for one in draft.written.passages[passage.chapter]
        if bool(one.figures) == bool(passage.figures) and bool(one.quote) == bool(passage.quote)
    ]
    at = next(at for at, one in enumerate(row) if one.pk == passage.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(row):
        return
    row[at], row[to] = row[to], row[at]
    for place, one in enumerate(row, 1):
        one.place = place
    Passage.objects.bulk_update(row, ["place"])
    log(draft.report, "moved", by, now, passage.chapter)


def _proposal(draft: Draft, chapter: str, key: str) -> Proposal:
    for _depth, one in draft.all_chapters():
        if one.key == chapter:
            for offered in one.proposals:
                if offered.key == key:
                    return offered
    raise ReportRefused("unknown")


def _say(
    draft: Draft,
    passage: Passage,
    text: str,
    figures: dict[str, str],
    what: str,
    by: Viewer,
    now: datetime,
) -> Passage:
    passage.text, passage.figures, passage.is_decided = text, figures, True
    return _keep(draft, passage, what, by, now)


def _keep(draft: Draft, passage: Passage, what: str, by: Viewer, now: datetime) -> Passage:
    passage.version += 1
    passage.changed_at, passage.changed_by_id = now, by.user_id or 0
    passage.save()
    log(draft.report, what, by, now, passage.chapter)
    return passage
