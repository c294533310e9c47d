"""How is prose written? Anybody may be writing in the same chapter: who comes second is told."""

from collections.abc import Container
from datetime import datetime

from django.db import transaction

from samsyn.domain.access import Viewer
from samsyn.domain.refusals import Outdated
from samsyn.guarding.last_word import NOTHING
from samsyn.reports import guarded
from samsyn.reports.building import PROSE
from samsyn.reports.models import Passage
from samsyn.reports.services.rules import (
    ReportRefused,
    checked,
    counted_first,
    log,
    open_draft,
    short_enough,
)


def write_prose(
    *,
    report_id: int,
    chapter: str,
    text: str,
    seen_version: int,
    by: Viewer,
    now: datetime,
    has_read: bool = True,
    decided: Container[str] = NOTHING,
) -> Passage:
    """Let this Markdown stand in a chapter; `seen_version` is 0 where nothing has been written.

    With `has_read` last year's prose counts as read, also unchanged, and what the guard finds possible must
    be among `decided`. What saves itself says no to it: then only certain findings refuse, and the report
    is not handed in before somebody has decided the others.
    Refuses Outdated when somebody saved since, PersonalDataFound, and ReportRefused: not_allowed,
    unknown (no such chapter), state, too_long.
    """
    text = checked(text, by=by, decided=decided) if has_read else short_enough(text)
    is_decided = has_read or guarded.is_decided(text, by=by, decided=decided)
    is_new = not Passage.objects.filter(
        report=report_id, chapter=chapter, key=PROSE, removed_at=None
    ).exists()
    # Where something stands there is a chapter; else which there are is counted before others must wait.
    counted = counted_first(report_id, by) if is_new else None
    with transaction.atomic():
        draft = open_draft(report_id, by, counted)
        standing = next(
            (one for one in draft.written.passages.get(chapter, ()) if one.key == PROSE), None
        )
        if (standing.version if standing else 0) != seen_version:
            raise Outdated
        if standing is None:
            if chapter not in {one.key for _depth, one in draft.all_chapters()}:
                raise ReportRefused("unknown")
            standing = Passage(report_id=report_id, chapter=chapter, key=PROSE)
        elif (standing.text, standing.is_decided) == (text, is_decided) and not (
            has_read and standing.copied_from_year
        ):
            return standing
        standing.text, standing.is_decided = text, is_decided
        standing.copied_from_year = None
        standing.version += 1
        standing.changed_at, standing.changed_by_id = now, by.user_id or 0
        standing.save()
        log(draft.report, "prose", by, now, chapter)
        return standing
