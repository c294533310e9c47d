"""How does what is written stand on the pages: how far a chapter is, and where a sentence is apart?"""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from samsyn.domain.editions import ReportState
from samsyn.domain.report_sentences import Parted, Proposal
from samsyn.exports.report_numbers import filled, labels_of
from samsyn.exports.report_page import Shown, shown
from samsyn.reports.building import PROSE
from samsyn.reports.contents.gathering import Chapter
from samsyn.reports.selectors.drafts import Draft


@dataclass(frozen=True)
class Progress:
    """How far a chapter is: icon, tone and word of a state."""

    icon: str
    tone: str
    word: str


LOOKS = {
    ReportState.DRAFT: ("edit", "waiting"),
    ReportState.IN_REVIEW: ("search", "going"),
    ReportState.APPROVED: ("check", "going"),
    ReportState.FROZEN: ("lock", "going"),
    ReportState.PUBLISHED: ("globe", "done"),
}


@dataclass(frozen=True)
class ChapterLine:
    """A chapter in the list of all."""

    chapter: Chapter
    depth: int
    progress: Progress
    offered: int
    """Proposed sentences that nobody has taken."""


@dataclass(frozen=True)
class ShownSentence:
    """An accepted sentence, what is wrong with it, and what the data would say."""

    passage: Any
    """A Passage of samsyn.reports."""
    apart: tuple[str, ...]
    offered: Proposal | None
    """What the data give now, where that is another sentence."""
    can_rewrite: bool
    is_first: bool
    is_last: bool


def standing_of(state: ReportState) -> Progress:
    """Where a report stands: icon, tone and word."""
    return Progress(*LOOKS[state], _(state.label))


def lines_of(draft: Draft) -> list[ChapterLine]:
    """Every chapter with how far it is."""
    return [
        ChapterLine(one, depth, progress_of(one, draft), len(offered_in(one, draft)))
        for depth, one in draft.all_chapters()
    ]


def progress_of(chapter: Chapter, draft: Draft) -> Progress:
    """How far a chapter is; what needs somebody comes first."""
    passages = draft.written.passages.get(chapter.key, ())
    prose = next((one for one in passages if one.key == PROSE), None)
    if any(one.pk in draft.apart for one in passages):
        return Progress("stop", "late", _("Stämmer inte med siffrorna"))
    if prose and prose.copied_from_year:
        year = {"year": prose.copied_from_year}
        return Progress("copy", "waiting", _("Från %(year)s, läs igenom") % year)
    if any(one.text or one.quote for one in passages):
        return Progress("check", "done", _("Skrivet"))
    if chapter.prose.strip() and prose is None:
        return Progress("file", "quiet", _("Samsyns text"))
    if chapter.parts:
        return Progress("chart", "quiet", _("Bara siffror"))
    return Progress("minus-circle", "quiet", _("Tomt, kommer inte med"))


def offered_in(chapter: Chapter, draft: Draft) -> list[Proposal]:
    """The proposed sentences of a chapter that do not stand in it."""
    standing = {one.key for one in draft.written.passages.get(chapter.key, ())}
    return [one for one in chapter.proposals if one.key not in standing]


def sentences_of(chapter: Chapter, draft: Draft) -> list[ShownSentence]:
    """The accepted sentences of a chapter, in their order."""
    now = {one.key: one for one in chapter.proposals}
    passages = [one for one in draft.written.passages.get(chapter.key, ()) if one.figures]
    return [
        ShownSentence(
            one,
            tuple(apart_in_words(part, one) for part in draft.apart.get(one.pk, ())),
            now.get(one.key) if one.key in now and now[one.key].text != one.text else None,
            one.key in now,
            at == 0,
            at == len(passages) - 1,
        )
        for at, one in enumerate(passages)
    ]


def apart_in_words(part: Parted, passage: Any) -> str:
    """Where a sentence and the data part ways."""
    if part.said == passage.text:
        return _("Meningen säger inte %(figure)s.") % {"figure": part.now}
    if not part.now:
        return _("%(figure)s finns inte längre i siffrorna.") % {"figure": part.said}
    words = _("Meningen säger %(said)s. Ny siffra: %(now)s.")
    return words % {"said": part.said, "now": part.now}


def parts_of(chapter: Chapter, draft: Draft) -> list[Shown]:
    """A chapter's tables and pictures as they will look, with the numbers that they will have."""
    with translation.override(draft.report.language):
        labels = labels_of(filled(draft.whole()))
        return [shown(part, labels) for part in chapter.parts]
