"""What must hold before anybody writes in a report?"""

from collections.abc import Container
from datetime import datetime

from samsyn.audit import services as audit
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.editions import ReportState
from samsyn.domain.refusals import Outdated, Refusal
from samsyn.domain.vocabulary import AuditKind
from samsyn.guarding.last_word import NOTHING
from samsyn.reports import guarded
from samsyn.reports.contents.gathering import Chapter
from samsyn.reports.models import Passage, WrittenReport
from samsyn.reports.selectors.drafts import Draft, chapters_now, draft_with

MOST_CHARACTERS = 20_000
"""In one chapter's prose or one sentence; a chapter of 2021 has some 3,000."""


class ReportRefused(Refusal):
    """It cannot be done so; nothing has been changed.

    `why` is not_allowed, unknown, state (not in the state for it), own_hand_in (somebody else must
    approve), apart (sentences and data have parted ways), without_chapter (texts that stand in no
    chapter), copied (prose of last year that nobody has read), undecided (the guard asks about a text),
    no_words (a note or text is missing), too_long, no_figures (a sentence without any of its figures),
    exists or no_data.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def counted_first(report_id: int, by: Viewer) -> list[Chapter]:
    """What the data give the report, before it is held: whoever writes elsewhere need not wait for it.

    Of a deviation that is coded in between the figures say what held a tenth of a second ago. Refuses
    ReportRefused as `held`.
    """
    if not by.may(Ability.WRITE_REPORTS):
        raise ReportRefused("not_allowed")
    report = WrittenReport.objects.filter(pk=report_id).first()
    if report is None:
        raise ReportRefused("unknown")
    return chapters_now(report, viewer=by)


def held(report_id: int, by: Viewer) -> WrittenReport:
    """The report, in which nobody else writes until the transaction ends. Refuses who may not write."""
    if not by.may(Ability.WRITE_REPORTS):
        raise ReportRefused("not_allowed")
    report = WrittenReport.objects.select_for_update(no_key=True).filter(pk=report_id).first()
    if report is None:
        raise ReportRefused("unknown")
    return report


def open_draft(report_id: int, by: Viewer, counted: list[Chapter] | None = None) -> Draft:
    """The report as it stands, held, and still being written. Refuses it in any other state.

    What needs its chapters counts them first (`counted_first`).
    """
    draft = draft_with(held(report_id, by), viewer=by, counted=counted)
    if draft.state is not ReportState.DRAFT:
        raise ReportRefused("state")
    return draft


def passage_in(draft: Draft, passage_id: int, seen_version: int) -> Passage:
    """A passage that stands in the draft, as it was when it was read. Refuses Outdated."""
    found = next((one for one in draft.passages if one.pk == passage_id), None)
    if found is None:
        raise ReportRefused("unknown")
    if found.version != seen_version or found.removed_at:
        raise Outdated
    return found


def short_enough(text: str) -> str:
    """A text as it is kept. Refuses what is far too long, which the guard need not read."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > MOST_CHARACTERS:
        raise ReportRefused("too_long")
    return text


def checked(
    text: str, field: str = "text", *, by: Viewer, decided: Container[str] = NOTHING
) -> str:
    """A text that may stand in a report. Refuses PersonalDataFound and what is far too long."""
    text = short_enough(text)
    guarded.refuse(text, field, by=by, decided=decided)
    return text


def refuse_undecided(report_id: int, by: Viewer) -> None:
    """Refuse (ReportRefused undecided) a report with a text that the guard asks about, before it is held."""
    if by.may(Ability.WRITE_REPORTS):
        passages = Passage.objects.filter(report=report_id, removed_at=None, is_decided=False)
        if guarded.asked_about(passages, viewer=by):
            raise ReportRefused("undecided")


def log(report: WrittenReport, what: str, by: Viewer, now: datetime, chapter: str = "") -> None:
    """Tell the log what was done with a report; its words stay out of it."""
    audit.record(
        AuditKind.CHANGED_REPORT,
        by=by,
        now=now,
        object_kind="report",
        object_id=report.pk,
        label=str(report.year),
        details={"what": what} | ({"chapter": chapter} if chapter else {}),
    )
