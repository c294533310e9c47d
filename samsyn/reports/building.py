"""From what the data give and what people have written to one report."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext as _

from samsyn.domain.report import Block, Prose, Quote, Report, Section, Sentence
from samsyn.domain.report_sentences import Parted, Proposal, chosen_findings, parted
from samsyn.reports.contents.gathering import Chapter, Gathering
from samsyn.reports.contents.kept import kept_outline
from samsyn.reports.models import Passage

PROSE = "prose"


@dataclass(frozen=True)
class Written:
    """What people have written: passages by chapter, in their order, and approved quotes by primary key."""

    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    quotes: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, passages: Iterable[Passage], quotes: Mapping[int, str]) -> "Written":
        """The passages that stand, by chapter."""
        found: dict[str, list[Passage]] = {}
        for passage in sorted(passages, key=lambda one: (one.place, one.pk)):
            found.setdefault(passage.chapter, []).append(passage)
        return cls({chapter: tuple(each) for chapter, each in found.items()}, quotes)


def chapters_of(asked: Gathering, language: str) -> list[Chapter]:
    """What the data give now, in the report's language."""
    with translation.override(language):
        return kept_outline(asked, language)


def walked(chapters: Iterable[Chapter], depth: int = 1) -> Iterator[tuple[int, Chapter]]:
    """Every chapter with its depth, in reading order."""
    for chapter in chapters:
        yield depth, chapter
        yield from walked(chapter.chapters, depth + 1)


def title_of(year: int, language: str) -> tuple[str, str]:
    """What the county's report of a year is called: title and subtitle."""
    with translation.override(language):
        title = _("Avvikelser i samverkan %(year)s") % {"year": year}
        subtitle = _("Redovisning av avvikelser inkomna 1 januari till 31 december %(year)s") % {
            "year": year
        }
    return title, subtitle


def report_of(
    chapters: Iterable[Chapter],
    written: Written,
    *,
    title: str,
    subtitle: str,
    language: str,
    year: int,
) -> Report:
    """The whole report: a chapter's prose, sentences, generated parts and quotes, in this order."""
    kept = list(chapters)
    return Report(
        title=title,
        subtitle=subtitle,
        language=language,
        year=year,
        sections=tuple(_section(one, written) for one in kept),
        summary=tuple(one.text for one in chosen_findings(findings(kept))),
    )


def findings(chapters: Iterable[Chapter]) -> list[Proposal]:
    """The sentences that may be the year's findings, in the order of the chapters."""
    found: list[Proposal] = []
    for chapter in chapters:
        found += [one for one in chapter.proposals if one.is_finding]
        found += findings(chapter.chapters)
    return found


def apart(chapters: Iterable[Chapter], written: Written) -> dict[int, tuple[Parted, ...]]:
    """The kept sentences (primary keys) where text and data have parted ways, and how."""
    found: dict[int, tuple[Parted, ...]] = {}
    for chapter in chapters:
        now = {one.key: one.figures for one in chapter.proposals}
        for passage in written.passages.get(chapter.key, ()):
            if passage.figures:
                differing = parted(passage.text, passage.figures, now.get(passage.key))
                found |= {passage.pk: differing} if differing else {}
        found |= apart(chapter.chapters, written)
    return found


def _section(chapter: Chapter, written: Written) -> Section:
    return Section(
        chapter.key,
        chapter.title,
        tuple(_blocks(chapter, written)),
        tuple(_section(one, written) for one in chapter.chapters),
    )


def _blocks(chapter: Chapter, written: Written) -> list[Block]:
    passages = written.passages.get(chapter.key, ())
    by_key = {one.key: one for one in passages}
    prose = by_key[PROSE].text if PROSE in by_key else chapter.prose
    blocks: list[Block] = [Prose(PROSE, prose)] if prose.strip() else []
    blocks += [Sentence(one.key, one.text) for one in passages if one.figures]
    blocks += chapter.parts
    quoted = (written.quotes.get(one.quote) for one in passages if one.quote)
    blocks += [Quote(text) for text in quoted if text]
    return blocks
