"""How does a report become an edition? Handed in, read by somebody else, frozen, published, corrected."""

from collections.abc import Container
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from samsyn.deviations.calendar import STOCKHOLM
from samsyn.domain.access import Viewer
from samsyn.domain.editions import ReportStepKind, may
from samsyn.domain.refusals import Outdated
from samsyn.domain.report import Standing, to_json
from samsyn.guarding.last_word import NOTHING
from samsyn.guarding.transactions import atomic_when_read
from samsyn.reports.contents.gathering import Chapter
from samsyn.reports.making.services import ask_for_forms
from samsyn.reports.models import Edition, ReportStep
from samsyn.reports.selectors.drafts import Draft, draft_with
from samsyn.reports.services.rules import (
    ReportRefused,
    checked,
    counted_first,
    held,
    log,
    refuse_undecided,
)


def hand_in(
    *,
    report_id: int,
    seen_steps: int,
    by: Viewer,
    now: datetime,
    note: str = "",
    decided: Container[str] = NOTHING,
) -> ReportStep:
    """Hand the report in to be read by a second person; from now on nobody writes in it.

    Refuses Outdated when a step was taken since the page with `seen_steps` steps was read,
    PersonalDataFound in the note, and ReportRefused: not_allowed, unknown, state, copied (last year's
    prose that nobody has read), undecided (the guard asks about a text).
    """
    refuse_undecided(report_id, by)
    note = checked(note, "note", by=by, decided=decided)
    with transaction.atomic():
        draft = _ready(report_id, ReportStepKind.ASKED, seen_steps, by)
        if any(one.copied_from_year and not one.removed_at for one in draft.passages):
            raise ReportRefused("copied")
        return _step(draft, ReportStepKind.ASKED, by, now, note)


@atomic_when_read
def send_back(
    *,
    report_id: int,
    note: str,
    seen_steps: int,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> ReportStep:
    """Give the report back to who writes, saying why; a frozen edition that nobody has seen is withdrawn.

    Refuses as `hand_in`, and no_words without a note.
    """
    draft = _ready(report_id, ReportStepKind.SENT_BACK, seen_steps, by)
    Edition.objects.filter(report=draft.report, published_at=None, withdrawn_at=None).update(
        withdrawn_at=now
    )
    return _step(draft, ReportStepKind.SENT_BACK, by, now, _words(note, by, decided))


@atomic_when_read
def approve(
    *,
    report_id: int,
    seen_steps: int,
    by: Viewer,
    now: datetime,
    note: str = "",
    decided: Container[str] = NOTHING,
) -> ReportStep:
    """Say that the report may be published; refuses ReportRefused own_hand_in for who handed it in."""
    draft = _ready(report_id, ReportStepKind.APPROVED, seen_steps, by)
    note = checked(note, "note", by=by, decided=decided)
    return _step(draft, ReportStepKind.APPROVED, by, now, note)


def freeze(
    *,
    report_id: int,
    seen_steps: int,
    by: Viewer,
    now: datetime,
    errata: str = "",
    decided: Container[str] = NOTHING,
) -> Edition:
    """Store the report with all its figures as the next edition, which no later change touches.

    Refuses as `hand_in`, and ReportRefused: apart and without_chapter (see the draft for which),
    no_words when an edition that corrects another does not say what (`errata`).
    """
    refuse_undecided(report_id, by)
    errata = checked(errata, "errata", by=by, decided=decided)
    counted = counted_first(report_id, by)
    with transaction.atomic():
        draft = _ready(report_id, ReportStepKind.FROZEN, seen_steps, by, counted)
        if draft.apart:
            raise ReportRefused("apart")
        if draft.without_chapter:
            raise ReportRefused("without_chapter")
        standing = Edition.objects.filter(report=draft.report, withdrawn_at=None)
        number = standing.count() + 1
        if number > 1 and not errata:
            raise ReportRefused("no_words")
        errata = errata if number > 1 else ""
        day = now.astimezone(STOCKHOLM).date().isoformat()
        whole = replace(draft.whole(), standing=Standing(number, day, errata))
        edition = Edition.objects.create(
            report=draft.report,
            number=number,
            content=to_json(whole),
            fingerprint=whole.fingerprint,
            errata=errata,
            frozen_at=now,
            frozen_by_id=by.user_id or 0,
        )
        _step(draft, ReportStepKind.FROZEN, by, now, edition=edition)
        ask_for_forms(edition)
        return edition


@transaction.atomic
def publish(*, report_id: int, seen_steps: int, by: Viewer, now: datetime) -> Edition:
    """Let anybody read the frozen edition; earlier ones stay, and lead to it. Refuses as `hand_in`."""
    draft = _ready(report_id, ReportStepKind.PUBLISHED, seen_steps, by)
    edition = Edition.objects.get(report=draft.report, published_at=None, withdrawn_at=None)
    Edition.objects.filter(pk=edition.pk).update(published_at=now)
    edition.published_at = now
    _step(draft, ReportStepKind.PUBLISHED, by, now, edition=edition)
    return edition


@atomic_when_read
def reopen(
    *,
    report_id: int,
    note: str,
    seen_steps: int,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> ReportStep:
    """Open a published report for a correction, saying what is wrong; what is published stays as it is.

    Refuses as `hand_in`, and no_words without a note.
    """
    draft = _ready(report_id, ReportStepKind.REOPENED, seen_steps, by)
    return _step(draft, ReportStepKind.REOPENED, by, now, _words(note, by, decided))


def _ready(
    report_id: int,
    kind: ReportStepKind,
    seen_steps: int,
    by: Viewer,
    counted: list[Chapter] | None = None,
) -> Draft:
    draft = draft_with(held(report_id, by), viewer=by, counted=counted)
    if len(draft.steps) != seen_steps:
        raise Outdated
    if draft.may(kind, by):
        return draft
    somebody_else_may = may(kind, draft.done, by=0)
    raise ReportRefused("own_hand_in" if somebody_else_may else "state")


def _words(text: str, by: Viewer, decided: Container[str]) -> str:
    text = checked(text, "note", by=by, decided=decided)
    if not text:
        raise ReportRefused("no_words")
    return text


def _step(
    draft: Draft,
    kind: ReportStepKind,
    by: Viewer,
    now: datetime,
    note: str = "",
    edition: Edition | None = None,
) -> ReportStep:
    step = ReportStep.objects.create(
        report=draft.report, kind=kind, at=now, by_id=by.user_id or 0, note=note, edition=edition
    )
    log(draft.report, kind.value, by, now)
    return step
