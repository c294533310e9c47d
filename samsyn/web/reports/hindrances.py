"""What stands in the way of a step, in which chapter?"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samsyn.domain.editions import ReportStepKind
from samsyn.reports import guarded
from samsyn.reports.contents.gathering import Chapter
from samsyn.reports.selectors.drafts import Draft
from samsyn.web.reports.found import REFUSED
from samsyn.web.reports.shown import apart_in_words


@dataclass(frozen=True)
class Hindrance:
    """One thing to see to; a chapter to go to, or none when it has gone."""

    words: str
    chapter: Chapter | None
    stops: bool = True


def hindrances(draft: Draft, kind: ReportStepKind) -> list[Hindrance]:
    """What stops handing in or freezing, and what should be known before."""
    if kind is ReportStepKind.ASKED:
        warned = [*_apart(draft, stops=False), *_lost(draft, stops=False)]
        return [*_unread(draft), *_asked_about(draft), *warned]
    if kind is ReportStepKind.FROZEN:
        return [*_asked_about(draft), *_apart(draft, stops=True), *_lost(draft, stops=True)]
    if kind is ReportStepKind.APPROVED:
        return [*_apart(draft, stops=False), *_lost(draft, stops=False)]
    return []


def _unread(draft: Draft) -> list[Hindrance]:
    return [
        Hindrance(
            _("Texten från %(year)s har ingen läst igenom.") % {"year": one.copied_from_year},
            _chapters(draft).get(key),
        )
        for key, passages in draft.written.passages.items()
        for one in passages
        if one.copied_from_year
    ]


def _asked_about(draft: Draft) -> list[Hindrance]:
    found = guarded.asked_about(draft.passages, viewer=draft.viewer)
    return [
        Hindrance(str(REFUSED["undecided"]), _chapters(draft).get(one.chapter)) for one in found
    ]


def _apart(draft: Draft, *, stops: bool) -> list[Hindrance]:
    passages = {one.pk: one for one in draft.passages}
    return [
        Hindrance(
            apart_in_words(part, passages[pk]), _chapters(draft).get(passages[pk].chapter), stops
        )
        for pk, parts in draft.apart.items()
        for part in parts
    ]


def _lost(draft: Draft, *, stops: bool) -> list[Hindrance]:
    return [
        Hindrance(_("En text står i ett kapitel som inte finns längre."), None, stops)
        for _one in draft.without_chapter
    ]


def _chapters(draft: Draft) -> dict[str, Chapter]:
    return {chapter.key: chapter for _depth, chapter in draft.all_chapters()}
